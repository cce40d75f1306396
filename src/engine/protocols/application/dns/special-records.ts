/** Data of records whose shape depends on what they say: bit maps of types, address lists, locations, gateways, authorizations. */
import { ipv6Text } from '../../../bytes/address';
import type { DnsField } from './fields';
import { domainName, type Part, type RecordData, rest, takes } from './record-data';

/** NSEC, NSEC3 and CSYNC: the types that exist, as blocks of bits. RFC 4034, section 4.1.2. */
export const typeBitMap: Part = (data) => {
  const { layer } = data;
  while (data.at < data.end) {
    if (!takes(data, 2)) return;
    const window = layer.u8(data.at) * 256;
    const length = layer.u8(data.at + 1);
    data.at += 2;
    if (!takes(data, length)) return;
    addTypes(data, window, length);
    data.at += length;
  }
};

/** NXT: the types below 128 that exist, as one row of bits. RFC 2535, section 5.2. */
export const plainTypeBitMap: Part = (data) => {
  addTypes(data, 0, data.end - data.at);
  data.at = data.end;
};

function addTypes({ layer, field, at }: RecordData, first: number, length: number): void {
  if (!layer.emitting) return;
  for (let bit = 0; bit < length * 8; bit++)
    if (layer.u8(at + (bit >> 3)) & (0x80 >> (bit & 7))) layer.add(field['resp.type'], at + (bit >> 3), 1, first + bit);
}

/** WKS: the ports that are served, as bits. RFC 1035, section 3.4.2. */
export const servedPorts: Part = (data) => {
  const { layer, field } = data;
  if (layer.emitting)
    for (let { at } = data; at < data.end; at++) if (layer.u8(at) !== 0) layer.add(field['wks.bits'], at, 1);
  data.at = data.end;
};

/** A key, and the tag by which signatures name it. RFC 4034, appendix B; in algorithm 1 it is part of the key itself. */
export const keyWithTag =
  (tagKey: DnsField, key: DnsField): Part =>
  (data) => {
    const { layer, field } = data;
    const length = data.end - data.at;
    if (layer.emitting && length > 2) {
      layer.need(data.at, length);
      const algorithm = layer.u8(data.at - 1);
      const tag = algorithm === 1 ? layer.u16(data.end - 3) : checksum(layer.slice(data.at - 4, length + 4));
      layer.addComputed(field[tagKey], tag, data.at, length);
    }
    rest(key)(data);
  };

function checksum(bytes: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < bytes.length; i++) sum += (i & 1) === 0 ? bytes[i] * 256 : bytes[i];
  return (sum + Math.floor(sum / 65_536)) & 0xffff;
}

/** NAPTR: the replacement's name and its length in characters. */
export const replacement: Part = (data) => {
  const { layer, field } = data;
  const { at } = data;
  domainName('naptr.replacement')(data);
  if (data.wanted) layer.addComputed(field['naptr.replacement_length'], data.domainName.length, at, data.at - at);
};

/** APL: address prefixes. RFC 3123. */
export const addressPrefixes: Part = (data) => {
  const { layer, field } = data;
  while (data.at < data.end) {
    if (!takes(data, 4)) return;
    const family = layer.u16(data.at);
    const length = layer.u8(data.at + 3) & 0x7f;
    layer.add(field['apl.address_family'], data.at, 2);
    layer.add(field['apl.coded_prefix'], data.at + 2, 1);
    layer.add(field['apl.negation'], data.at + 3, 1);
    layer.add(field['apl.afdlength'], data.at + 3, 1);
    data.at += 4;
    if (!takes(data, length)) return;
    // Trailing zeros of the address are left out on the wire.
    if (family === 1 && length <= 4)
      layer.addComputed(field['apl.afdpart.ipv4'], padded(layer.slice(data.at, length), 4), data.at, length);
    else if (family === 2 && length <= 16)
      layer.addComputed(field['apl.afdpart.ipv6'], paddedBytes(layer.slice(data.at, length), 16), data.at, length);
    else layer.add(field['apl.afdpart.data'], data.at, length);
    data.at += length;
  }
};

/** An address of which the last bytes may be missing, as a number. */
export function padded(bytes: Uint8Array, width: number): number {
  let value = 0;
  for (let i = 0; i < width; i++) value = value * 256 + (bytes[i] ?? 0);
  return value;
}

