/** PPP Challenge Handshake Authentication Protocol. RFC 1994. */
import { bytes, text, u8, u16 } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';

const codeNames: Readonly<Record<number, string>> = { 1: 'Challenge', 2: 'Response', 3: 'Success', 4: 'Failure' };

export default protocol({
  id: 'chap',
  title: 'PPP Challenge Handshake Authentication Protocol',
  column: 'PPP CHAP',
  parents: [on('ppp.protocol', 0xc223)],
  header: 4,
  fields: {
    code: u8({ at: 0, label: 'Code', values: codeNames }),
    identifier: u8({ at: 1, label: 'Identifier' }),
    length: u16({ at: 2, label: 'Length' }),
    value_size: u8({ label: 'Value Size' }),
    value: bytes({ label: 'Value' }),
    name: text({ label: 'Name' }),
    message: text({ label: 'Message' }),
    stuff: bytes({ label: 'Stuff' }),
  },
  dissect(layer, field) {
    const code = layer.u8(0);
    if (layer.wantsInfo) layer.setInfo(codeNames[code] ?? `Unknown code (${code})`);
    layer.header();
    const length = layer.u16(2);
    if (length < 4) {
      layer.malformed('The packet is shorter than its header', 2, 2);
      return;
    }
    layer.trim(length);
    const rest = layer.reported - 4;
    if (rest === 0) return;
    if (code === 1 || code === 2) {
      const size = layer.u8(4);
      if (size + 1 > rest) {
        layer.malformed('The value goes beyond the packet', 4, rest);
        return;
      }
      layer.need(5, size);
      layer.add(field.value_size, 4, 1);
      layer.add(field.value, 5, size);
      const nameLength = rest - 1 - size;
      layer.add(field.name, 5 + size, nameLength);
      if (layer.wantsInfo) layer.appendInfo(` (NAME='${layer.text(5 + size, nameLength)}')`);
    } else if (code === 3 || code === 4) {
      layer.add(field.message, 4, rest);
      if (layer.wantsInfo) layer.appendInfo(` (MESSAGE='${layer.text(4, rest)}')`);
    } else layer.add(field.stuff, 4, rest);
  },
});
