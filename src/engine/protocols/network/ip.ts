/** Internet Protocol version 4, with its options and the reassembly of fragments. RFC 791. */
import { ipv4Text, ipv4TextAt } from '../../bytes/address';
import { internetChecksum } from '../../bytes/checksum';
import { addressKind } from '../../declare/dissection';
import type { FieldValue } from '../../declare/field';
import { bytes, either, expert, flag, frameNumber, ipv4Address, text, u8, u16, u32 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import { table } from '../../declare/table';
import data from '../frame/data';
import { congestionNames, differentiatedServicesNames } from '../names/differentiated-services';
import { ipProtocolNames } from '../names/ip-protocols';
import { showReassembled } from './datagram/reassembled';
import { optionFields } from './ip/option-fields';
import { dissectOptions } from './ip/options';
import { destinationAt } from './ip/source-route';
import { dissectNextHeader, isExtension } from './ipv6/next-header';

/** `Flags: 0x2, Don't fragment`. */
function flagsText(value: FieldValue): string {
  const names = ['More fragments', "Don't fragment", 'Reserved bit'].filter(
    (_, bit) => (Number(value) & (1 << bit)) !== 0,
  );
  return [`Flags: 0x${Number(value).toString(16)}`, ...names.reverse()].join(', ');
}

const byProtocol = table('ip.proto');
const byVersion = table('ip.version');
/** True when a source route has stops left: the header's destination is then only the next one. */
const isRouted = (layer: Layer): boolean =>
  (layer.u8(0) & 0x0f) > 5 && destinationAt(layer, (layer.u8(0) & 0x0f) * 4) !== 16;

const fields = {
  version: u8({ at: 0, mask: 0xf0, label: 'Version' }),
  hdr_len: u8({
    at: 0,
    label: 'Header Length',
    unit: 'bytes',
    value: (layer) => (layer.u8(0) & 0x0f) * 4,
  }),
  dsfield: u8({
    at: 1,
    label: 'Differentiated Services Field',
    base: 'hex',
    text: (value) =>
      `Differentiated Services Field: 0x${Number(value).toString(16).padStart(2, '0')} (DSCP: ${differentiatedServicesNames[Number(value) >> 2] ?? Number(value) >> 2}, ECN: ${congestionNames[Number(value) & 3]})`,
  }),
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
  len: u16({ at: 2, label: 'Total Length', value: (layer) => layer.u16(2) || layer.reported }),
  id: u16({ at: 4, label: 'Identification', base: 'hex-decimal' }),
  flags: u8({ at: 6, mask: 0xe0, label: 'Flags', base: 'hex', text: flagsText }),
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
    when: (layer) => layer.has(10, 2),
    value: (layer) => (layer.dissection.settings.verifyChecksums ? checksumStatus(layer) : 2),
  }),
  src: ipv4Address({ at: 12, label: 'Source Address' }),
  src_host: text({ label: 'Source Host', hidden: true, value: (layer) => ipv4Text(layer.u32(12)) }),
  dst: ipv4Address({ at: 16, label: 'Destination Address', when: (layer) => !isRouted(layer) }),
  dst_host: text({
    label: 'Destination Host',
    hidden: true,
    when: (layer) => !isRouted(layer),
    value: (layer) => ipv4Text(layer.u32(16)),
  }),
  addr: either(['src', 'dst'], { type: 'IPv4', label: 'Source or Destination Address' }),
  host: either(['src_host', 'dst_host'], { type: 'STRING', label: 'Source or Destination Host' }),
  ...optionFields,
  fragments: bytes({ label: 'IPv4 Fragments', generated: true }),
  fragment: frameNumber({ label: 'Frame', generated: true }),
  'fragment.count': u32({ label: 'Fragment count', generated: true }),
  'reassembled.length': u32({ label: 'Reassembled IPv4 length', generated: true }),
  'reassembled.data': bytes({ label: 'Reassembled IPv4 data', generated: true }),
  reassembled_in: frameNumber({ label: 'Reassembled IPv4 in frame', generated: true }),
  bogus_header_length: expert('error', { label: 'Bogus IP header length' }),
  bogus_ip_length: expert('error', { label: 'IPv4 total length exceeds packet length' }),
  'ttl.lncb': expert('note', {
    group: 'sequence',
    label: 'Time to live is not what the local network control block uses',
  }),
  'ttl.too_small': expert('note', { group: 'sequence', label: 'Time to live is about to run out' }),
  bogus_ip_version: expert('error', { label: 'Bogus IP version' }),
} as const;

