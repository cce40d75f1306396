/** Network Time Protocol. RFC 5905; control messages: RFC 9327; mode 7: ntpd's private messages. */
import { ipv4TextAt } from '../../bytes/address';
import { absoluteTime, bytes, frameNumber, label, relativeTime, u8, u16, u32 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';

const modeNames: Readonly<Record<number, string>> = {
  0: 'reserved',
  1: 'symmetric active',
  2: 'symmetric passive',
  3: 'client',
  4: 'server',
  5: 'broadcast',
  6: 'reserved for NTP control message',
  7: 'reserved for private use',
};
const mode = { symmetricActive: 1, symmetricPassive: 2, client: 3, server: 4, control: 6, private: 7 } as const;
const shortInfoOfMode: Readonly<Record<number, string>> = { 6: 'control', 7: 'private' };

const controlNames: Readonly<Record<number, string>> = {
  0: 'reserved',
  1: 'read status command/response',
  2: 'read variables command/response',
  3: 'write variables command/response',
  4: 'read clock variables command/response',
  5: 'write clock variables command/response',
  6: 'set trap address/port command/response',
  7: 'trap response',
  8: 'runtime configuration command/response',
  9: 'export configuration to file command/response',
  10: 'retrieve remote address stats command/response',
  11: 'retrieve ordered list command/response',
  12: 'request client-specific nonce command/response',
  31: 'unset trap address/port command/response',
};
const requestNames: Readonly<Record<number, string>> = {
  0: 'PEER_LIST',
  1: 'PEER_LIST_SUM',
  2: 'PEER_INFO',
  3: 'PEER_STATS',
  4: 'SYS_INFO',
  5: 'SYS_STATS',
  16: 'RESLIST',
  20: 'MON_GETLIST',
  42: 'MON_GETLIST_1',
};

const headerLength = 48;
/** Seconds from 1900, where NTP begins to count, to 1970. */
const epochOffset = 2_208_988_800n;
/** Times with a clear top bit lie in the era that begins in 2036. RFC 4330, section 3. */
const nextEra = 0x8000_0000;
const eraSeconds = 4_294_967_296n;

const fields = {
  flags: u8({ label: 'Flags', base: 'hex' }),
  'flags.li': u8({
    label: 'Leap Indicator',
    mask: 0xc0,
    values: {
      0: 'no warning',
      1: 'last minute of the day has 61 seconds',
      2: 'last minute of the day has 59 seconds',
      3: 'unknown (clock unsynchronized)',
    },
  }),
  'flags.vn': u8({ label: 'Version number', mask: 0x38 }),
  'flags.mode': u8({ label: 'Mode', mask: 0x07, values: modeNames }),
  stratum: u8({ label: 'Peer Clock Stratum', values: stratumName }),
  ppoll: u8({ label: 'Peer Polling Interval' }),
  precision: u8({ label: 'Peer Clock Precision' }),
  rootdelay: u32({ label: 'Root Delay' }),
  rootdispersion: u32({ label: 'Root Dispersion' }),
  refid: bytes({ label: 'Reference ID' }),
  reftime: absoluteTime({ label: 'Reference Timestamp', time: 'utc' }),
  org: absoluteTime({ label: 'Origin Timestamp', time: 'utc' }),
  rec: absoluteTime({ label: 'Receive Timestamp', time: 'utc' }),
  xmt: absoluteTime({ label: 'Transmit Timestamp', time: 'utc' }),
  ext: label({ label: 'Extension' }),
  'ext.type': u16({ label: 'Field Type', base: 'hex' }),
  'ext.length': u16({ label: 'Length' }),
  'ext.value': bytes({ label: 'Value' }),
  keyid: bytes({ label: 'Key ID' }),
  mac: bytes({ label: 'Message Authentication Code' }),
  response_in: frameNumber({ label: 'Response In', generated: true }),
  request_in: frameNumber({ label: 'Request In', generated: true }),
  delta_time: relativeTime({ label: 'Delta Time', generated: true }),
  'ctrl.flags2': u8({ label: 'Flags 2', base: 'hex' }),
  'ctrl.flags2.r': u8({ label: 'Response bit', mask: 0x80, values: { 0: 'Request', 1: 'Response' } }),
  'ctrl.flags2.error': u8({ label: 'Error bit', mask: 0x40 }),
  'ctrl.flags2.more': u8({ label: 'More bit', mask: 0x20 }),
  'ctrl.flags2.opcode': u8({ label: 'Opcode', mask: 0x1f, values: controlNames }),
  'ctrl.sequence': u16({ label: 'Sequence' }),
  'ctrl.status': u16({ label: 'Status', base: 'hex' }),
  'ctrl.associd': u16({ label: 'AssociationID' }),
  'ctrl.offset': u16({ label: 'Offset' }),
  'ctrl.count': u16({ label: 'Count' }),
  'ctrl.data': label({ label: 'Data' }),
  'priv.flags.r': u8({ label: 'Response bit', mask: 0x80, values: { 0: 'Request', 1: 'Response' } }),
  'priv.flags.more': u8({ label: 'More bit', mask: 0x40 }),
  'priv.auth': u8({ label: 'Auth bit', mask: 0x80 }),
  'priv.seq': u8({ label: 'Sequence number', mask: 0x7f }),
  'priv.impl': u8({ label: 'Implementation', values: { 0: 'UNIV', 2: 'XNTPD_OLD (pre-IPv6)', 3: 'XNTPD' } }),
  'priv.reqcode': u8({ label: 'Request code', values: requestNames }),
  'priv.err': u8({ label: 'Err', mask: 0xf0, base: 'hex' }),
  'priv.numitems': u16({ label: 'Number of data items', mask: 0x0fff }),
  'priv.itemsize': u16({ label: 'Size of data item', mask: 0x0fff }),
} as const;
type NtpFields = FieldsOf<typeof fields>;

export default protocol({
  id: 'ntp',
  title: 'Network Time Protocol',
  column: 'NTP',
  parents: [on('udp.port', 123), on('tcp.port', 123)],
  fields,
  dissect(layer, field) {
    const first = layer.u8(0);
    const kind = first & 7;
    const version = (first >> 3) & 7;
    if (layer.wantsInfo) layer.setInfo(`NTP Version ${version}, ${shortInfoOfMode[kind] ?? modeNames[kind]}`);
    if (layer.inTree) layer.heading(` (NTP Version ${version}, ${modeNames[kind]})`);
    if (kind === mode.control) walkControl(layer, field);
    else if (kind === mode.private) walkPrivate(layer, field);
    else walkTime(layer, field, kind);
  },
});

function addFlags(layer: Layer, field: NtpFields): void {
  layer.open(field.flags, 0, 1);
  layer.add(field['flags.li'], 0, 1);
  layer.add(field['flags.vn'], 0, 1);
  layer.add(field['flags.mode'], 0, 1);
  layer.close();
}

function walkTime(layer: Layer, field: NtpFields, kind: number): void {
  addFlags(layer, field);
  layer.add(field.stratum, 1, 1);
  layer.add(field.ppoll, 2, 1);
  if (layer.inTree) layer.append(` (${2 ** signed(layer.u8(2))} seconds)`);
  layer.add(field.precision, 3, 1);
  if (layer.inTree) layer.append(` (${(2 ** signed(layer.u8(3))).toFixed(9)} seconds)`);
  layer.add(field.rootdelay, 4, 4);
  if (layer.inTree) layer.append(` (${(layer.u32(4) / 65_536).toFixed(6)} seconds)`);
  layer.add(field.rootdispersion, 8, 4);
  if (layer.inTree) layer.append(` (${(layer.u32(8) / 65_536).toFixed(6)} seconds)`);
  layer.add(field.refid, 12, 4);
  if (layer.inTree) layer.append(` (${referenceText(layer)})`);
  addTime(layer, field.reftime, 16);
  addTime(layer, field.org, 24);
  addTime(layer, field.rec, 32);
  addTime(layer, field.xmt, 40);
  layer.need(0, headerLength);
  track(layer, field, kind);
  walkExtensions(layer, field);
}

/** A response repeats as its origin time the transmit time of the request. */
function track(layer: Layer, field: NtpFields, kind: number): void {
  if (layer.dissection.quoting > 0) return;
  if (kind === mode.client || kind === mode.symmetricActive) {
    const { response } = layer.memory.request(layer.dissection, 'ntp', layer.learning ? timeKey(layer, 40) : 0);
    if (response > 0) layer.addComputed(field.response_in, response);
  } else if (kind === mode.server || kind === mode.symmetricPassive) {
    const exchange = layer.memory.response(layer.dissection, 'ntp', layer.learning ? timeKey(layer, 24) : 0);
    if (exchange === undefined) return;
    layer.addComputed(field.request_in, exchange.request);
    layer.addElapsed(field.delta_time, exchange);
  }
}

const timeKey = (layer: Layer, at: number): string => `${layer.u32(at)}.${layer.u32(at + 4)}`;

const keyIdLength = 4;
const shortestExtension = 16;
/** Key and digest of MD5, then of SHA-1. RFC 5905, section 7.3; RFC 7822, section 7.5. */
const authenticatorLengths: readonly number[] = [keyIdLength, keyIdLength + 16, keyIdLength + 20];

function walkExtensions(layer: Layer, field: NtpFields): void {
  let at = headerLength;
  while (layer.reported - at >= shortestExtension && !authenticatorLengths.includes(layer.reported - at)) {
    const length = layer.u16(at + 2);
    if (length < shortestExtension || at + length > layer.reported) break;
    layer.open(field.ext, at, length);
    layer.add(field['ext.type'], at, 2);
    layer.add(field['ext.length'], at + 2, 2);
    layer.add(field['ext.value'], at + 4, length - 4);
    layer.close();
    at += length;
  }
  const rest = layer.reported - at;
  if (rest < keyIdLength) return;
  layer.add(field.keyid, at, keyIdLength);
  if (rest > keyIdLength) layer.add(field.mac, at + keyIdLength, rest - keyIdLength);
}

function addTime(layer: Layer, field: NtpFields['xmt'], at: number): void {
  if (!layer.emitting) return;
  const seconds = layer.u32(at);
  const fraction = layer.u32(at + 4);
  layer.addComputed(field, toNanoseconds(seconds, fraction), at, 8);
  if (seconds === 0 && fraction === 0) layer.retitle(`${field.label}: (0)NULL`);
}

function toNanoseconds(seconds: number, fraction: number): bigint {
  if (seconds === 0 && fraction === 0) return 0n;
  const era = seconds < nextEra ? eraSeconds : 0n;
  return (BigInt(seconds) + era - epochOffset) * 1_000_000_000n + BigInt(Math.floor((fraction / 2 ** 32) * 1e9));
}

const signed = (byte: number): number => (byte << 24) >> 24;

function stratumName(stratum: number): string {
  if (stratum === 0) return 'unspecified or invalid';
  if (stratum === 1) return 'primary reference';
  return stratum < 16 ? 'secondary reference' : stratum === 16 ? 'unsynchronized' : 'reserved';
}

/** Letters name a clock at stratum 1 and a reason at stratum 0, an address the server above. RFC 5905, section 7.3. */
function referenceText(layer: Layer): string {
  if (layer.u8(1) > 1) return ipv4TextAt(layer.bytes, layer.start + 12);
  const letters = layer.latin1(12, 4).replace(/\0+$/, '');
  return /^[\x20-\x7e]+$/.test(letters) ? letters : 'unidentified';
}

function walkControl(layer: Layer, field: NtpFields): void {
  addFlags(layer, field);
  layer.open(field['ctrl.flags2'], 1, 1);
  layer.add(field['ctrl.flags2.r'], 1, 1);
  layer.add(field['ctrl.flags2.error'], 1, 1);
  layer.add(field['ctrl.flags2.more'], 1, 1);
  layer.add(field['ctrl.flags2.opcode'], 1, 1);
  layer.close();
  layer.add(field['ctrl.sequence'], 2, 2);
  layer.add(field['ctrl.status'], 4, 2);
  layer.add(field['ctrl.associd'], 6, 2);
  layer.add(field['ctrl.offset'], 8, 2);
  layer.add(field['ctrl.count'], 10, 2);
  const count = Math.min(layer.u16(10), layer.reported - 12);
  if (count > 0) layer.add(field['ctrl.data'], 12, count);
}

function walkPrivate(layer: Layer, field: NtpFields): void {
  layer.open(field.flags, 0, 1);
  layer.add(field['priv.flags.r'], 0, 1);
  layer.add(field['priv.flags.more'], 0, 1);
  layer.add(field['flags.vn'], 0, 1);
  layer.add(field['flags.mode'], 0, 1);
  layer.close();
  layer.add(field['priv.auth'], 1, 1);
  layer.add(field['priv.seq'], 1, 1);
  layer.add(field['priv.impl'], 2, 1);
  layer.add(field['priv.reqcode'], 3, 1);
  layer.add(field['priv.err'], 4, 1);
  layer.add(field['priv.numitems'], 4, 2);
  layer.add(field['priv.itemsize'], 6, 2);
}
