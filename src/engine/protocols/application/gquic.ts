/** Google's QUIC before the IETF's, versions Q020 to Q046: headers and the hello's first message. draft-tsvwg-quic-protocol-02. */
import type { Layer } from '../../declare/layer';
import { protocol, recognised } from '../../declare/protocol';
import { type GquicFields, gquicFields } from './gquic/fields';
import { hashLength, messageNames, readableAt, withoutEntropy } from './gquic/frames';
import { tags } from './gquic/tags';

const bit = { version: 0x01, reset: 0x02, nonce: 0x04, cid: 0x08, fixed: 0x40, long: 0x80 } as const;
const usualServerPort = 443;
/** The only version with headers like those that became the IETF's. */
const withLongHeaders = 46;
const bigEndianFrom = 39;

/** What the conversation's earlier packets said. */
interface Standing {
  version: number;
  serverPort: number;
}

export default protocol({
  id: 'gquic',
  title: 'GQUIC (Google Quick UDP Internet Connections)',
  column: 'GQUIC',
  parents: [recognised('udp', looksLikeGoogleQuic)],
  fields: gquicFields,
  dissect(layer, field) {
    const { dissection, memory } = layer;
    const flags = layer.u8(0);
    const modern = (flags & (bit.long | bit.fixed)) !== 0;
    const stated = statedVersion(layer, flags, modern);
    if (stated > 0) memory.setApplication(dissection, layer.protocol);
    const state: Standing | undefined = layer.learning
      ? memory.conversationState(dissection, 'gquic', () => ({ version: 0, serverPort: usualServerPort }))
      : undefined;
    if (state !== undefined && stated > 0) state.version = stated;
    const version = memory.remember(dissection, state?.version ?? 0);
    const fromServer = memory.remember(dissection, state?.serverPort === dissection.sourcePort ? 1 : 0) === 1;
    if (modern) modernPacket(layer, field, flags, fromServer, state);
    else oldPacket(layer, field, flags, version, fromServer, state);
  },
});

/** The number in a version like Q039 that the packet's header states, or 0. */
function statedVersion(layer: Layer, flags: number, modern: boolean): number {
  if (modern) return (flags & bit.long) === 0 ? 0 : versionAt(layer, 1);
  return (flags & bit.version) === 0 ? 0 : versionAt(layer, (flags & bit.cid) === 0 ? 1 : 9);
}

function versionAt(layer: Layer, at: number): number {
  if (!layer.has(at, 4) || layer.u8(at) !== 0x51) return 0;
  const digits = layer.latin1(at + 1, 3);
  return /^\d{3}$/.test(digits) ? Number(digits) : 0;
}

/** A packet with connection ID and version, or one with a long header of the only version that mixes both worlds. */
function looksLikeGoogleQuic(layer: Layer, at: number): boolean {
  const flags = layer.u8(at);
  const form = flags & (bit.long | bit.fixed);
  if (form === (bit.long | bit.fixed)) return layer.has(at, 14) && versionAt(layer, at + 1) === withLongHeaders;
  if (form !== 0 || (flags & (bit.version | bit.cid)) !== (bit.version | bit.cid)) return false;
  const version = versionAt(layer, at + 9);
  return version >= 20 && version < 50;
}

/** A packet with public flags, up to version 43. */
function oldPacket(
  layer: Layer,
  field: GquicFields,
  flags: number,
  version: number,
  fromServer: boolean,
  state: Standing | undefined,
): void {
  const littleEndian = version < bigEndianFrom;
  publicFlags(layer, field);
  let at = 1;
  let cid = 0n;
  if ((flags & bit.cid) !== 0) {
    cid = littleEndian ? layer.u64le(at) : layer.u64(at);
    layer.add(field.cid, at, 8, cid);
    at += 8;
  }
  if ((flags & bit.version) !== 0) {
    if (fromServer) {
      for (; layer.reported - at >= 4; at += 4) layer.add(field.version, at, 4);
      if (layer.wantsInfo) layer.setInfo(`Version Negotiation, CID: ${cid}`);
      return;
    }
    layer.add(field.version, at, 4);
    at += 4;
  }
  if ((flags & bit.reset) !== 0) {
    if (layer.wantsInfo) layer.setInfo(`Public Reset, CID: ${cid}`);
    tags(layer, field, at);
    return;
  }
  if ((flags & bit.nonce) !== 0 && fromServer && version >= 33) {
    layer.add(field.diversification_nonce, at, 32);
    at += 32;
  }
  const width = [1, 2, 4, 6][(flags >> 4) & 3];
  const number = packetNumber(layer, field, at, width, littleEndian);
  payload(layer, field, at + width, version, width, state);
  identity(layer, number, cid);
}