export default protocol({
  id: 'ip',
  title: 'Internet Protocol Version 4',
  column: 'IPv4',
  parents: [
    on('ethertype', 0x0800),
    on('ip.proto', 4),
    on('ip.version', 4),
    on('llc.dsap', 0x06),
    on('gre.proto', 0x0800),
    on('wtap_encap', 228),
  ],
  fields,
  dissect(layer, field) {
    const { dissection } = layer;
    const first = layer.u8(0);
    const version = first >> 4;
    // A header of the other version behind this one's number is walked as what it is.
    if (version === 6) {
      dissection.undecided = true;
      layer.add(field.version, 0, 1);
      layer.addComputed(field.bogus_ip_version, 1, 0, 1);
      layer.nextBy(byVersion, 6, 0);
      return;
    }
    dissection.networkLayers++;
    if (version !== 4) {
      dissection.undecided = true;
      layer.add(field.version, 0, 1);
      layer.addComputed(field.bogus_ip_version, 1, 0, 1);
      layer.setInfo(`Bogus IPv4 version (${version}, must be 4)`);
      return;
    }
    if (!layer.has(0, 20)) {
      layer.header();
      layer.need(0, 20);
    }
    const headerLength = (first & 0x0f) * 4;
    if (headerLength < 20) {
      dissection.undecided = true;
      layer.add(field.version, 0, 1);
      layer.addComputed(field.hdr_len, headerLength, 0, 1);
      layer.addComputed(field.bogus_header_length, 1, 0, 1);
      layer.setInfo(`Bogus IP header length (${headerLength}, must be at least 20)`);
      return;
    }
    // With segmentation offload the network card fills the length in later: zero means all there is.
    const stated = layer.u16(2);
    const total = stated === 0 ? layer.reported : stated;
    if (stated !== 0 && total < headerLength) {
      dissection.undecided = true;
      layer.add(field.version, 0, 1);
      layer.addComputed(field.hdr_len, headerLength, 0, 1);
      layer.add(field.dsfield, 1, 1);
      layer.add(field.len, 2, 2);
      layer.addComputed(field.bogus_ip_length, 1, 2, 2);
      layer.setInfo(`Bogus IP length (${total}, less than header length ${headerLength})`);
      return;
    }
    const destination = headerLength === 20 ? 16 : destinationAt(layer, headerLength);
    dissection.addressKind = addressKind.ipv4;
    dissection.addressBytes = layer.bytes;
    dissection.sourceAt = layer.start + 12;
    dissection.destinationAt = layer.start + destination;
    layer.header();
    layer.span(headerLength);
    if (destination !== 16 && layer.emitting) {
      layer.addComputed(field.cur_rt_host, ipv4Text(layer.u32(16)), 16, 4);
      layer.add(field.cur_rt, 16, 4);
    }
    if (layer.inTree)
      layer.heading(
        `, Src: ${ipv4TextAt(layer.bytes, layer.start + 12)}, Dst: ${ipv4TextAt(layer.bytes, layer.start + destination)}`,
      );
    layer.need(0, headerLength);
    if (headerLength > 20) dissectOptions(layer, field, headerLength);
    if (layer.emitting) reportOddities(layer, field, total);
    layer.trim(total);
    dissectPayload(layer, field, headerLength, total - headerLength);
  },
});

function checksumStatus(layer: Layer): number {
  const length = (layer.u8(0) & 0x0f) * 4;
  return layer.has(0, length) && internetChecksum(layer.bytes, layer.start, length) === 0 ? 1 : 0;
}