/** Bytes, filled up with zeros to `width`. */
export function paddedBytes(bytes: Uint8Array, width: number): Uint8Array {
  const whole = new Uint8Array(width);
  whole.set(bytes.subarray(0, width));
  return whole;
}

/** LOC. RFC 1876. */
export const location: Part = (data) => {
  const { layer, field } = data;
  if (!takes(data, 1)) return;
  if (layer.u8(data.at) !== 0) {
    layer.add(field['loc.version'], data.at, 1);
    data.at += 1;
    rest('loc.unknown_data')(data);
    return;
  }
  if (!takes(data, 16)) return;
  const { at } = data;
  layer.add(field['loc.version'], at, 1);
  const lengths: readonly DnsField[] = ['loc.size', 'loc.horizontal_precision', 'loc.vertical_precision'];
  lengths.forEach((key, index) => {
    layer.add(field[key], at + 1 + index, 1);
    if (layer.inTree) layer.append(` (${centimetres(layer.u8(at + 1 + index)) / 100} m)`);
  });
  layer.add(field['loc.latitude'], at + 4, 4);
  if (layer.inTree) layer.append(` (${angle(layer.u32(at + 4), 'N', 'S')})`);
  layer.add(field['loc.longitude'], at + 8, 4);
  if (layer.inTree) layer.append(` (${angle(layer.u32(at + 8), 'E', 'W')})`);
  layer.add(field['loc.altitude'], at + 12, 4);
  if (layer.inTree) layer.append(` (${(layer.u32(at + 12) - 10_000_000) / 100} m)`);
  data.at += 16;
};

/** A length in centimetres: a digit and a power of ten in four bits each. */
const centimetres = (value: number): number => (value >> 4) * 10 ** (value & 0x0f);

/** Thousandths of a second of arc, from 2^31 at the equator or the prime meridian. */
function angle(value: number, positive: string, negative: string): string {
  const size = Math.abs(value - 0x8000_0000);
  const degrees = Math.floor(size / 3_600_000);
  const minutes = Math.floor(size / 60_000) % 60;
  return `${degrees}°${minutes}'${(size % 60_000) / 1000}" ${value >= 0x8000_0000 ? positive : negative}`;
}

/** IPSECKEY: the gateway's kind says what it looks like. RFC 4025. */
export const securityGateway: Part = (data) => {
  const { layer, field } = data;
  if (!takes(data, 3)) return;
  const kind = layer.u8(data.at + 1);
  layer.add(field['ipseckey.gateway_precedence'], data.at, 1);
  layer.add(field['ipseckey.gateway_type'], data.at + 1, 1);
  layer.add(field['ipseckey.gateway_algorithm'], data.at + 2, 1);
  data.at += 3;
  if (kind === 1 && takes(data, 4)) {
    layer.add(field['ipseckey.gateway_ipv4'], data.at, 4);
    data.at += 4;
  } else if (kind === 2 && takes(data, 16)) {
    layer.add(field['ipseckey.gateway_ipv6'], data.at, 16);
    data.at += 16;
  } else if (kind === 3) domainName('ipseckey.gateway_dns')(data);
  rest('ipseckey.public_key')(data);
};

/** A6: what is left of the address behind the prefix, and the prefix's name. RFC 2874. */
export const address6: Part = (data) => {
  const { layer, field } = data;
  if (!takes(data, 1)) return;
  const prefix = layer.u8(data.at);
  layer.add(field['a6.prefix_len'], data.at, 1);
  data.at += 1;
  const length = Math.max(0, 16 - (prefix >> 3));
  if (!takes(data, length)) return;
  const suffix = new Uint8Array(16);
  suffix.set(layer.slice(data.at, length), 16 - length);
  layer.addComputed(field['a6.address_suffix'], suffix, data.at, length);
  if (data.wanted) data.summary = ipv6Text(suffix);
  data.at += length;
  if (prefix > 0) domainName('a6.prefix_name')(data);
};

