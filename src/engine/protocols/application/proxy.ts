/** PROXY protocol: who it was that came to a proxy, told to the server behind it. HAProxy, "The PROXY protocol", versions 1 and 2. */

import { ipv4Bytes, ipv6Bytes } from '../../bytes/address-bytes';
import type { FieldValue } from '../../declare/field';
import { bytes, expert, ipv4Address, ipv6Address, label, text, u8, u16, u32 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, protocol, recognised } from '../../declare/protocol';
import { heuristics, table } from '../../declare/table';
import { unsigned } from '../../declare/value';
import data from '../frame/data';

const word = 'PROXY ';
/** CR LF included. */
const longestLine = 107;
const magic = [0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a];
const header2 = 16;
const unixLength = 108;
const ssl = 0x20;
const maximumNesting = 8;

const families = {
  0: 'UNSPEC',
  17: 'TCP over IPv4',
  18: 'UDP over IPv4',
  33: 'TCP over IPv6',
  34: 'UDP over IPv6',
  49: 'UNIX stream',
  50: 'UNIX datagram',
};
const elementTypes: Readonly<Record<number, string>> = {
  0: 'UNSPEC',
  1: 'ALPN',
  2: 'AUTHORITY',
  3: 'CRC32C',
  4: 'NOOP',
  32: 'SSL',
  33: 'SSL VERSION',
  34: 'SSL CN',
  35: 'SSL CIPHER',
  36: 'SSL SIG ALG',
  37: 'SSL KEY ALG',
  48: 'NETNS',
  234: 'AWS',
};

const declared = {
  version: u8({ label: 'Version', generated: true }),
  'src.ipv4': ipv4Address({ label: 'Source Address' }),
  'dst.ipv4': ipv4Address({ label: 'Destination Address' }),
  'src.ipv6': ipv6Address({ label: 'Source Address' }),
  'dst.ipv6': ipv6Address({ label: 'Destination Address' }),
  srcport: u16({ label: 'Source Port' }),
  dstport: u16({ label: 'Destination Port' }),
  'v1.magic': label({ label: 'PROXY v1 magic' }),
  'v1.proto': text({ label: 'Protocol' }),
  'v1.unknown': text({ label: 'Unknown data' }),
  'v2.magic': bytes({ label: 'Magic' }),
  'v2.version': u8({ label: 'Version', mask: 0xf0 }),
  'v2.cmd': u8({ label: 'Command', mask: 0x0f, values: { 0: 'LOCAL', 1: 'PROXY' } }),
  'v2.addr_family_protocol': u8({ label: 'Address Family Protocol', base: 'hex', values: families }),
  'v2.addr_family': u8({
    label: 'Address Family',
    base: 'hex',
    mask: 0xf0,
    values: { 0: 'UNSPEC', 1: 'IPv4', 2: 'IPv6', 3: 'UNIX' },
  }),
  'v2.protocol': u8({ label: 'Protocol', base: 'hex', mask: 0x0f, values: { 0: 'UNSPEC', 1: 'STREAM', 2: 'DGRAM' } }),
  'v2.length': u16({ label: 'Length' }),
  'v2.src.unix': bytes({ label: 'Source Address' }),
  'v2.dst.unix': bytes({ label: 'Destination Address' }),
  'v2.unknown': bytes({ label: 'Unknown data' }),
  'v2.tlv': label({ label: 'TLV' }),
  'v2.tlv.type': u8({ label: 'Type', base: 'hex', values: elementTypes }),
  'v2.tlv.length': u16({ label: 'Length' }),
  'v2.tlv.value': bytes({ label: 'Value' }),
  'v2.tlv.ssl.client': u8({ label: 'Client', base: 'hex' }),
  'v2.tlv.ssl.verify': u32({ label: 'Verify', base: 'hex' }),
  'v2.tlv.ssl.version': text({ label: 'Version' }),
  'v2.tlv.ssl.cn': text({ label: 'CN' }),
  'v2.tlv.ssl.cipher': text({ label: 'Cipher' }),
  'v2.tlv.ssl.sig_alg': text({ label: 'SIG ALG' }),
  'v2.tlv.ssl.keu_alg': text({ label: 'Key ALG' }),
  'header.length_too_small': expert('warning', { label: 'Header length is too small' }),
  bad_format: expert('warning', { label: 'Badly formatted PROXY header line' }),
} as const;
type Fields = FieldsOf<typeof declared>;

export default protocol({
  id: 'proxy',
  title: 'PROXY Protocol',
  parents: [recognised('tcp', isHeader), recognised('udp', isHeader)],
  fields: declared,
  dissect(layer, field) {
    if (layer.u8(0) === magic[0]) walkBinary(layer, field);
    else walkLine(layer, field);
  },
});

/** The first byte tells nearly all other payload apart. */
function isHeader(layer: Layer, at: number): boolean {
  const first = layer.u8(at);
  if (first === magic[0]) return layer.has(at, header2) && magic.every((byte, index) => layer.u8(at + index) === byte);
  return first === 0x50 && lineLength(layer, at) > 0;
}

/** Length of the line at `at` with its CR LF, 0 where it is none of ours. */
function lineLength(layer: Layer, at: number): number {
  if (!layer.has(at, word.length + 2) || layer.latin1(at, word.length) !== word) return 0;
  const feed = layer.find(0x0a, at, at + longestLine);
  return feed > 0 && layer.u8(feed - 1) === 0x0d ? feed + 1 - at : 0;
}

