/** Google's QUIC before the IETF's, versions Q009 to Q043: public header and the hello's first message. draft-tsvwg-quic-protocol-02. */
import { bytes, flag, text, u8, u32, u64 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, protocol, recognised } from '../../declare/protocol';

const boolean = { 0: 'No', 1: 'Yes' } as const;

const fields = {
  puflags: u8({ label: 'Public Flags', base: 'hex' }),
  'puflags.version': flag({ label: 'Version', mask: 0x01, values: boolean }),
  'puflags.reset': flag({ label: 'Reset', mask: 0x02, values: boolean }),
  'puflags.nonce': flag({ label: 'Diversification nonce', mask: 0x04, values: boolean }),
  'puflags.cid': flag({ label: 'CID Length', mask: 0x08, values: { 0: '0 Byte', 1: '8 Bytes' } }),
  'puflags.pkn': u8({
    label: 'Packet Number Length',
    base: 'hex',
    mask: 0x30,
    values: { 0: '1 Byte', 1: '2 Bytes', 2: '4 Bytes', 3: '6 Bytes' },
  }),
  cid: u64({ label: 'CID' }),
  version: text({ label: 'Version' }),
  diversification_nonce: bytes({ label: 'Diversification nonce' }),
  packet_number: u64({ label: 'Packet Number' }),
  message_authentication_hash: bytes({ label: 'Message Authentication Hash' }),
  payload: bytes({ label: 'Payload' }),
  tag: text({ label: 'Tag' }),
  tag_number: u32({ label: 'Tag Number', littleEndian: true }),
  'tag.sni': text({ label: 'Server Name Indication' }),
  'tag.uaid': text({ label: "Client's User Agent ID" }),
  'tag.version': text({ label: 'Version', id: 'gquic.tag.version' }),
} as const;

type Fields = FieldsOf<typeof fields>;

const bit = { version: 0x01, reset: 0x02, nonce: 0x04, cid: 0x08 } as const;
const hashLength = 12;

/** First messages of the handshake, which are not encrypted. */
const messageNames: Readonly<Record<string, string>> = {
  CHLO: 'Client Hello',
  SHLO: 'Server Hello',
  'REJ\0': 'Rejection',
};

export default protocol({
  id: 'gquic',
  title: 'GQUIC (Google Quick UDP Internet Connections)',
  column: 'GQUIC',
  parents: [recognised('udp', looksLikeGoogleQuic)],
  fields,
  dissect(layer, field) {
    const { dissection, memory } = layer;
    const flags = layer.u8(0);
    const stated = (flags & bit.version) !== 0 && (flags & bit.cid) !== 0 ? versionAt(layer, 9) : 0;
    if (stated > 0) memory.setApplication(dissection, layer.protocol);
    const state = layer.learning ? memory.conversationState(dissection, 'gquic', () => ({ version: 0 })) : undefined;
    if (state !== undefined && stated > 0) state.version = stated;
    const version = memory.remember(dissection, state?.version ?? 0);
    walk(layer, field, flags, version, stated > 0);
  },
});

/** The number in a version like Q039, or 0. */
function versionAt(layer: Layer, at: number): number {
  if (!layer.has(at, 4) || layer.u8(at) !== 0x51) return 0;
  const digits = layer.latin1(at + 1, 3);
  return /^\d{3}$/.test(digits) ? Number(digits) : 0;
}

/** A client's packet with connection ID and version, on one of the ports that Google used. */
function looksLikeGoogleQuic(layer: Layer, at: number): boolean {
  const { sourcePort, destinationPort } = layer.dissection;
  if (![80, 443].includes(sourcePort) && ![80, 443].includes(destinationPort)) return false;
  const flags = layer.u8(at);
  if ((flags & 0xc0) !== 0 || (flags & (bit.version | bit.cid)) !== (bit.version | bit.cid)) return false;
  const version = versionAt(layer, at + 9);
  return version > 0 && version < 46;
}

