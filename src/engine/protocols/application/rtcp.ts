/** RTP Control Protocol: reports about what was sent and received. RFC 3550, section 6; feedback: RFC 4585. */
import { bytes, flag, i24, label, text, u8, u16, u32 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, protocol, recognised } from '../../declare/protocol';
import { controlPacketNames, sourceItemNames } from '../names/rtp';

const fields = {
  version: u8({ label: 'Version', mask: 0xc0, values: { 2: 'RFC 1889 Version' } }),
  padding: flag({ label: 'Padding', mask: 0x20, values: { 0: 'False', 1: 'True' } }),
  rc: u8({ label: 'Reception report count', mask: 0x1f }),
  sc: u8({ label: 'Source count', mask: 0x1f }),
  'app.subtype': u8({ label: 'Subtype', mask: 0x1f }),
  pt: u8({ label: 'Packet type', values: controlPacketNames }),
  length: u16({ label: 'Length' }),
  senderssrc: u32({ label: 'Sender SSRC', base: 'hex-decimal' }),
  mediassrc: u32({ label: 'Media source SSRC', base: 'hex-decimal' }),
  'timestamp.ntp.msw': u32({ label: 'Timestamp, MSW', base: 'decimal-hex' }),
  'timestamp.ntp.lsw': u32({ label: 'Timestamp, LSW', base: 'decimal-hex' }),
  'timestamp.rtp': u32({ label: 'RTP timestamp' }),
  'sender.packetcount': u32({ label: "Sender's packet count" }),
  'sender.octetcount': u32({ label: "Sender's octet count" }),
  source: label({ id: 'rtcp.ssrc', label: 'Source' }),
  'ssrc.identifier': u32({ label: 'Identifier', base: 'hex-decimal' }),
  'ssrc.fraction': u8({ label: 'Fraction lost' }),
  'ssrc.cum_nr': i24({ label: 'Cumulative number of packets lost' }),
  'ssrc.ext_high': u32({ label: 'Extended highest sequence number received' }),
  'ssrc.jitter': u32({ label: 'Interarrival jitter' }),
  'ssrc.lsr': u32({ label: 'Last SR timestamp', base: 'decimal-hex' }),
  'ssrc.dlsr': u32({ label: 'Delay since last SR timestamp' }),
  'sdes.type': u8({ label: 'Type', values: sourceItemNames }),
  'sdes.length': u8({ label: 'Length' }),
  'sdes.text': text({ label: 'Text' }),
  'app.name': text({ label: 'Name (ASCII)' }),
  'app.data': bytes({ label: 'Application specific data' }),
  fci: bytes({ label: 'Feedback Control Information (FCI)' }),
  data: bytes({ id: 'rtcp.packet_data', label: 'Data' }),
} as const;

type Fields = FieldsOf<typeof fields>;

const headerLength = 4;

export default protocol({
  id: 'rtcp',
  title: 'Real-time Transport Control Protocol',
  column: 'RTCP',
  parents: [recognised('udp', looksLikeControl, 200)],
  header: headerLength,
  fields,
  dissect(layer, field) {
    layer.setInfo('');
    for (let at = 0; at + headerLength <= layer.reported; ) {
      const length = (layer.u16(at + 2) + 1) * 4;
      if (layer.u8(at) >> 6 !== 2 || at + length > layer.reported) {
        if (at === 0) layer.malformed('The report is longer than its datagram', at, headerLength);
        return;
      }
      layer.appendInfo(`${controlPacketNames[layer.u8(at + 1)] ?? 'Unknown'}   `);
      if (layer.emitting) report(layer, field, at, at + length);
      at += length;
    }
  },
});

/** The first report of a datagram is one of two kinds or one of their reduced forms, and all together they fill it. */
function looksLikeControl(layer: Layer, at: number): boolean {
  const type = layer.u8(at + 1);
  if (layer.u8(at) >> 6 !== 2 || !((type >= 200 && type <= 207) || type === 192 || type === 193)) return false;
  let next = at;
  while (layer.has(next, headerLength) && layer.u8(next) >> 6 === 2) next += (layer.u16(next + 2) + 1) * 4;
  return next === layer.reported;
}

