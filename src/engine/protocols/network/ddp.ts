/** Datagram Delivery Protocol of AppleTalk, with its long header. Inside AppleTalk, second edition, chapter 4. */
import { addressKind } from '../../declare/dissection';
import { text, u8, u16 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { on, protocol } from '../../declare/protocol';
import { table } from '../../declare/table';
import data from '../frame/data';

const byType = table('ddp.type');
const headerLength = 13;

const hexadecimal = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');
const destinationText = (layer: Layer): string => `${hexadecimal(layer.u16(4), 4)}.${hexadecimal(layer.u8(8), 2)}`;
const sourceText = (layer: Layer): string => `${hexadecimal(layer.u16(6), 4)}.${hexadecimal(layer.u8(9), 2)}`;

export default protocol({
  id: 'ddp',
  title: 'Datagram Delivery Protocol',
  column: 'DDP',
  parents: [on('ethertype', 0x809b), on('ppp.protocol', 0x0029)],
  header: headerLength,
  fields: {
    hopcount: u16({ at: 0, mask: 0x3c00, label: 'Hop count' }),
    len: u16({ at: 0, mask: 0x03ff, label: 'Datagram length' }),
    checksum: u16({ at: 2, label: 'Checksum' }),
    'dst.net': u16({ at: 4, label: 'Destination Net' }),
    'src.net': u16({ at: 6, label: 'Source Net' }),
    'dst.node': u8({ at: 8, label: 'Destination Node' }),
    'src.node': u8({ at: 9, label: 'Source Node' }),
    dst_socket: u8({ at: 10, label: 'Destination Socket' }),
    src_socket: u8({ at: 11, label: 'Source Socket' }),
    type: u8({
      at: 12,
      label: 'Protocol type',
      values: {
        1: 'Routing table',
        2: 'Name Binding Protocol packet',
        3: 'AppleTalk Transaction Protocol packet',
        4: 'AppleTalk Echo Protocol packet',
        5: 'Routing request',
        6: 'Zone Information Protocol packet',
        7: 'AppleTalk Data Stream Protocol',
        88: 'Cisco EIGRP for AppleTalk',
      },
    }),
    dst: text({ label: 'Destination address', hidden: true, value: destinationText }),
    src: text({ label: 'Source address', hidden: true, value: sourceText }),
  },
  dissect(layer, field) {
    const { dissection } = layer;
    layer.trim(Math.max(layer.u16(0) & 0x03ff, headerLength));
    if (dissection.quoting === 0) {
      dissection.addressKind = addressKind.text;
      dissection.sourceText = sourceText(layer);
      dissection.destinationText = destinationText(layer);
    }
    layer.header();
    layer.span(headerLength);
    const type = layer.u8(12);
    if (layer.wantsInfo) layer.setInfo(field.type.nameOf(type) ?? `Unknown DDP protocol (${type})`);
    if (!layer.nextBy(byType, type, headerLength) && layer.reported > headerLength) layer.next(data, headerLength);
  },
});