function publicFlags(layer: Layer, field: GquicFields): void {
  layer.open(field.puflags, 0, 1);
  layer.add(field['puflags.version'], 0, 1);
  layer.add(field['puflags.reset'], 0, 1);
  layer.add(field['puflags.nonce'], 0, 1);
  layer.add(field['puflags.cid'], 0, 1);
  layer.add(field['puflags.pkn'], 0, 1);
  layer.add(field['puflags.mpth'], 0, 1);
  layer.add(field['puflags.rsv'], 0, 1);
  layer.close();
}

/** A packet of version 46: with a long header, or a short one that has a connection ID from the client alone. */
function modernPacket(
  layer: Layer,
  field: GquicFields,
  flags: number,
  fromServer: boolean,
  state: Standing | undefined,
): void {
  const long = (flags & bit.long) !== 0;
  layer.open(field.puflags, 0, 1);
  layer.add(field.header_form, 0, 1);
  layer.add(field.fixed_bit, 0, 1);
  if (long) {
    layer.add(field['long.packet_type'], 0, 1);
    layer.add(field['long.reserved'], 0, 1);
  }
  layer.add(field.packet_number_length, 0, 1);
  layer.close();
  let at = 1;
  let length = fromServer ? 0 : 8;
  if (long) {
    layer.add(field.version, 1, 4);
    layer.add(field.dcil, 5, 1);
    layer.add(field.scil, 5, 1);
    const lengths = layer.u8(5);
    const nibble = fromServer ? lengths & 0x0f : lengths >> 4;
    length = nibble === 0 ? 0 : nibble + 3;
    at = 6;
  }
  let cid = 0n;
  if (length === 8) {
    cid = layer.u64(at);
    layer.add(field.cid, at, 8);
  }
  at += length;
  const width = (flags & 3) + 1;
  const number = packetNumber(layer, field, at, width, false);
  payload(layer, field, at + width, withLongHeaders, width, state);
  identity(layer, number, cid);
}

function packetNumber(layer: Layer, field: GquicFields, at: number, width: number, littleEndian: boolean): number {
  let value = 0;
  for (let i = 0; i < width; i++) value = value * 256 + layer.u8(at + (littleEndian ? width - 1 - i : i));
  layer.add(field.packet_number, at, width, BigInt(value));
  return value;
}

/** What stands behind the packet's number: a message that can be read, or bytes that cannot. */
function payload(
  layer: Layer,
  field: GquicFields,
  at: number,
  version: number,
  numberWidth: number,
  state: Standing | undefined,
): void {
  const readable = readableAt(layer, at, { version, numberWidth });
  if (readable === undefined) {
    layer.setInfo('Payload (Encrypted)');
    if (layer.available > at) layer.add(field.payload, at, layer.available - at);
    return;
  }
  layer.add(field.message_authentication_hash, at, hashLength);
  if (readable.kind === 'close') {
    layer.setInfo('Connection Close');
    const frames = at + hashLength + (version < withoutEntropy ? 1 : 0);
    layer.add(field.payload, frames, layer.available - frames);
    return;
  }
  const name = layer.latin1(readable.at, 4);
  layer.setInfo(messageNames[name]);
  const { sourcePort, destinationPort } = layer.dissection;
  if (state !== undefined && name === 'CHLO' && sourcePort !== usualServerPort) state.serverPort = destinationPort;
  tags(layer, field, readable.at);
}

function identity(layer: Layer, number: number, cid: bigint): void {
  if (layer.wantsInfo) layer.appendInfo(`, PKN: ${number}${cid === 0n ? '' : `, CID: ${cid}`}`);
}
