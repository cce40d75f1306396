/** OpenVPN: the packet's type, and the plain parts of control packets. https://openvpn.net/community-resources/openvpn-protocol/ */
import { bytes, u8, u16, u24, u64 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import { takePdu } from './streams/length-framed';

const port = 1194;
const lengthBytes = 2;
const data1 = 6;
const data2 = 9;

const opcodes: Readonly<Record<number, string>> = {
  1: 'P_CONTROL_HARD_RESET_CLIENT_V1',
  2: 'P_CONTROL_HARD_RESET_SERVER_V1',
  3: 'P_CONTROL_SOFT_RESET_V1',
  4: 'P_CONTROL_V1',
  5: 'P_ACK_V1',
  6: 'P_DATA_V1',
  7: 'P_CONTROL_HARD_RESET_CLIENT_V2',
  8: 'P_CONTROL_HARD_RESET_SERVER_V2',
  9: 'P_DATA_V2',
  10: 'P_CONTROL_HARD_RESET_CLIENT_V3',
  11: 'P_CONTROL_WKC_V1',
};

const declared = {
  plen: u16({ label: 'Packet Length' }),
  type: u8({ label: 'Type', base: 'hex' }),
  opcode: u8({ label: 'Opcode', base: 'hex', mask: 0xf8, values: opcodes }),
  keyid: u8({ label: 'Key ID', mask: 0x07 }),
  peerid: u24({ label: 'Peer ID' }),
  sessionid: u64({ label: 'Session ID' }),
  data: bytes({ label: 'Data' }),
};
type Fields = FieldsOf<typeof declared>;

export default protocol({
  id: 'openvpn',
  title: 'OpenVPN Protocol',
  column: 'OpenVPN',
  parents: [on('udp.port', port), on('tcp.port', port)],
  fields: declared,
  dissect(layer, field) {
    const overStream = layer.parent?.protocol.id !== 'udp';
    if (overStream && !takePdu(layer, lengthBytes, (packet, at) => lengthBytes + packet.u16(at))) return;
    const at = overStream ? lengthBytes : 0;
    if (overStream) layer.add(field.plen, 0, lengthBytes);
    if (layer.available > at) walkPacket(layer, field, at);
  },
});

function walkPacket(layer: Layer, field: Fields, at: number): void {
  const opcode = layer.u8(at) >> 3;
  if (layer.wantsInfo) layer.setInfo(`MessageType: ${opcodes[opcode] ?? 'Unknown'}`);
  layer.open(field.type, at, 1);
  layer.add(field.opcode, at, 1);
  layer.add(field.keyid, at, 1);
  layer.close();
  let payload = at + 1;
  if (opcode === data2) {
    layer.add(field.peerid, payload, 3);
    payload += 3;
  } else if (opcode !== data1) {
    layer.add(field.sessionid, payload, 8);
    payload += 8;
  }
  if (layer.available > payload) layer.add(field.data, payload, layer.available - payload);
}
