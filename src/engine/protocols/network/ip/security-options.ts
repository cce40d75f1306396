/** The security options of the Internet Protocol. RFC 791, section 3.1; RFC 1108; FIPS 188 (CIPSO). */
import type { Layer } from '../../../declare/layer';
import type { OptionFields } from './options';

/** The form of RFC 791 is nine bytes behind type and length; any other is that of RFC 1108. */
export function dissectBasicSecurity(layer: Layer, field: OptionFields, at: number, length: number): void {
  if (length === 9) {
    layer.add(field['opt.sec_rfc791_sec'], at, 2);
    layer.add(field['opt.sec_rfc791_comp'], at + 2, 2);
    layer.add(field['opt.sec_rfc791_hr'], at + 4, 2);
    layer.add(field['opt.sec_rfc791_tcc'], at + 6, 3);
    return;
  }
  if (length < 1) return;
  layer.add(field['opt.sec_cl'], at, 1);
  for (let i = 1; i < length; i++) {
    layer.open(field['opt.sec_prot_auth_flags'], at + i, 1);
    if (i === 1) {
      layer.add(field['opt.sec_prot_auth_genser'], at + i, 1);
      layer.add(field['opt.sec_prot_auth_siop_esi'], at + i, 1);
      layer.add(field['opt.sec_prot_auth_sci'], at + i, 1);
      layer.add(field['opt.sec_prot_auth_nsa'], at + i, 1);
      layer.add(field['opt.sec_prot_auth_doe'], at + i, 1);
      layer.add(field['opt.sec_prot_auth_unassigned'], at + i, 1);
    }
    layer.add(field['opt.sec_prot_auth_fti'], at + i, 1);
    layer.close();
    if ((layer.u8(at + i) & 1) === 0) return;
  }
}

export function dissectExtendedSecurity(layer: Layer, field: OptionFields, at: number, length: number): void {
  if (length < 1) return;
  layer.add(field['opt.ext_sec_add_sec_info_format_code'], at, 1);
  if (length > 1) layer.add(field['opt.ext_sec_add_sec_info'], at + 1, length - 1);
}

export function dissectCommercialSecurity(layer: Layer, field: OptionFields, at: number, length: number): void {
  if (length < 4) return;
  layer.add(field['cipso.doi'], at, 4);
  for (let i = 4; i < length; ) {
    const tagLength = i + 1 < length ? layer.u8(at + i + 1) : 0;
    layer.add(field['cipso.tag_type'], at + i, 1);
    // Type 0 is one byte of padding; every other tag has a length that counts from its type.
    if (layer.u8(at + i) === 0) {
      i++;
      continue;
    }
    if (tagLength < 2 || i + tagLength > length) {
      layer.addComputed(field['cipso.malformed'], 1, at + i, length - i);
      return;
    }
    dissectTag(layer, field, at + i, tagLength);
    i += tagLength;
  }
}

function dissectTag(layer: Layer, field: OptionFields, at: number, length: number): void {
  const type = layer.u8(at);
  if ((type !== 1 && type !== 2 && type !== 5) || length < 4) {
    if (length > 2) layer.add(field['cipso.tag_data'], at + 2, length - 2);
    return;
  }
  layer.add(field['cipso.sensitivity_level'], at + 3, 1);
  if (length === 4) return;
  const categories =
    type === 1 ? inBitmap(layer, at, length) : type === 2 ? enumerated(layer, at, length) : ranges(layer, at, length);
  layer.add(field['cipso.categories'], at + 4, length - 4, categories.join(','));
}

function inBitmap(layer: Layer, at: number, length: number): number[] {
  const list: number[] = [];
  for (let bit = 0; bit < (length - 4) * 8; bit++)
    if ((layer.u8(at + 4 + (bit >> 3)) & (0x80 >> (bit & 7))) !== 0) list.push(bit);
  return list;
}

function enumerated(layer: Layer, at: number, length: number): number[] {
  const list: number[] = [];
  for (let i = 4; i + 2 <= length; i += 2) list.push(layer.u16(at + i));
  return list;
}

/** Ranges stand from the highest to the lowest; the last one's lower end is 0 when it is left away. */
function ranges(layer: Layer, at: number, length: number): string[] {
  const list: string[] = [];
  for (let i = 4; i + 2 <= length; i += 4)
    list.push(`${layer.u16(at + i)}-${i + 4 <= length ? layer.u16(at + i + 2) : 0}`);
  return list;
}
