/** Link-local Multicast Name Resolution: DNS messages between the hosts of one link. RFC 4795. */
import { on, protocol } from '../../declare/protocol';
import dns from './dns';
import type { DnsFields } from './dns/fields';
import { walkMessage } from './dns/message';
import { overStream, walkStream } from './dns/stream';

export default protocol({
  id: 'llmnr',
  title: 'Link-local Multicast Name Resolution',
  column: 'LLMNR',
  parents: [on('udp.port', 5355), on('tcp.port', 5355)],
  borrows: [dns],
  fields: {},
  dissect(layer) {
    const fields = dns.fields as DnsFields;
    if (overStream(layer)) walkStream(layer, fields, 'llmnr');
    else walkMessage(layer, fields, 0, layer.reported, 'llmnr');
  },
});
