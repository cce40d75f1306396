/** AppleTalk Address Resolution Protocol. Inside AppleTalk, second edition, chapter 2. */
import { etherText } from '../../bytes/address';
import { bytes, ether, u8, u16 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { on, protocol } from '../../declare/protocol';

export default protocol({
  id: 'aarp',
  title: 'AppleTalk Address Resolution Protocol',
  column: 'AARP',
  parents: [on('ethertype', 0x80f3)],
  header: 28,
  fields: {
    'hard.type': u16({ at: 0, label: 'Hardware type', base: 'hex', values: { 1: 'Ethernet', 2: 'Token Ring' } }),
    'proto.type': u16({ at: 2, label: 'Protocol type', base: 'hex', values: { 32923: 'AppleTalk' } }),
    'hard.size': u8({ at: 4, label: 'Hardware size' }),
    'proto.size': u8({ at: 5, label: 'Protocol size' }),
    opcode: u16({
      at: 6,
      label: 'Opcode',
      values: { 1: 'request', 2: 'reply', 3: 'probe' },
    }),
    'src.hw_mac': ether({ at: 8, label: 'Sender MAC address' }),
    'src.proto_id': bytes({ at: 14, length: 4, label: 'Sender ID' }),
    'dst.hw_mac': ether({ at: 18, label: 'Target MAC address' }),
    'dst.proto_id': bytes({ at: 24, length: 4, label: 'Target ID' }),
  },
  dissect(layer) {
    layer.trim(28);
    layer.header();
    if (!layer.wantsInfo) return;
    const operation = layer.u16(6);
    const sender = addressText(layer, 14);
    const target = addressText(layer, 24);
    if (operation === 1) layer.setInfo(`Who has ${target}?  Tell ${sender}`);
    else if (operation === 3) layer.setInfo(`Is there a ${target}`);
    else if (operation === 2) layer.setInfo(`${sender} is at ${etherText(layer.bytes, layer.start + 8)}`);
    else layer.setInfo(`Unknown AARP operation ${operation}`);
  },
});

/** Network and node: an unused byte, two bytes, one byte. */
const addressText = (layer: Layer, at: number): string => `${layer.u16(at + 1)}.${layer.u8(at + 3)}`;
