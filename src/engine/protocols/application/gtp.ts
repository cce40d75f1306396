/** GPRS Tunneling Protocol, versions 0 and 1: user data, and control messages in outline. 3GPP TS 29.060, TS 29.281. */
import { on, protocol } from '../../declare/protocol';
import { dissectTunnel, gtpFields, isTunnelMessage } from './gtp/tunnel';

export default protocol({
  id: 'gtp',
  title: 'GPRS Tunneling Protocol',
  column: 'GTP',
  parents: [on('udp.port', 2123, 2152)],
  accepts: isTunnelMessage,
  fields: gtpFields,
  dissect: dissectTunnel,
});
