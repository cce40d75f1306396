/** Multicast DNS: DNS messages between the hosts of one link. RFC 6762. */
import { on, protocol } from '../../declare/protocol';
import dns from './dns';
import type { DnsFields } from './dns/fields';
import { walkMessage } from './dns/message';

export default protocol({
  id: 'mdns',
  title: 'Multicast Domain Name System',
  column: 'MDNS',
  shortName: 'mDNS',
  parents: [on('udp.port', 5353)],
  borrows: [dns],
  fields: {},
  dissect(layer) {
    walkMessage(layer, dns.fields as DnsFields, 0, layer.reported, 'mdns');
  },
});
