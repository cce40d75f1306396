/** Packets without a link layer: what they are stands in their first bytes. LINKTYPE_RAW. */
import { linkType } from '../../capture-file/link-types';
import { on, protocol } from '../../declare/protocol';
import { table } from '../../declare/table';
import data from '../frame/data';
import ppp from './ppp';
import { setNoAddresses } from './ppp/no-addresses';

const byVersion = table('ip.version');
/** LINKTYPE_RAW's number on some systems, written into files in its place. */
const rawOnOpenBsd = 14;
const rawElsewhere = 12;

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
    // Linux drivers for PPP and ISDN let some of their headers through.
    if (layer.u8(0) === 0xff && layer.u16(0) === 0xff03) layer.next(ppp, 0);
    else if (layer.has(8, 2) && layer.u16(8) === 0xff03) layer.next(ppp, 8);
    else if (!layer.nextBy(byVersion, layer.u8(0) >> 4, 0)) layer.next(data, 0);
  },
});
