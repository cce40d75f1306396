/** Router advertisements of ICMP and the extensions that mobility agents add. RFC 1256, section 3; RFC 5944, section 2.1. */
import type { Layer } from '../../../declare/layer';
import type { FieldsOf } from '../../../declare/protocol';
import type { fields } from './fields';

export function dissectRouterAdvertisement(layer: Layer, field: FieldsOf<typeof fields>): void {
  const count = layer.u8(4);
  const entrySize = layer.u8(5) * 4;
  layer.add(field.num_addrs, 4, 1);
  layer.add(field.addr_entry_size, 5, 1);
  layer.add(field.lifetime, 6, 2);
  let at = 8;
  if (entrySize >= 8)
    for (let i = 0; i < count; i++, at += entrySize) {
      layer.add(field.router_address, at, 4);
      layer.add(field.pref_level, at + 4, 4);
    }
  while (at < layer.reported) at += dissectExtension(layer, field, at);
}

/** Gives the extension's length in bytes. */
function dissectExtension(layer: Layer, field: FieldsOf<typeof fields>, at: number): number {
  const type = layer.u8(at);
  const length = type === 0 ? 1 : 2 + layer.u8(at + 1);
  layer.openText(at, Math.min(length, layer.available - at), `Ext: ${field['mip.type'].nameOf(type) ?? 'Unknown'}`);
  layer.add(field['mip.type'], at, 1);
  if (type !== 0) {
    layer.add(field['mip.length'], at + 1, 1);
    dissectContent(layer, field, type, at + 2, length - 2);
  }
  layer.close();
  return length;
}

function dissectContent(layer: Layer, field: FieldsOf<typeof fields>, type: number, at: number, length: number): void {
  if (type === 16 && length >= 6) {
    layer.add(field['mip.seq'], at, 2);
    layer.add(field['mip.life'], at + 2, 2);
    layer.open(field['mip.flags'], at + 4, 2);
    for (const key of ['r', 'b', 'h', 'f', 'm', 'g', 'v', 'rt', 'u', 'x', 'reserved'] as const)
      layer.add(field[`mip.${key}`], at + 4, 2);
    layer.close();
    for (let i = 6; i + 4 <= length; i += 4) layer.add(field['mip.coa'], at + i, 4);
  } else if (type === 19) for (let i = 0; i < length; i++) layer.add(field['mip.prefixlength'], at + i, 1);
  else if (length > 0) layer.add(type === 24 ? field['mip.challenge'] : field['mip.content'], at, length);
}