function walk(layer: Layer, field: Fields, flags: number, version: number, fromClient: boolean): void {
  layer.open(field.puflags, 0, 1);
  for (const key of ['puflags.version', 'puflags.reset', 'puflags.nonce', 'puflags.cid', 'puflags.pkn'] as const)
    layer.add(field[key], 0, 1);
  layer.close();
  let at = 1;
  const connection = (flags & bit.cid) !== 0;
  if (connection) {
    layer.add(field.cid, at, 8, version < 39 ? layer.u64le(at) : layer.u64(at));
    at += 8;
  }
  const identity = connection && layer.wantsInfo ? `, CID: ${version < 39 ? layer.u64le(1) : layer.u64(1)}` : '';
  if ((flags & bit.reset) !== 0) {
    if (layer.wantsInfo) layer.setInfo(`Public Reset${identity}`);
    if (layer.available > at) layer.add(field.payload, at, layer.available - at);
    return;
  }
  if ((flags & bit.version) !== 0 && fromClient) {
    layer.add(field.version, at, 4);
    at += 4;
  } else if ((flags & bit.nonce) !== 0 && !fromClient && version >= 33 && (flags & bit.version) === 0) {
    if (isFromServer(layer)) {
      layer.add(field.diversification_nonce, at, 32);
      at += 32;
    }
  }
  const width = [1, 2, 4, 6][(flags >> 4) & 3];
  const number = packetNumber(layer, at, width, version < 39);
  layer.add(field.packet_number, at, width, BigInt(number));
  at += width;
  const message =
    at + hashLength < layer.available ? handshakeTag(layer, at + hashLength + (version < 34 ? 1 : 0)) : -1;
  const name = message < 0 ? 'Payload (Encrypted)' : messageNames[layer.latin1(message, 4)];
  if (layer.wantsInfo) layer.setInfo(`${name}, PKN: ${number}${identity}`);
  if (message < 0) {
    if (layer.available > at) layer.add(field.payload, at, layer.available - at);
    return;
  }
  layer.add(field.message_authentication_hash, at, hashLength);
  if (layer.emitting) tags(layer, field, message);
}

const isFromServer = ({ dissection }: Layer): boolean => dissection.sourcePort === 80 || dissection.sourcePort === 443;

function packetNumber(layer: Layer, at: number, width: number, littleEndian: boolean): number {
  let value = 0;
  for (let i = 0; i < width; i++) value = value * 256 + layer.u8(at + (littleEndian ? width - 1 - i : i));
  return value;
}

/** Where the tag of a handshake message stands, when the frame at `at` is a stream's that begins with one; -1 otherwise. */
function handshakeTag(layer: Layer, at: number): number {
  if (!layer.has(at, 8)) return -1;
  const type = layer.u8(at);
  if ((type & 0x80) === 0) return -1;
  const offset = (type >> 2) & 7;
  const tag = at + 2 + (type & 3) + (offset === 0 ? 0 : offset + 1) + ((type & 0x20) === 0 ? 0 : 2);
  return layer.has(tag, 8) && messageNames[layer.latin1(tag, 4)] !== undefined ? tag : -1;
}

const tagFields: Readonly<Record<string, keyof Fields>> = {
  'SNI\0': 'tag.sni',
  UAID: 'tag.uaid',
  'VER\0': 'tag.version',
};

/** The message's values: a table of tags with the offsets where their values end, then the values. */
function tags(layer: Layer, field: Fields, at: number): void {
  layer.add(field.tag, at, 4);
  layer.add(field.tag_number, at + 4, 4);
  const count = layer.u16le(at + 4);
  const values = at + 8 + count * 8;
  let start = 0;
  for (let i = 0; i < count && layer.has(at + 8 + i * 8, 8); i++) {
    const entry = at + 8 + i * 8;
    const end = layer.u32le(entry + 4);
    const name = layer.latin1(entry, 4);
    if (end < start || !layer.has(values + start, end - start)) return;
    const key = tagFields[name];
    if (key !== undefined) layer.add(field[key], values + start, end - start);
    else layer.addText(values + start, end - start, `Tag/value: ${name.replace(/\0/g, '')} (l=${end - start})`);
    start = end;
  }
}
