/** GTP': charging data, and version 0 of the tunnel on the same port. 3GPP TS 32.295. */
import { on, protocol } from '../../declare/protocol';
import gtp from './gtp';
import { dissectTunnel, type GtpFields, isTunnelMessage } from './gtp/tunnel';

export default protocol({
  id: 'gtpprime',
  title: 'GPRS Tunneling Protocol Prime',
  column: 'GTP',
  shortName: 'GTP (Prime)',
  parents: [on('udp.port', 3386)],
  accepts: isTunnelMessage,
  borrows: [gtp],
  fields: {},
  dissect(layer) {
    dissectTunnel(layer, gtp.fields as GtpFields);
  },
});
