/** BitTorrent between peers: handshake and messages. BEP 3 and BEP 10. */
import { spells } from '../../bytes/lines';
import { bytes, label, text, u8, u16, u32 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol, recognised } from '../../declare/protocol';
import { showInfoBehind } from './streams/info';
import { takePdu } from './streams/length-framed';

const handshakeWord = '\x13bittorrent protocol';
const handshakeLength = 68;
const shortHandshake = 48;
const lengthBytes = 4;
/** Peers ask for blocks of 16 KiB; 128 KiB is the most that any takes. */
const maximumMessage = 1 << 18;
const message = { have: 4, bitfield: 5, request: 6, piece: 7, cancel: 8, port: 9, extended: 20 } as const;

const types: Readonly<Record<number, string>> = {
  0: 'Choke',
  1: 'Unchoke',
  2: 'Interested',
  3: 'Not Interested',
  4: 'Have',
  5: 'Bitfield',
  6: 'Request',
  7: 'Piece',
  8: 'Cancel',
  9: 'Port',
  13: 'Suggest Piece',
  14: 'Have All',
  15: 'Have None',
  16: 'Reject Request',
  17: 'Allowed Fast',
  20: 'Extended',
};

const declared = {
  'protocol.name.length': u8({ label: 'Protocol Name Length' }),
  'protocol.name': text({ label: 'Protocol Name' }),
  reserved: bytes({ label: 'Reserved Extension Bytes' }),
  info_hash: bytes({ label: 'SHA1 Hash of info dictionary' }),
  peer_id: bytes({ label: 'Peer ID' }),
  msg: label({ label: 'Message' }),
  'msg.length': u32({ label: 'Message Length' }),
  'msg.type': u8({ label: 'Message Type', values: types }),
  'msg.bitfield': bytes({ label: 'Bitfield data' }),
  'piece.index': u32({ label: 'Piece index', base: 'hex' }),
  'piece.begin': u32({ label: 'Begin offset of piece', base: 'hex' }),
  'piece.length': u32({ label: 'Piece Length', base: 'hex' }),
  'piece.data': bytes({ label: 'Data in a piece' }),
  port: u16({ label: 'Port' }),
  'extended.id': u8({ label: 'Extended Message ID' }),
  extended: bytes({ label: 'Extended Message' }),
  continuous_data: bytes({ label: 'Extended Message' }),
};
type Fields = FieldsOf<typeof declared>;

export default protocol({
  id: 'bittorrent',
  title: 'BitTorrent',
  column: 'BitTorrent',
  parents: [on('tcp.port', 6881, 6882, 6883, 6884, 6885, 6886, 6887, 6888, 6889), recognised('tcp', isHandshake)],
  fields: declared,
  dissect(layer, field) {
    if (!isHandshake(layer, 0) && !isMessage(layer, 0)) {
      if (layer.wantsInfo) showInfoBehind(layer, 'Continuation data  ', '');
      layer.add(field.continuous_data, 0, layer.available);
      return;
    }
    if (!takePdu(layer, lengthBytes, messageLength)) return;
    if (layer.learning) layer.memory.setApplication(layer.dissection, layer.protocol);
    if (isHandshake(layer, 0)) {
      walkHandshake(layer, field);
      return;
    }
    const summary = describe(layer);
    if (layer.wantsInfo) showInfoBehind(layer, `${summary}  `, '');
    if (layer.emitting) showMessage(layer, field, summary);
  },
});

function isHandshake(layer: Layer, at: number): boolean {
  return spells(layer.bytes, layer.start + at, layer.end, handshakeWord);
}

/** A length that some message can have, and a type that is known. */
function isMessage(layer: Layer, at: number): boolean {
  if (!layer.has(at, lengthBytes)) return true;
  const length = layer.u32(at);
  if (length > maximumMessage) return false;
  return length === 0 || !layer.has(at + lengthBytes, 1) || types[layer.u8(at + lengthBytes)] !== undefined;
}

function messageLength(layer: Layer, at: number): number {
  // The peer's identity may come later than the rest of the handshake.
  if (isHandshake(layer, at))
    return layer.available - at >= shortHandshake && layer.available - at < handshakeLength
      ? layer.available - at
      : handshakeLength;
  // What is no message ends the messages of this segment, all of it.
  return isMessage(layer, at) ? lengthBytes + layer.u32(at) : layer.available - at;
}

function walkHandshake(layer: Layer, field: Fields): void {
  if (layer.wantsInfo) showInfoBehind(layer, 'Handshake  ', '');
  layer.add(field['protocol.name.length'], 0, 1);
  layer.add(field['protocol.name'], 1, 19);
  layer.add(field.reserved, 20, 8);
  layer.add(field.info_hash, 28, 20);
  if (layer.available >= handshakeLength) layer.add(field.peer_id, 48, 20);
}

const inHex = (value: number): string => `0x${value.toString(16)}`;

function describe(layer: Layer): string {
  if (!layer.wantsInfo && !layer.inTree) return '';
  if (layer.u32(0) === 0) return 'KeepAlive';
  const type = layer.u8(lengthBytes);
  const name = types[type] ?? 'Unknown';
  const body = lengthBytes + 1;
  switch (type) {
    case message.have:
      return layer.has(body, 4) ? `${name}, Piece (Idx:${inHex(layer.u32(body))})` : name;
    case message.bitfield:
      return `${name}, Len:${inHex(layer.u32(0) - 1)}`;
    case message.piece:
      return layer.has(body, 8)
        ? `${name}, Idx:${inHex(layer.u32(body))},Begin:${inHex(layer.u32(body + 4))},Len:${inHex(layer.u32(0) - 9)}`
        : name;
    case message.request:
    case message.cancel:
      return layer.has(body, 12)
        ? `${name}, Piece (Idx:${inHex(layer.u32(body))},Begin:${inHex(layer.u32(body + 4))},Len:${inHex(layer.u32(body + 8))})`
        : name;
    default:
      return name;
  }
}

function showMessage(layer: Layer, field: Fields, summary: string): void {
  const { available } = layer;
  layer.open(field.msg, 0, available);
  if (layer.inTree) layer.retitle(`Message: Len:${layer.u32(0)}, ${summary}`);
  layer.add(field['msg.length'], 0, lengthBytes);
  if (available > lengthBytes) {
    layer.add(field['msg.type'], lengthBytes, 1);
    showBody(layer, field, layer.u8(lengthBytes), lengthBytes + 1);
  }
  layer.close();
}

function showBody(layer: Layer, field: Fields, type: number, at: number): void {
  const { available } = layer;
  switch (type) {
    case message.have:
      layer.add(field['piece.index'], at, 4);
      break;
    case message.bitfield:
      if (available > at) layer.add(field['msg.bitfield'], at, available - at);
      break;
    case message.request:
    case message.cancel:
    case message.piece:
      layer.add(field['piece.index'], at, 4);
      layer.add(field['piece.begin'], at + 4, 4);
      if (type !== message.piece) layer.add(field['piece.length'], at + 8, 4);
      else if (available > at + 8) layer.add(field['piece.data'], at + 8, available - at - 8);
      break;
    case message.port:
      layer.add(field.port, at, 2);
      break;
    case message.extended:
      layer.add(field['extended.id'], at, 1);
      if (available > at + 1) layer.add(field.extended, at + 1, available - at - 1);
      break;
    default:
  }
}
