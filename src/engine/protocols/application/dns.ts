/** Domain Name System, over UDP and TCP. RFC 1035; TCP: section 4.2.2 and RFC 7766. */
import { on, protocol, recognised } from '../../declare/protocol';
import { dnsFields } from './dns/fields';
import { walkMessage } from './dns/message';
import { looksLikeMessage } from './dns/recognition';
import { overStream, walkStream } from './dns/stream';

export default protocol({
  id: 'dns',
  title: 'Domain Name System',
  column: 'DNS',
  parents: [on('udp.port', 53), on('tcp.port', 53), on('tls.port', 853), recognised('udp', looksLikeMessage)],
  fields: dnsFields,
  dissect(layer, field) {
    if (overStream(layer)) walkStream(layer, field, 'dns');
    else walkMessage(layer, field, 0, layer.reported, 'dns');
  },
});
