/** Internet Protocol version 4, with its options and the reassembly of fragments. RFC 791; options: RFC 791, 1108, 1393, 2113, 7126. */
import { ipv4Text, ipv4TextAt } from '../../bytes/address';
import { internetChecksum } from '../../bytes/checksum';
import { addressKind } from '../../declare/dissection';
import { bytes, either, expert, flag, frameNumber, ipv4Address, label, text, u8, u16, u32 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import { table } from '../../declare/table';
import data from '../frame/data';
import { congestionNames, differentiatedServicesNames } from '../names/differentiated-services';
import { ipProtocolNames } from '../names/ip-protocols';

const byProtocol = table('ip.proto');

const fields = {
  version: u8({ at: 0, mask: 0xf0, label: 'Version' }),
  hdr_len: u8({
    at: 0,
    mask: 0x0f,
    label: 'Header Length',
    text: (words) => `Header Length: ${Number(words) * 4} bytes (${words})`,
  }),
  dsfield: u8({ at: 1, label: 'Differentiated Services Field', base: 'hex' }),
  'dsfield.dscp': u8({
    at: 1,
    mask: 0xfc,
    label: 'Differentiated Services Codepoint',
    values: differentiatedServicesNames,
    within: 'dsfield',
  }),
  'dsfield.ecn': u8({
    at: 1,
    mask: 0x03,
    label: 'Explicit Congestion Notification',
    values: congestionNames,
    within: 'dsfield',
  }),
  len: u16({ at: 2, label: 'Total Length' }),
  id: u16({ at: 4, label: 'Identification', base: 'hex-decimal' }),
  flags: u8({ at: 6, mask: 0xe0, label: 'Flags', base: 'hex' }),
  'flags.rb': flag({ at: 6, mask: 0x80, label: 'Reserved bit', within: 'flags' }),
  'flags.df': flag({ at: 6, mask: 0x40, label: "Don't fragment", within: 'flags' }),
  'flags.mf': flag({ at: 6, mask: 0x20, label: 'More fragments', within: 'flags' }),
  frag_offset: u16({ at: 6, mask: 0x1fff, label: 'Fragment Offset' }),
  ttl: u8({ at: 8, label: 'Time to Live' }),
  proto: u8({ at: 9, label: 'Protocol', values: ipProtocolNames }),
  checksum: u16({ at: 10, label: 'Header Checksum', base: 'hex' }),
  'checksum.status': u8({
    label: 'Header checksum status',
    values: { 0: 'Bad', 1: 'Good', 2: 'Unverified', 3: 'Not present' },
    value: (layer) => (layer.dissection.settings.verifyChecksums ? checksumStatus(layer) : 2),
  }),
  src: ipv4Address({ at: 12, label: 'Source Address' }),
  dst: ipv4Address({ at: 16, label: 'Destination Address' }),
  addr: either(['src', 'dst'], { type: 'IPv4', label: 'Source or Destination Address' }),
  src_host: text({ label: 'Source Host', hidden: true, value: (layer) => ipv4Text(layer.u32(12)) }),
  dst_host: text({ label: 'Destination Host', hidden: true, value: (layer) => ipv4Text(layer.u32(16)) }),
  host: either(['src_host', 'dst_host'], { type: 'STRING', label: 'Source or Destination Host' }),
  options: label({ label: 'Options' }),
  'opt.type': u8({ label: 'Type' }),
  'opt.type.copy': flag({ label: 'Copy on fragmentation', mask: 0x80, values: { 0: 'No', 1: 'Yes' } }),
  'opt.type.class': u8({
    label: 'Class',
    mask: 0x60,
    values: {
      0: 'Control',
      1: 'Reserved for future use',
      2: 'Debugging and measurement',
      3: 'Reserved for future use',
    },
  }),
  'opt.type.number': u8({ label: 'Number', mask: 0x1f }),
  'opt.len': u8({ label: 'Length' }),
  'opt.ptr': u8({ label: 'Pointer' }),
  'opt.ra': u16({ label: 'Router Alert', values: { 0: 'Router shall examine packet' } }),
  'opt.mtu': u16({ label: 'MTU' }),
  'opt.id_number': u16({ label: 'ID Number' }),
  'opt.ohc': u16({ label: 'Outbound Hop Count' }),
  'opt.rhc': u16({ label: 'Return Hop Count' }),
  'opt.originator': ipv4Address({ label: 'Originator IP Address' }),
  'opt.overflow': u8({ label: 'Overflow', mask: 0xf0 }),
  'opt.flag': u8({
    label: 'Flag',
    mask: 0x0f,
    values: { 0: 'Time stamps only', 1: 'Time stamp and address', 3: 'Time stamps for prespecified addresses' },
  }),
  'opt.addr': ipv4Address({ label: 'IP Address' }),
  'opt.time_stamp': u32({ label: 'Time stamp', unit: 'ms' }),
  rec_rt: ipv4Address({ label: 'Recorded Route' }),
  empty_rt: ipv4Address({ label: 'Empty Route' }),
  'opt.data': bytes({ label: 'Data' }),
  fragments: label({ label: 'IPv4 Fragments', generated: true }),
  fragment: frameNumber({ label: 'Frame', generated: true }),
  'fragment.count': u32({ label: 'Fragment count', generated: true }),
  'reassembled.length': u32({ label: 'Reassembled IPv4 length', generated: true }),
  reassembled_in: frameNumber({ label: 'Reassembled IPv4 in frame', generated: true }),
  bogus_header_length: expert('error', { label: 'Bogus IP header length' }),
  bogus_ip_length: expert('error', { label: 'IPv4 total length exceeds packet length' }),
  bogus_ip_version: expert('error', { label: 'Bogus IP version' }),
} as const;

export default protocol({
  id: 'ip',
  title: 'Internet Protocol Version 4',
  column: 'IPv4',
  parents: [on('ethertype', 0x0800), on('ip.proto', 4), on('wtap_encap', 228)],
  header: 20,
  fields,
  dissect(layer, field) {
    const { dissection } = layer;
    dissection.networkLayers++;
    const headerLength = (layer.u8(0) & 0x0f) * 4;
    if (dissection.quoting === 0) setAddresses(layer);
    if (layer.u8(0) >> 4 !== 4) {
      layer.header();
      layer.addComputed(field.bogus_ip_version, 1, 0, 1);
      return;
    }
    if (headerLength < 20) {
      layer.header();
      layer.addComputed(field.bogus_header_length, 1, 0, 1);
      layer.setInfo(`Bogus IP header length (${headerLength}, must be at least 20)`);
      return;
    }
    // With segmentation offload the network card fills the length in later: zero means all there is.
    const stated = layer.u16(2);
    const total = stated === 0 ? layer.reported : stated;
    if (total < headerLength) {
      layer.header();
      layer.addComputed(field.bogus_ip_length, 1, 2, 2);
      layer.setInfo(`Bogus IP length (${total}, less than header length ${headerLength})`);
      return;
    }
    layer.header();
    layer.span(headerLength);
    if (layer.inTree)
      layer.heading(
        `, Src: ${ipv4TextAt(layer.bytes, layer.start + 12)}, Dst: ${ipv4TextAt(layer.bytes, layer.start + 16)}`,
      );
    if (headerLength > 20) dissectOptions(layer, field, headerLength);
    if (total > layer.reported) layer.addComputed(field.bogus_ip_length, 1, 2, 2);
    dissectPayload(layer, field, headerLength, Math.min(total, layer.reported) - headerLength);
  },
});

function setAddresses({ dissection, bytes: buffer, start }: Layer): void {
  dissection.addressKind = addressKind.ipv4;
  dissection.addressBytes = buffer;
  dissection.sourceAt = start + 12;
  dissection.destinationAt = start + 16;
}

function checksumStatus(layer: Layer): number {
  const length = (layer.u8(0) & 0x0f) * 4;
  return layer.has(0, length) && internetChecksum(layer.bytes, layer.start, length) === 0 ? 1 : 0;
}

function dissectPayload(layer: Layer, field: FieldsOf<typeof fields>, at: number, length: number): void {
  const proto = layer.u8(9);
  const offset = layer.u16(6);
  if ((offset & 0x3fff) === 0) {
    if (!layer.nextBy(byProtocol, proto, at, length)) unknownPayload(layer, proto, at, length);
    return;
  }
  layer.dissection.fragmented = true;
  const outcome = layer.memory.fragment(layer, {
    identification: layer.u16(4),
    scope: proto,
    offset: (offset & 0x1fff) * 8,
    more: (offset & 0x2000) !== 0,
    at,
    length,
  });
  if (outcome.kind === 'incomplete') {
    layer.setInfo(
      `Fragmented IP protocol (proto=${ipProtocolNames[proto] ?? proto}, off=${(offset & 0x1fff) * 8}, ID=${layer.u16(4).toString(16).padStart(4, '0')})`,
    );
    if (outcome.frame > 0) layer.addComputed(field.reassembled_in, outcome.frame);
    if (length > 0) layer.next(data, at, length);
    return;
  }
  const { bytes: whole, pieces } = outcome.whole;
  if (layer.emitting) {
    layer.open(field.fragments, 0, 0);
    for (const piece of pieces) layer.addComputed(field.fragment, piece.frame);
    layer.addComputed(field['fragment.count'], pieces.length);
    layer.addComputed(field['reassembled.length'], whole.length);
    layer.close();
  }
  const next = byProtocol.get(proto) ?? data;
  layer.nextIn(next, whole, 0, whole.length, proto);
}

function unknownPayload(layer: Layer, proto: number, at: number, length: number): void {
  layer.setInfo(`${ipProtocolNames[proto] ?? 'Unknown'} (${proto})`);
  if (length > 0) layer.next(data, at, length);
}

const optionNames: Readonly<Record<number, string>> = {
  0: 'End of Options List (EOL)',
  1: 'No Operation (NOP)',
  7: 'Record Route',
  11: 'MTU Probe',
  12: 'MTU Reply',
  68: 'Time Stamp',
  82: 'Traceroute',
  130: 'Security',
  131: 'Loose Source Route',
  133: 'Extended Security',
  134: 'Commercial Security',
  136: 'Stream ID',
  137: 'Strict Source Route',
  148: 'Router Alert',
  149: 'Selective Directed Broadcast',
};

function dissectOptions(layer: Layer, field: FieldsOf<typeof fields>, end: number): void {
  if (!layer.emitting) return;
  layer.open(field.options, 20, end - 20);
  layer.append(`: (${end - 20} bytes)`);
  for (let at = 20; at < end; ) {
    const type = layer.u8(at);
    const single = type < 2;
    const length = single ? 1 : layer.u8(at + 1);
    if (length < (single ? 1 : 2) || at + length > end) {
      layer.malformed(`IP option ${type}: its length ${length} does not fit in the header`, at, end - at);
      break;
    }
    layer.openText(at, length, `IP Option - ${optionNames[type] ?? `Unknown (${type})`}`);
    layer.open(field['opt.type'], at, 1);
    layer.add(field['opt.type.copy'], at, 1);
    layer.add(field['opt.type.class'], at, 1);
    layer.add(field['opt.type.number'], at, 1);
    layer.close();
    if (!single) {
      layer.add(field['opt.len'], at + 1, 1);
      dissectOption(layer, field, type, at + 2, length - 2);
    }
    layer.close();
    at += length;
    if (type === 0) break;
  }
  layer.close();
}

function dissectOption(layer: Layer, field: FieldsOf<typeof fields>, type: number, at: number, length: number): void {
  switch (type) {
    case 7:
    case 131:
    case 137: {
      if (length < 1) return;
      layer.add(field['opt.ptr'], at, 1);
      const pointer = layer.u8(at) - 3;
      for (let i = 1; i + 4 <= length; i += 4) layer.add(i < pointer ? field.rec_rt : field.empty_rt, at + i, 4);
      return;
    }
    case 68: {
      if (length < 2) return;
      layer.add(field['opt.ptr'], at, 1);
      layer.add(field['opt.overflow'], at + 1, 1);
      layer.add(field['opt.flag'], at + 1, 1);
      const withAddress = (layer.u8(at + 1) & 0x0f) !== 0;
      for (let i = 2; i + (withAddress ? 8 : 4) <= length; i += withAddress ? 8 : 4) {
        if (withAddress) layer.add(field['opt.addr'], at + i, 4);
        layer.add(field['opt.time_stamp'], at + i + (withAddress ? 4 : 0), 4);
      }
      return;
    }
    case 11:
    case 12:
      if (length >= 2) layer.add(field['opt.mtu'], at, 2);
      return;
    case 82:
      if (length < 10) return;
      layer.add(field['opt.id_number'], at, 2);
      layer.add(field['opt.ohc'], at + 2, 2);
      layer.add(field['opt.rhc'], at + 4, 2);
      layer.add(field['opt.originator'], at + 6, 4);
      return;
    case 148:
      if (length >= 2) layer.add(field['opt.ra'], at, 2);
      return;
    default:
      if (length > 0) layer.add(field['opt.data'], at, length);
  }
}
