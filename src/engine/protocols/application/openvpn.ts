/** OpenVPN: the packet's type, and the plain parts of control packets. https://openvpn.net/community-resources/openvpn-protocol/ */
import { absoluteTime, bytes, u8, u16, u24, u32, u64 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import { controlMessage } from './openvpn/control-channel';
import { takePdu } from './streams/length-framed';

const port = 1194;
const lengthBytes = 2;
const control1 = 4;
const acknowledgement1 = 5;
const data1 = 6;
const data2 = 9;
/** Control packets that are encrypted as a whole. */
const encrypted: readonly number[] = [10, 11];
const sha1Length = 20;
const sha256Length = 32;

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
  hmac: bytes({ label: 'HMAC' }),
  pid: u32({ label: 'Replay-Packet-ID' }),
  net_time: absoluteTime({ label: 'Net Time' }),
  mpidarraylength: u8({ label: 'Message Packet-ID Array Length' }),
  mpidarrayelement: u32({ label: 'Message Packet-ID Array Element' }),
  rsessionid: u64({ label: 'Remote Session ID' }),
  mpid: u32({ label: 'Message Packet-ID' }),
  data: bytes({ label: 'Data' }),
  fragment_bytes: bytes({ label: 'Fragment bytes' }),
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
    payload = walkControlHeader(layer, field, opcode, payload);
  }
  if (layer.available <= payload) return;
  const isData = opcode !== control1;
  if (isData) layer.add(field.data, payload, layer.available - payload);
  else if (!controlMessage(layer, payload)) layer.add(field.fragment_bytes, payload, layer.available - payload);
}

/** Shows what all control packets and acknowledgements begin with; returns where the rest begins. */
function walkControlHeader(layer: Layer, field: Fields, opcode: number, from: number): number {
  let at = from;
  layer.add(field.sessionid, at, 8);
  at += 8;
  if (encrypted.includes(opcode)) {
    layer.add(field.pid, at, 4);
    layer.add(field.net_time, at + 4, 4);
    layer.add(field.hmac, at + 8, sha256Length);
    return at + 8 + sha256Length;
  }
  if (isAuthenticated(layer, at)) {
    layer.add(field.hmac, at, sha1Length);
    at += sha1Length;
    if (layer.available - at >= 8) {
      layer.add(field.pid, at, 4);
      layer.add(field.net_time, at + 4, 4);
      at += 8;
    }
  }
  if (at < layer.available) at = walkAcknowledged(layer, field, at);
  if (opcode !== acknowledgement1 && layer.available - at >= 4) {
    layer.add(field.mpid, at, 4);
    at += 4;
  }
  return at;
}

/** The numbers of packets that arrived, and whose they are. */
function walkAcknowledged(layer: Layer, field: Fields, from: number): number {
  const count = layer.u8(from);
  let at = from + 1;
  layer.add(field.mpidarraylength, from, 1);
  for (let i = 0; i < count; i++, at += 4) layer.add(field.mpidarrayelement, at, 4);
  if (count === 0 || layer.available - at < 8) return at;
  layer.add(field.rsessionid, at, 8);
  return at + 8;
}

/** Nothing tells whether an HMAC stands here but that it looks random: at most one of its first four bytes is 0. */
function isAuthenticated(layer: Layer, at: number): boolean {
  if (!layer.has(at, 4) || layer.u8(at) === 0) return false;
  let zeros = 0;
  for (let i = at; i < at + 4; i++) if (layer.u8(i) === 0) zeros++;
  return zeros <= 1;
}
