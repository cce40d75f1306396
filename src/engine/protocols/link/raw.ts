/** Packets without a link layer: what they are stands in their first bytes. LINKTYPE_RAW. */
import { linkType } from '../../capture-file/link-types';
import type { Layer } from '../../declare/layer';
import { on, protocol } from '../../declare/protocol';
import { table } from '../../declare/table';
import data from '../frame/data';
import ip from '../network/ip';
import ppp from './ppp';
import { setNoAddresses } from './ppp/no-addresses';

const byVersion = table('ip.version');
/** LINKTYPE_RAW's number on some systems, written into files in its place. */
const rawOnOpenBsd = 14;
const rawElsewhere = 12;
/** Address and control of PPP in HDLC-like framing. */
const framing = 0xff03;
const idleLength = 10;

export default protocol({
  id: 'raw',
  title: 'Raw packet data',
  column: 'Raw',
  parents: [on('wtap_encap', linkType.rawIp, rawElsewhere, rawOnOpenBsd)],
  fields: {},
  dissect(layer) {
    setNoAddresses(layer);
    layer.setColumn('N/A');
    layer.setInfo('Raw packet data');
    layer.span(0);
    const at = pointToPointAt(layer);
    if (at >= 0) layer.next(ppp, at);
    else if (isIdle(layer)) layer.next(ip, idleLength);
    else if (!layer.nextBy(byVersion, layer.u8(0) >> 4, 0)) layer.next(data, 0);
  },
});

/** Linux drivers for PPP and ISDN let some of their headers through: none, a byte, or an invented address. Offset of PPP's, -1 without. */
function pointToPointAt(layer: Layer): number {
  if (layer.u8(0) === 0xff && layer.u16(0) === framing) return 0;
  if (layer.has(6, 2) && layer.u16(6) === framing) return 6;
  return layer.has(1, 2) && layer.u16(1) === framing ? 1 : -1;
}

/** While their link is down they send zeros instead. */
function isIdle(layer: Layer): boolean {
  if (!layer.has(0, idleLength)) return false;
  for (let at = 0; at < idleLength; at++) if (layer.u8(at) !== 0) return false;
  return true;
}
