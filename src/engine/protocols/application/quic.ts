/** QUIC: the headers of all packets, and Initial packets whole, whose keys everybody can derive. RFC 8999, 9000, 9001, 9369. */
import { protocol, recognised } from '../../declare/protocol';
import gquic from './gquic';
import { quicFields } from './quic/fields';
import { dissectDatagram, looksLikeQuic } from './quic/packets';

export default protocol({
  id: 'quic',
  title: 'QUIC IETF',
  column: 'QUIC',
  parents: [recognised('udp', looksLikeQuic)],
  borrows: [gquic],
  fields: quicFields,
  dissect: dissectDatagram,
});