function walkLine(layer: Layer, field: Fields): void {
  const length = lineLength(layer, 0);
  layer.setColumn('PROXYv1');
  layer.span(length);
  const [, family, ...parts] = layer.latin1(0, length - 2).split(' ');
  layer.add(field['v1.magic'], 0, word.length - 1);
  if (family !== undefined) layer.add(field['v1.proto'], word.length, family.length);
  const at = word.length + (family?.length ?? 0) + 1;
  if (family === 'TCP4' || family === 'TCP6') showLine(layer, field, family === 'TCP4', parts, at);
  else if (at < length - 2) layer.add(field['v1.unknown'], at, length - 2 - at);
  handOn(layer, length);
}

function showLine(layer: Layer, field: Fields, isIpv4: boolean, parts: readonly string[], from: number): void {
  let at = from;
  const addresses = isIpv4 ? (['src.ipv4', 'dst.ipv4'] as const) : (['src.ipv6', 'dst.ipv6'] as const);
  const keys = [...addresses, 'srcport', 'dstport'] as const;
  for (const [index, key] of keys.entries()) {
    const part = parts[index];
    const value = part === undefined ? undefined : index > 1 ? portOf(part) : addressOf(part, isIpv4);
    if (part === undefined || value === undefined) {
      layer.remark(field.bad_format, at, part?.length ?? 0);
      return;
    }
    layer.add(field[key], at, part.length, value);
    at += part.length + 1;
  }
}

function addressOf(part: string, isIpv4: boolean): FieldValue | undefined {
  if (!isIpv4) return ipv6Bytes(part);
  const bytes = ipv4Bytes(part);
  return bytes === undefined ? undefined : unsigned(bytes, 0, bytes.length, false);
}

function portOf(digits: string): number | undefined {
  const port = /^\d{1,5}$/.test(digits) ? Number(digits) : 0x1_0000;
  return port > 0xffff ? undefined : port;
}

const byPort = table('tcp.port');
const recognisers = heuristics('tcp');

/** Behind the line the connection goes on as if it had not been there. */
function handOn(layer: Layer, at: number): void {
  if (at >= layer.available) return;
  layer.next(layer.acceptedByPort(byPort, at) ?? layer.recognise(recognisers, at) ?? data, at);
}

function walkBinary(layer: Layer, field: Fields): void {
  layer.setColumn('PROXYv2');
  layer.need(0, header2);
  const family = layer.u8(13);
  const length = layer.u16(14);
  layer.add(field['v2.magic'], 0, magic.length);
  layer.add(field['v2.version'], 12, 1);
  layer.add(field['v2.cmd'], 12, 1);
  layer.addComputed(field.version, 2, 12, 1);
  layer.open(field['v2.addr_family_protocol'], 13, 1);
  layer.add(field['v2.addr_family'], 13, 1);
  layer.add(field['v2.protocol'], 13, 1);
  layer.close();
  layer.add(field['v2.length'], 14, 2);
  const at = showAddresses(layer, field, family, length);
  const end = header2 + length;
  if (at > end) layer.remark(field['header.length_too_small'], 14, 2);
  else showElements(layer, field, at, Math.min(end, layer.available), 0);
  if (end < layer.available) handOn(layer, end);
}

/** Gives the offset behind the addresses. */
function showAddresses(layer: Layer, field: Fields, family: number, length: number): number {
  const width = { 1: 4, 2: 16, 3: unixLength }[family >> 4];
  const isKnown = width !== undefined && ((family & 0x0f) === 1 || (family & 0x0f) === 2);
  if (!isKnown) {
    if (length > 0) layer.add(field['v2.unknown'], header2, length);
    return header2 + length;
  }
  const kind = width === 4 ? 'ipv4' : width === 16 ? 'ipv6' : 'unix';
  layer.add(kind === 'unix' ? field['v2.src.unix'] : field[`src.${kind}`], header2, width);
  layer.add(kind === 'unix' ? field['v2.dst.unix'] : field[`dst.${kind}`], header2 + width, width);
  const ports = header2 + 2 * width;
  if (kind === 'unix') return ports;
  layer.add(field.srcport, ports, 2);
  layer.add(field.dstport, ports + 2, 2);
  return ports + 4;
}

const sslTexts = {
  33: 'v2.tlv.ssl.version',
  34: 'v2.tlv.ssl.cn',
  35: 'v2.tlv.ssl.cipher',
  36: 'v2.tlv.ssl.sig_alg',
  37: 'v2.tlv.ssl.keu_alg',
} as const;

function showElements(layer: Layer, field: Fields, from: number, end: number, depth: number): void {
  for (let at = from; at + 3 <= end; ) {
    const type = layer.u8(at);
    const length = layer.u16(at + 1);
    const value = at + 3;
    layer.open(field['v2.tlv'], at, 3 + length);
    layer.add(field['v2.tlv.type'], at, 1);
    layer.add(field['v2.tlv.length'], at + 1, 2);
    if (length > 0) layer.add(field['v2.tlv.value'], value, length);
    const key = sslTexts[type as keyof typeof sslTexts];
    if (key !== undefined && length > 0) layer.add(field[key], value, length);
    if (type === ssl && length >= 5) {
      layer.add(field['v2.tlv.ssl.client'], value, 1);
      layer.add(field['v2.tlv.ssl.verify'], value + 1, 4);
      if (depth < maximumNesting) showElements(layer, field, value + 5, Math.min(value + length, end), depth + 1);
    }
    layer.close();
    at = value + length;
  }
}