/** Expert messages on a header that is whole. `total` is the datagram's length by the header. */
function reportOddities(layer: Layer, field: FieldsOf<typeof fields>, total: number): void {
  if (layer.dissection.quoting > 0) return;
  if (total > layer.reported) layer.addComputed(field.bogus_ip_length, 1, 2, 2);
  const timeToLive = layer.u8(8);
  if (layer.u24(16) === 0xe00000) {
    const usual = usualTimeToLive(layer.u8(19));
    if (usual !== undefined && timeToLive !== usual) layer.addComputed(field['ttl.lncb'], 1, 8, 1);
  } else if (timeToLive < 5 && layer.u8(16) >> 4 !== 0xe && layer.u8(9) !== pimProtocol)
    layer.addComputed(field['ttl.too_small'], 1, 8, 1);
}

const pimProtocol = 103;

/** What datagrams to 224.0.0.`group` are sent with; undefined where more than one value is in use. RFC 5798, 6762, 4795. */
function usualTimeToLive(group: number): number | undefined {
  switch (group) {
    case 18:
    case 102:
    case 251:
      return 255;
    case 107:
    case 252:
      return undefined;
    default:
      return 1;
  }
}

/** `length` is the payload's by the header; more than the layer has where the header lies or the datagram is quoted in part. */
function dissectPayload(layer: Layer, field: FieldsOf<typeof fields>, at: number, length: number): void {
  const proto = layer.u8(9);
  const word = layer.u16(6);
  if ((word & 0x3fff) === 0) {
    dissectWhole(layer, proto, at, length);
    return;
  }
  layer.dissection.fragmented = true;
  const offset = (word & 0x1fff) * 8;
  if (!layer.has(at, length)) {
    // Cannot be put together: the first fragment still shows what it begins.
    if (offset === 0) dissectFirst(layer, proto, at, length);
    else dissectFragment(layer, proto, offset, at);
    return;
  }
  const outcome = layer.memory.fragment(layer, {
    identification: layer.u16(4),
    scope: proto,
    offset,
    more: (word & 0x2000) !== 0,
    at,
    length,
  });
  if (outcome.kind === 'incomplete') {
    if (outcome.frame > 0) layer.addComputed(field.reassembled_in, outcome.frame);
    dissectFragment(layer, proto, offset, at);
    return;
  }
  const { whole } = outcome;
  showReassembled(layer, field, whole);
  if (isExtension(proto)) {
    dissectNextHeader(layer, proto, 0, whole.bytes);
    return;
  }
  const next = byProtocol.get(proto);
  if (next === undefined) layer.setInfo(`${ipProtocolNames[proto] ?? 'Unknown'} (${proto})`);
  layer.nextIn(next ?? data, whole.bytes, 0, whole.bytes.length, proto);
}

/** Shows what the first fragment begins. */
function dissectFirst(layer: Layer, proto: number, at: number, length: number): void {
  const { dissection } = layer;
  dissection.unassembled = (layer.u16(6) & 0x2000) !== 0;
  dissectWhole(layer, proto, at, length);
  dissection.unassembled = false;
}

function dissectWhole(layer: Layer, proto: number, at: number, length: number): void {
  if (isExtension(proto)) {
    dissectNextHeader(layer, proto, at);
    return;
  }
  if (layer.nextBy(byProtocol, proto, at, Math.min(length, layer.reported - at))) return;
  layer.setInfo(`${ipProtocolNames[proto] ?? 'Unknown'} (${proto})`);
  if (length > 0) layer.next(data, at);
}

function dissectFragment(layer: Layer, proto: number, offset: number, at: number): void {
  if (layer.wantsInfo)
    layer.setInfo(
      `Fragmented IP protocol (proto=${ipProtocolNames[proto] ?? 'Unknown'} ${proto}, off=${offset}, ID=${layer.u16(4).toString(16).padStart(4, '0')})`,
    );
  if (layer.available > at) layer.next(data, at);
}