/** CAA: a flag, a tag, and a value to which the tag gives the name. RFC 8659. */
export const authorization: Part = (data) => {
  const { layer, field } = data;
  if (!takes(data, 2)) return;
  layer.open(field['caa.flags'], data.at, 1);
  layer.add(field['caa.flags.issuer_critical'], data.at, 1);
  layer.close();
  const tagLength = layer.u8(data.at + 1);
  data.at += 2;
  if (!takes(data, tagLength)) return;
  const valueAt = data.at + tagLength;
  if (layer.emitting) {
    const tag = layer.latin1(data.at, tagLength);
    const known = { issue: 'caa.issue', issuewild: 'caa.issuewild', iodef: 'caa.iodef' } as const;
    const key = Object.hasOwn(known, tag) ? known[tag as keyof typeof known] : 'caa.unknown';
    layer.need(valueAt, data.end - valueAt);
    layer.open(field[key], data.at - 1, data.end - data.at + 1, layer.text(valueAt, data.end - valueAt));
    layer.add(field['caa.tag_length'], data.at - 1, 1);
    layer.add(field['caa.tag'], data.at, tagLength);
    layer.add(field['caa.value'], valueAt, data.end - valueAt);
    layer.close();
  }
  data.at = data.end;
};

/** HIP: tag, key and rendezvous servers. RFC 8005. */
export const hostIdentity: Part = (data) => {
  const { layer, field } = data;
  if (!takes(data, 4)) return;
  const tagLength = layer.u8(data.at);
  const keyLength = layer.u16(data.at + 2);
  layer.add(field['hip.hit.length'], data.at, 1);
  layer.add(field['hip.hit.pk.algo'], data.at + 1, 1);
  layer.add(field['hip.pk.length'], data.at + 2, 2);
  data.at += 4;
  if (!takes(data, tagLength + keyLength)) return;
  layer.add(field['hip.hit'], data.at, tagLength);
  layer.add(field['hip.pk'], data.at + tagLength, keyLength);
  data.at += tagLength + keyLength;
  while (data.at < data.end) domainName('hip.rendezvous_server')(data);
};

/** TSIG: behind the algorithm's name a time of 48 bits and the code. RFC 8945. */
export const transactionSignature: Part = (data) => {
  const { layer, field } = data;
  if (!takes(data, 10)) return;
  layer.addComputed(field['tsig.time_signed'], BigInt(layer.u48(data.at)) * 1_000_000_000n, data.at, 6);
  layer.add(field['tsig.fudge'], data.at + 6, 2);
  layer.add(field['tsig.mac_size'], data.at + 8, 2);
  const codeLength = layer.u16(data.at + 8);
  data.at += 10;
  if (!takes(data, codeLength + 6)) return;
  layer.add(field['tsig.mac'], data.at, codeLength);
  data.at += codeLength;
  layer.add(field['tsig.original_id'], data.at, 2);
  layer.add(field['tsig.error'], data.at + 2, 2);
  layer.add(field['tsig.other_len'], data.at + 4, 2);
  const otherLength = layer.u16(data.at + 4);
  data.at += 6;
  if (otherLength === 0 || !takes(data, otherLength)) return;
  layer.add(field['tsig.other_data'], data.at, otherLength);
  data.at += otherLength;
};

/** Bytes behind their length in two bytes: TKEY. RFC 2930. */
export const countedWide =
  (lengthKey: DnsField, key: DnsField): Part =>
  (data) => {
    if (!takes(data, 2)) return;
    const length = data.layer.u16(data.at);
    data.layer.add(data.field[lengthKey], data.at, 2);
    data.at += 2;
    if (length === 0 || !takes(data, length)) return;
    data.layer.add(data.field[key], data.at, length);
    data.at += length;
  };

/** NSEC3: salt and hash with their lengths; the hash reads as base 32 with extended hex alphabet. RFC 5155. */
export const hashedOwner: Part = (data) => {
  const { layer, field } = data;
  if (!takes(data, 1)) return;
  const length = layer.u8(data.at);
  layer.add(field['nsec3.hash_length'], data.at, 1);
  data.at += 1;
  if (!takes(data, length)) return;
  if (layer.emitting)
    layer.addComputed(field['nsec3.hash_value'], base32(layer.slice(data.at, length)), data.at, length);
  data.at += length;
};

function base32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += alphabet[(held >> (bits - 5)) & 31];
  }
  return bits > 0 ? text + alphabet[(held << (5 - bits)) & 31] : text;
}

const alphabet = '0123456789abcdefghijklmnopqrstuv';
