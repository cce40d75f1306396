/** PPP Password Authentication Protocol. RFC 1334, section 2. */
import type { Field } from '../../declare/field';
import { bytes, text, u8, u16 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { on, protocol } from '../../declare/protocol';

const codeNames: Readonly<Record<number, string>> = {
  1: 'Authenticate-Request',
  2: 'Authenticate-Ack',
  3: 'Authenticate-Nak',
};

export default protocol({
  id: 'pap',
  title: 'PPP Password Authentication Protocol',
  column: 'PPP PAP',
  parents: [on('ppp.protocol', 0xc023)],
  header: 4,
  fields: {
    code: u8({ at: 0, label: 'Code', values: codeNames }),
    identifier: u8({ at: 1, label: 'Identifier' }),
    length: u16({ at: 2, label: 'Length' }),
    'peer_id.length': u8({ label: 'Peer-ID-Length' }),
    peer_id: text({ label: 'Peer-ID' }),
    'password.length': u8({ label: 'Password-Length' }),
    password: text({ label: 'Password' }),
    'message.length': u8({ label: 'Message-Length' }),
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
    if (layer.reported === 4) return;
    if (code === 1) {
      const at = addCounted(layer, field['peer_id.length'], field.peer_id, 4, " (Peer-ID='");
      addCounted(layer, field['password.length'], field.password, at, ", Password='");
    } else if (code === 2 || code === 3) addCounted(layer, field['message.length'], field.message, 4, " (Message='");
    else {
      layer.add(field.stuff, 4, layer.reported - 4);
      return;
    }
    layer.appendInfo(')');
  },
});

/** Shows a text behind its length, and returns where it ends. */
function addCounted(layer: Layer, lengthField: Field, field: Field, at: number, opening: string): number {
  const length = layer.u8(at);
  layer.need(at + 1, length);
  layer.add(lengthField, at, 1);
  layer.add(field, at + 1, length);
  if (layer.wantsInfo) layer.appendInfo(`${opening}${layer.text(at + 1, length)}'`);
  return at + 1 + length;
}
