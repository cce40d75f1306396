/** Datagram Transport Layer Security up to where it is encrypted: DTLS 1.0, 1.2 and 1.3. RFC 4347, 6347, 9147; connection IDs: RFC 9146. */
import { on, protocol, recognised } from '../../declare/protocol';
import { dtlsFields } from './dtls/fields';
import { dissectRecords, looksLikeDatagram } from './dtls/records';

export default protocol({
  id: 'dtls',
  title: 'Datagram Transport Layer Security',
  column: 'DTLS',
  parents: [on('udp.port', 853, 2221, 5684, 5868), recognised('udp', looksLikeDatagram)],
  fields: dtlsFields,
  dissect: dissectRecords,
});
