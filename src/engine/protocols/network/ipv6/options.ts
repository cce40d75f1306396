/** Walks the options in the Hop-by-Hop and Destination Options headers. RFC 8200, section 4.2; the options: IANA, "IPv6 Parameters". */
import type { Layer } from '../../../declare/layer';
import type { FieldsOf } from '../../../declare/protocol';
import type { optionFields } from './option-fields';

export type OptionFields = FieldsOf<typeof optionFields>;

const pad1 = 0;
const homeAddressOption = 0xc9;

/** Offset of the address that a traveller has at home, which is the sender's real one; -1 without it. RFC 6275, section 6.3. */
export function homeAddressAt(layer: Layer, at: number, end: number): number {
  for (let option = at; option < end && layer.has(option, 2); ) {
    const type = layer.u8(option);
    const length = layer.u8(option + 1);
    if (type === homeAddressOption && length === 16 && layer.has(option + 2, 16)) return option + 2;
    option += type === pad1 ? 1 : 2 + length;
  }
  return -1;
}

/** Ends the walk when an option claims to reach beyond the header that ends at `end`: nothing behind it can be trusted. */
export function checkOptions(layer: Layer, at: number, end: number): void {
  for (let option = at; option < end; ) {
    if (layer.u8(option) === pad1) option++;
    else option += option + 1 < end ? 2 + layer.u8(option + 1) : 2;
    if (option > end) layer.cutOff(option);
  }
}

/** Shows the options in `[at, end)`. */
export function dissectOptions(layer: Layer, field: OptionFields, at: number, end: number): void {
  if (!layer.emitting) return;
  for (let option = at; option < end; ) {
    const type = layer.u8(option);
    const length = type === pad1 ? 1 : option + 1 < end ? 2 + layer.u8(option + 1) : 2;
    if (option + length > end) {
      layer.addComputed(field['opt.invalid_len'], 1, option, end - option);
      return;
    }
    layer.open(field.opt, option, length);
    if (layer.inTree) layer.retitle(field['opt.type'].nameOf(type) ?? `Unknown IPv6 Option (${type})`);
    if (type === pad1) {
      layer.add(field['opt.type'], option, 1);
      layer.addComputed(field['opt.pad1'], 1, option, 1);
    } else {
      layer.open(field['opt.type'], option, 1);
      layer.add(field['opt.type.action'], option, 1);
      layer.add(field['opt.type.change'], option, 1);
      layer.add(field['opt.type.rest'], option, 1);
      layer.close();
      layer.add(field['opt.length'], option + 1, 1);
      dissectOption(layer, field, type, option + 2, length - 2);
    }
    layer.close();
    option += length;
  }
}

/** `at` and `length` are those of the option's data. */
function dissectOption(layer: Layer, field: OptionFields, type: number, at: number, length: number): void {
  const fixed = fixedLengths[type];
  if (fixed !== undefined && length !== fixed) {
    layer.addComputed(field['opt.invalid_len'], 1, at - 1, 1);
    if (length < fixed) return;
  }
  switch (type) {
    case 0x01:
      layer.add(field['opt.padn'], at, length);
      return;
    case 0x04:
      layer.add(field['opt.tel'], at, 1);
      return;
    case 0x05:
      layer.add(field['opt.router_alert'], at, 2);
      return;
    case 0x07:
      dissectSecurityLabel(layer, field, at, length);
      return;
    case 0x0f:
      layer.add(field['opt.pdm.scale_dtlr'], at, 1);
      layer.add(field['opt.pdm.scale_dtls'], at + 1, 1);
      layer.add(field['opt.pdm.psn_this_pkt'], at + 2, 2);
      layer.add(field['opt.pdm.psn_last_recv'], at + 4, 2);
      layer.add(field['opt.pdm.delta_last_recv'], at + 6, 2);
      layer.add(field['opt.pdm.delta_last_sent'], at + 8, 2);
      return;
    case 0x26:
      dissectQuickStart(layer, field, at);
      return;
    case 0x30:
      layer.add(field['opt.pmtu.min'], at, 2);
      layer.add(field['opt.pmtu.rtn'], at + 2, 2);
      layer.add(field['opt.pmtu.r_flag'], at + 2, 2);
      return;
    case 0x41:
      layer.add(field['opt.tpf_information'], at, 4);
      return;
    case 0x23:
    case 0x63:
      dissectLowPowerRouting(layer, field, at, length);
      return;
    case 0x6d:
      dissectMulticastForwarding(layer, field, at, length);
      return;
    case 0x8b:
      if (length > 0) layer.add(field['opt.ilnp_nonce'], at, length);
      return;
    case 0x8c:
      if (length === 0) return;
      layer.add(field['opt.lio.length'], at, 1);
      if (length > 1) layer.add(field['opt.lio.line_id'], at + 1, length - 1);
      return;
    case 0xc2:
      layer.add(field['opt.jumbo'], at, 4);
      return;
    case homeAddressOption:
      layer.add(field['opt.mipv6.home_address'], at, 16);
      return;
    case 0xee:
      layer.add(field['opt.dff.flags'], at, 1);
      layer.add(field['opt.dff.sequence_number'], at + 1, 2);
      return;
    default:
      if (length > 0) layer.add((type & 0x1f) === 0x1e ? field['opt.experimental'] : field['opt.unknown'], at, length);
  }
}

