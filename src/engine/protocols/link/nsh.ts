/** Network Service Header: the path of a packet through a chain of services. RFC 8300. */
import { bytes, u8, u16, u24 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import { table } from '../../declare/table';
import data from '../frame/data';
import eth from './eth';

const byVersion = table('ip.version');
const byEtherType = table('ethertype');

const fixedLength = 8;
const fixedContext = 1;
const next = { ipv4: 1, ipv6: 2, ethernet: 3, mpls: 5 } as const;

const fields = {
  version: u16({ at: 0, mask: 0xc000, label: 'Version', base: 'decimal-hex' }),
  Obit: u16({ at: 0, mask: 0x2000, label: 'O Bit' }),
  ttl: u16({ at: 0, mask: 0x0fc0, label: 'Time to live', base: 'hex' }),
  length: u16({ at: 0, mask: 0x003f, label: 'Length', base: 'decimal-hex' }),
  mdtype: u8({ at: 2, mask: 0x0f, label: 'MD Type', base: 'decimal-hex' }),
  nextproto: u8({
    at: 3,
    label: 'Next Protocol',
    base: 'decimal-hex',
    values: { 1: 'IPv4', 2: 'IPv6', 3: 'Ethernet', 4: 'NSH', 5: 'MPLS' },
  }),
  spi: u24({ at: 4, label: 'SPI', base: 'decimal-hex' }),
  si: u8({ at: 7, label: 'SI', base: 'decimal-hex' }),
  contextheader: bytes({ label: 'Context Header' }),
  metadataclass: u16({ label: 'TLV Class', base: 'decimal-hex' }),
  metadatatype: u8({ label: 'Type', base: 'decimal-hex' }),
  metadatalen: u8({ label: 'Length', mask: 0x7f, base: 'hex' }),
  metadata: bytes({ label: 'Variable Metadata' }),
} as const;

export default protocol({
  id: 'nsh',
  title: 'Network Service Header',
  column: 'NSH',
  parents: [on('ethertype', 0x894f), on('gre.proto', 0x894f), on('udp.port', 6633)],
  header: fixedLength,
  fields,
  dissect(layer, field) {
    layer.header();
    const length = (layer.u16(0) & 0x3f) * 4;
    if (length < fixedLength) {
      layer.malformed('The header is shorter than its fixed part', 0, 2);
      return;
    }
    layer.need(fixedLength, length - fixedLength);
    if (layer.emitting) showContext(layer, field, length);
    layer.span(length);
    if (layer.reported > length) dissectPayload(layer, length);
  },
});

function showContext(layer: Layer, field: FieldsOf<typeof fields>, length: number): void {
  if ((layer.u8(2) & 0x0f) === fixedContext) {
    for (let at = fixedLength; at + 4 <= length; at += 4) layer.add(field.contextheader, at, 4);
    return;
  }
  for (let at = fixedLength; at + 4 <= length; ) {
    const size = layer.u8(at + 3) & 0x7f;
    layer.add(field.metadataclass, at, 2);
    layer.add(field.metadatatype, at + 2, 1);
    layer.add(field.metadatalen, at + 3, 1);
    if (at + 4 + size > length) {
      layer.malformed('Metadata go beyond the header', at, length - at);
      return;
    }
    if (size > 0) layer.add(field.metadata, at + 4, size);
    at += 4 + ((size + 3) & ~3);
  }
}

function dissectPayload(layer: Layer, at: number): void {
  switch (layer.u8(3)) {
    case next.ipv4:
    case next.ipv6:
      if (layer.nextBy(byVersion, layer.u8(3) === next.ipv4 ? 4 : 6, at)) return;
      break;
    case next.ethernet:
      layer.next(eth, at);
      return;
    case next.mpls:
      if (layer.nextBy(byEtherType, 0x8847, at)) return;
      break;
  }
  layer.next(data, at);
}