function report(layer: Layer, field: Fields, at: number, end: number): void {
  const type = layer.u8(at + 1);
  const count = layer.u8(at) & 0x1f;
  layer.openText(at, end - at, controlPacketNames[type] ?? `Unknown (${type})`);
  layer.add(field.version, at, 1);
  layer.add(field.padding, at, 1);
  layer.add(type === 204 ? field['app.subtype'] : type === 202 || type === 203 ? field.sc : field.rc, at, 1);
  layer.add(field.pt, at + 1, 1);
  layer.add(field.length, at + 2, 2);
  contents(layer, field, type, count, at + headerLength, end);
  layer.close();
}

function contents(layer: Layer, field: Fields, type: number, count: number, at: number, end: number): void {
  switch (type) {
    case 200:
    case 201:
      if (end - at < (type === 200 ? 24 : 4)) break;
      layer.add(field.senderssrc, at, 4);
      if (type === 200) senderFacts(layer, field, at + 4);
      sources(layer, field, count, at + (type === 200 ? 24 : 4), end);
      break;
    case 202:
      descriptions(layer, field, count, at, end);
      break;
    case 203:
      for (let i = 0; i < count && at + (i + 1) * 4 <= end; i++) layer.add(field['ssrc.identifier'], at + i * 4, 4);
      break;
    case 204:
      if (end - at < 8) break;
      layer.add(field.senderssrc, at, 4);
      layer.add(field['app.name'], at + 4, 4);
      if (end > at + 8) layer.add(field['app.data'], at + 8, end - at - 8);
      break;
    case 205:
    case 206:
      if (end - at < 8) break;
      layer.add(field.senderssrc, at, 4);
      layer.add(field.mediassrc, at + 4, 4);
      if (end > at + 8) layer.add(field.fci, at + 8, end - at - 8);
      break;
    default:
      if (end > at) layer.add(field.data, at, end - at);
  }
}

function senderFacts(layer: Layer, field: Fields, at: number): void {
  layer.add(field['timestamp.ntp.msw'], at, 4);
  layer.add(field['timestamp.ntp.lsw'], at + 4, 4);
  layer.add(field['timestamp.rtp'], at + 8, 4);
  layer.add(field['sender.packetcount'], at + 12, 4);
  layer.add(field['sender.octetcount'], at + 16, 4);
}

function sources(layer: Layer, field: Fields, count: number, at: number, end: number): void {
  for (let i = 0, next = at; i < count && next + 24 <= end; i++, next += 24) {
    layer.open(field.source, next, 24);
    layer.append(` ${i + 1}`);
    layer.add(field['ssrc.identifier'], next, 4);
    layer.add(field['ssrc.fraction'], next + 4, 1);
    layer.add(field['ssrc.cum_nr'], next + 5, 3);
    layer.add(field['ssrc.ext_high'], next + 8, 4);
    layer.add(field['ssrc.jitter'], next + 12, 4);
    layer.add(field['ssrc.lsr'], next + 16, 4);
    layer.add(field['ssrc.dlsr'], next + 20, 4);
    layer.close();
  }
}

/** Chunks of a source and its items, each padded to four bytes. */
function descriptions(layer: Layer, field: Fields, count: number, at: number, end: number): void {
  let next = at;
  for (let i = 0; i < count && next + 4 <= end; i++) {
    layer.add(field['ssrc.identifier'], next, 4);
    next += 4;
    while (next < end) {
      layer.add(field['sdes.type'], next, 1);
      if (layer.u8(next) === 0) break;
      if (next + 2 > end) return;
      const stop = Math.min(next + 2 + layer.u8(next + 1), end);
      layer.add(field['sdes.length'], next + 1, 1);
      if (stop > next + 2) layer.add(field['sdes.text'], next + 2, stop - next - 2);
      next = stop;
    }
    next = at + ((next + 4 - at) & ~3);
  }
}