/** Lengths of the data of options that have a fixed one. */
const fixedLengths: Readonly<Record<number, number>> = {
  4: 1,
  5: 2,
  15: 10,
  38: 6,
  48: 4,
  65: 4,
  194: 4,
  201: 16,
  238: 3,
};

/** CALIPSO. RFC 5570, section 5. */
function dissectSecurityLabel(layer: Layer, field: OptionFields, at: number, length: number): void {
  if (length < 8) return;
  layer.add(field['opt.calipso.doi'], at, 4);
  layer.add(field['opt.calipso.cmpt.length'], at + 4, 1);
  layer.add(field['opt.calipso.sens_level'], at + 5, 1);
  layer.add(field['opt.calipso.checksum'], at + 6, 2);
  const bitmap = Math.min(layer.u8(at + 4) * 4, length - 8);
  if (bitmap > 0) layer.add(field['opt.calipso.cmpt_bitmap'], at + 8, bitmap);
}

/** RFC 4782, section 3.1. */
function dissectQuickStart(layer: Layer, field: OptionFields, at: number): void {
  layer.add(field['opt.qs_func'], at, 1);
  const operation = layer.u8(at) >> 4;
  if (operation !== 0 && operation !== 8) return;
  layer.add(field['opt.qs_rate'], at, 1);
  if (operation === 0) {
    layer.add(field['opt.qs_ttl'], at + 1, 1);
    const hopLimit = layer.parent?.protocol.id === 'ipv6' ? layer.parent.u8(7) : undefined;
    if (hopLimit !== undefined) layer.addComputed(field['opt.qs_ttl_diff'], (hopLimit - layer.u8(at + 1)) & 0xff);
  } else layer.add(field['opt.qs_unused'], at + 1, 1);
  layer.add(field['opt.qs_nonce'], at + 2, 4);
  layer.add(field['opt.qs_reserved'], at + 2, 4);
}

/** RFC 6553, section 3. */
function dissectLowPowerRouting(layer: Layer, field: OptionFields, at: number, length: number): void {
  if (length < 4) return;
  layer.open(field['opt.rpl.flag'], at, 1);
  layer.add(field['opt.rpl.flag.o'], at, 1);
  layer.add(field['opt.rpl.flag.r'], at, 1);
  layer.add(field['opt.rpl.flag.f'], at, 1);
  layer.add(field['opt.rpl.flag.rsv'], at, 1);
  layer.close();
  layer.add(field['opt.rpl.instance_id'], at + 1, 1);
  layer.add(field['opt.rpl.sender_rank'], at + 2, 2);
}

/** RFC 7731, section 6.1. */
function dissectMulticastForwarding(layer: Layer, field: OptionFields, at: number, length: number): void {
  if (length < 2) return;
  layer.open(field['opt.mpl.flag'], at, 1);
  layer.add(field['opt.mpl.flag.s'], at, 1);
  layer.add(field['opt.mpl.flag.m'], at, 1);
  layer.add(field['opt.mpl.flag.v'], at, 1);
  layer.add(field['opt.mpl.flag.rsv'], at, 1);
  layer.close();
  layer.add(field['opt.mpl.sequence'], at + 1, 1);
  const seed = Math.min([0, 2, 8, 16][layer.u8(at) >> 6], length - 2);
  if (seed > 0) layer.add(field['opt.mpl.seed_id'], at + 2, seed);
}
