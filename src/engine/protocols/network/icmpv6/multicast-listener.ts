/** Multicast listener discovery. RFC 2710 (version 1), RFC 3810 (version 2). */
import { ipv6Text } from '../../../bytes/address';
import type { Layer } from '../../../declare/layer';
import type { FieldsOf } from '../../../declare/protocol';
import type { fields } from './fields';

type Fields = FieldsOf<typeof fields>;

/** Queries of version 2 are longer, which is how the versions are told apart. RFC 3810, section 8.1. */
export function dissectQuery(layer: Layer, field: Fields): void {
  const second = layer.reported >= 28;
  layer.add(second ? field['mld.maximum_response_code'] : field['mld.maximum_response_delay'], 4, 2);
  layer.add(field.reserved, 6, 2);
  layer.add(field['mld.multicast_address'], 8, 16);
  if (!second) return;
  layer.open(field['mld.flag'], 24, 1);
  layer.add(field['mld.flag.s'], 24, 1);
  layer.add(field['mld.flag.qrv'], 24, 1);
  layer.add(field['mld.flag.reserved'], 24, 1);
  layer.close();
  layer.add(field['mld.qqi'], 25, 1);
  layer.add(field['mld.nb_sources'], 26, 2);
  const end = 28 + 16 * layer.u16(26);
  for (let at = 28; at < end; at += 16) layer.add(field['mld.source_address'], at, 16);
}

/** Reports and farewells of version 1. */
export function dissectReport(layer: Layer, field: Fields): void {
  layer.add(field['mld.maximum_response_delay'], 4, 2);
  layer.add(field.reserved, 6, 2);
  layer.add(field['mld.multicast_address'], 8, 16);
}

/** Reports of version 2. RFC 3810, section 5.2. */
export function dissectReport2(layer: Layer, field: Fields): void {
  layer.add(field.reserved, 4, 2);
  layer.add(field['mldr.nb_mcast_records'], 6, 2);
  let at = 8;
  for (let record = layer.u16(6); record > 0; record--) {
    const sources = layer.u16(at + 2);
    const auxiliary = layer.u8(at + 1) * 4;
    const length = 20 + 16 * sources + auxiliary;
    layer.open(field['mldr.mar'], at, Math.min(length, layer.available - at));
    if (layer.inTree) {
      const type = layer.u8(at);
      const name = field['mldr.mar.record_type'].nameOf(type) ?? `Unknown (${type})`;
      layer.retitle(`Multicast Address Record ${name}: ${ipv6Text(layer.slice(at + 4, 16))}`);
    }
    layer.add(field['mldr.mar.record_type'], at, 1);
    layer.add(field['mldr.mar.aux_data_len'], at + 1, 1);
    layer.add(field['mldr.mar.nb_sources'], at + 2, 2);
    layer.add(field['mldr.mar.multicast_address'], at + 4, 16);
    for (let i = 0; i < sources; i++) layer.add(field['mldr.mar.source_address'], at + 20 + 16 * i, 16);
    if (auxiliary > 0) layer.add(field['mldr.mar.auxiliary_data'], at + 20 + 16 * sources, auxiliary);
    layer.close();
    at += length;
  }
}
