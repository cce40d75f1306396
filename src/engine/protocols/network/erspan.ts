/** Encapsulated remote switch port analyser: mirrored frames in GRE, types II and III. draft-foschiano-erspan-03. */
import { expert, flag, u16, u32 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import data from '../frame/data';
import eth from '../link/eth';

const notTruncatedOr = { 0: 'Not truncated', 1: 'Truncated' };

const fields = {
  version: u16({ at: 0, mask: 0xf000, label: 'Version', values: { 1: 'Type II', 2: 'Type III' } }),
  vlan: u16({ label: 'Vlan', mask: 0x0fff }),
  cos: u16({ label: 'COS', mask: 0xe000 }),
  encap: u16({
    label: 'Encap',
    mask: 0x1800,
    values: {
      0: 'Originally without VLAN tag',
      1: 'Originally ISL encapsulated',
      2: 'Originally 802.1Q encapsulated',
      3: 'VLAN tag preserved in frame',
    },
  }),
  bso: u16({
    label: 'Bad/Short/Oversized',
    mask: 0x1800,
    values: {
      0: 'Good or unknown integrity',
      1: 'Short frame',
      2: 'Oversized frame',
      3: 'Bad frame (FCS or alignment error)',
    },
  }),
  truncated: u16({ label: 'Truncated', mask: 0x0400, values: notTruncatedOr }),
  spanid: u16({ label: 'SpanID', mask: 0x03ff }),
  reserved: u32({ label: 'Reserved', mask: 0xfff00000 }),
  index: u32({ label: 'Index', mask: 0x000fffff }),
  timestamp: u32({ label: 'Timestamp' }),
  sgt: u16({ label: 'Security Group Tag' }),
  p: u16({ label: 'Has Ethernet PDU', mask: 0x8000 }),
  ft: u16({ label: 'Frame Type', mask: 0x7c00, values: { 0: 'Ethernet', 2: 'IP' } }),
  hw: u16({ label: 'Hardware ID', mask: 0x03f0 }),
  direction: flag({ label: 'Direction', length: 2, mask: 0x0008, values: { 0: 'Ingress', 1: 'Egress' } }),
  gra: u16({
    label: 'Timestamp granularity',
    mask: 0x0006,
    values: { 0: '100 microseconds', 1: '100 nanoseconds', 2: 'IEEE 1588', 3: 'User configurable' },
  }),
  o: u16({ label: 'Optional Sub headers', mask: 0x0001 }),
  platid: u32({ label: 'Platform ID', mask: 0xfc000000 }),
  'version.unknown': expert('warning', { label: 'Unknown version' }),
} as const;

export default protocol({
  id: 'erspan',
  title: 'Encapsulated Remote Switch Packet ANalysis',
  column: 'ERSPAN',
  parents: [on('gre.proto', 0x88be, 0x22eb)],
  fields,
  dissect(layer, field) {
    // Type I has no header at all: without sequence numbers the frame begins right here.
    if (layer.parent?.protocol.id === 'gre' && layer.selector === 0x88be && (layer.parent.u16(0) & 0x1000) === 0) {
      layer.span(0);
      layer.next(eth, 0);
      return;
    }
    layer.header();
    layer.setInfo('ERSPAN:');
    const version = layer.u16(0) >> 12;
    if (version === 1) {
      dissectCommon(layer, field);
      layer.add(field.reserved, 4, 4);
      layer.add(field.index, 4, 4);
      layer.need(0, 8);
      layer.span(8);
      layer.next(eth, 8);
    } else if (version === 2) dissectThird(layer, field);
    else layer.addComputed(field['version.unknown'], 1, 0, 2);
  },
});

function dissectCommon(layer: Layer, field: FieldsOf<typeof fields>): void {
  layer.add(field.vlan, 0, 2);
  layer.add(field.cos, 2, 2);
  layer.add(layer.u16(0) >> 12 === 1 ? field.encap : field.bso, 2, 2);
  layer.add(field.truncated, 2, 2);
  layer.add(field.spanid, 2, 2);
}

function dissectThird(layer: Layer, field: FieldsOf<typeof fields>): void {
  dissectCommon(layer, field);
  layer.add(field.timestamp, 4, 4);
  layer.add(field.sgt, 8, 2);
  for (const key of ['p', 'ft', 'hw', 'direction', 'gra', 'o'] as const) layer.add(field[key], 10, 2);
  const bits = layer.u16(10);
  let at = 12;
  if ((bits & 1) !== 0) {
    layer.need(at, 8);
    layer.add(field.platid, at, 4);
    at += 8;
  }
  layer.span(at);
  if (layer.reported <= at) return;
  const isFrame = (bits & 0x8000) !== 0 && ((bits >> 10) & 0x1f) === 0;
  layer.next(isFrame ? eth : data, at);
}
