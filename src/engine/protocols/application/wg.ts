/** WireGuard. The protocol paper of 2020, section 5.4; https://www.wireguard.com/protocol. */
import { toBase64 } from '../../bytes/base64';
import { bytes, expert, label, text, u8, u32, u64 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, protocol, recognised } from '../../declare/protocol';

const fields = {
  type: u8({
    label: 'Type',
    values: { 1: 'Handshake Initiation', 2: 'Handshake Response', 3: 'Cookie Reply', 4: 'Transport Data' },
  }),
  reserved: bytes({ label: 'Reserved' }),
  sender: u32({ label: 'Sender', base: 'hex', littleEndian: true }),
  receiver: u32({ label: 'Receiver', base: 'hex', littleEndian: true }),
  ephemeral: text({ label: 'Ephemeral' }),
  encrypted_static: label({ label: 'Encrypted Static' }),
  encrypted_timestamp: label({ label: 'Encrypted Timestamp' }),
  encrypted_empty: label({ label: 'Encrypted Empty' }),
  mac1: bytes({ label: 'mac1' }),
  mac2: bytes({ label: 'mac2' }),
  nonce: bytes({ label: 'Nonce' }),
  encrypted_cookie: bytes({ label: 'Encrypted Cookie' }),
  counter: u64({ label: 'Counter', littleEndian: true }),
  encrypted_packet: label({ label: 'Encrypted Packet' }),
  keepalive: expert('chat', { label: 'This is a Keepalive message' }),
} as const;

type Fields = FieldsOf<typeof fields>;

const messageType = { initiation: 1, response: 2, cookie: 3, transport: 4 } as const;
const shortestTransport = 32;

export default protocol({
  id: 'wg',
  title: 'WireGuard Protocol',
  column: 'WireGuard',
  parents: [recognised('udp', looksLikeWireGuard)],
  header: 4,
  fields,
  dissect(layer, field) {
    const type = layer.u8(0);
    layer.add(field.type, 0, 1);
    layer.add(field.reserved, 1, 3);
    switch (type) {
      case messageType.initiation:
        initiation(layer, field);
        break;
      case messageType.response:
        response(layer, field);
        break;
      case messageType.cookie:
        if (layer.wantsInfo) layer.setInfo(`Cookie Reply, receiver=${peer(layer, 4)}`);
        layer.add(field.receiver, 4, 4);
        layer.add(field.nonce, 8, 24);
        layer.add(field.encrypted_cookie, 32, 32);
        break;
      case messageType.transport:
        transport(layer, field);
        break;
    }
  },
});

/** Messages have fixed lengths, data at least 32 bytes, and three reserved bytes that are zero. */
function looksLikeWireGuard(layer: Layer, at: number): boolean {
  const length = layer.reported - at;
  if (length < shortestTransport || layer.u24(at + 1) !== 0) return false;
  switch (layer.u8(at)) {
    case messageType.initiation:
      return length === 148;
    case messageType.response:
      return length === 92;
    case messageType.cookie:
      return length === 64;
    case messageType.transport:
      return true;
    default:
      return false;
  }
}

const peer = (layer: Layer, at: number): string => `0x${layer.u32le(at).toString(16).toUpperCase().padStart(8, '0')}`;

function initiation(layer: Layer, field: Fields): void {
  layer.memory.setApplication(layer.dissection, layer.protocol);
  if (layer.wantsInfo) layer.setInfo(`Handshake Initiation, sender=${peer(layer, 4)}`);
  layer.add(field.sender, 4, 4);
  key(layer, field, 8);
  layer.add(field.encrypted_static, 40, 48);
  layer.add(field.encrypted_timestamp, 88, 28);
  codes(layer, field, 116);
}

function response(layer: Layer, field: Fields): void {
  layer.memory.setApplication(layer.dissection, layer.protocol);
  if (layer.wantsInfo) layer.setInfo(`Handshake Response, sender=${peer(layer, 4)}, receiver=${peer(layer, 8)}`);
  layer.add(field.sender, 4, 4);
  layer.add(field.receiver, 8, 4);
  key(layer, field, 12);
  layer.add(field.encrypted_empty, 44, 16);
  codes(layer, field, 60);
}

function transport(layer: Layer, field: Fields): void {
  const length = layer.reported - 16;
  const keepAlive = length === 16;
  if (layer.wantsInfo) {
    const what = keepAlive
      ? 'Keepalive'
      : `Transport Data, receiver=${peer(layer, 4)}, counter=${layer.u64le(8)}, datalen=${length - 16}`;
    layer.setInfo(keepAlive ? `Keepalive, receiver=${peer(layer, 4)}, counter=${layer.u64le(8)}` : what);
  }
  layer.add(field.receiver, 4, 4);
  layer.add(field.counter, 8, 8);
  layer.add(field.encrypted_packet, 16, length);
  if (keepAlive) layer.addComputed(field.keepalive, 1, 16, length);
}

function key(layer: Layer, field: Fields, at: number): void {
  if (layer.emitting) layer.add(field.ephemeral, at, 32, toBase64(layer.slice(at, 32)));
}

function codes(layer: Layer, field: Fields, at: number): void {
  layer.add(field.mac1, at, 16);
  layer.add(field.mac2, at + 16, 16);
}
