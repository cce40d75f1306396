/** Walks the options in the Internet Protocol's header. RFC 791, section 3.1. */
import { ipv4Text } from '../../../bytes/address';
import type { Field } from '../../../declare/field';
import type { Layer } from '../../../declare/layer';
import type { FieldsOf } from '../../../declare/protocol';
import type { optionFields } from './option-fields';
import { dissectBasicSecurity, dissectCommercialSecurity, dissectExtendedSecurity } from './security-options';
import { looseSourceRoute, strictSourceRoute } from './source-route';

export type OptionFields = FieldsOf<typeof optionFields> & { readonly dst: Field; readonly dst_host: Field };

const optionNames: Readonly<Record<number, string>> = {
  0: 'End of Options List (EOL)',
  1: 'No-Operation (NOP)',
  7: 'Record Route',
  11: 'MTU Probe',
  12: 'MTU Reply',
  25: 'Quick-Start',
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

/** Shows the options between the fixed header and `end`. */
export function dissectOptions(layer: Layer, field: OptionFields, end: number): void {
  if (!layer.emitting) return;
  layer.openText(20, end - 20, `Options: (${end - 20} bytes)`);
  let idle = 0;
  for (let at = 20; at < end; ) {
    const type = layer.u8(at);
    const name = optionNames[type];
    const single = type < 2;
    const length = single ? 1 : at + 1 < end ? layer.u8(at + 1) : 0;
    if (length < (single ? 1 : 2) || at + length > end) {
      layer.addComputed(field['opt.len.invalid'], 1, at, Math.min(2, end - at));
      layer.append(`: option ${type} says that it is ${length} bytes long`);
      break;
    }
    idle = type === 1 ? idle + 1 : 0;
    if (name === undefined) layer.addText(at, length, `Unknown option ${type} (${length} bytes)`);
    else {
      layer.openText(at, length, `IP Option - ${name}${single ? '' : ` (${length} bytes)`}`);
      layer.open(field['opt.type'], at, 1);
      layer.add(field['opt.type.copy'], at, 1);
      layer.add(field['opt.type.class'], at, 1);
      layer.add(field['opt.type.number'], at, 1);
      layer.close();
      if (!single) {
        layer.add(field['opt.len'], at + 1, 1);
        dissectOption(layer, field, type, at + 2, length - 2);
      }
      if (idle === 4) layer.addComputed(field.nop, 1, at, 1);
      layer.close();
    }
    at += length;
    if (type === 0) break;
  }
  layer.close();
}

/** `at` and `length` are those of the option's data, behind type and length. */
function dissectOption(layer: Layer, field: OptionFields, type: number, at: number, length: number): void {
  switch (type) {
    case 7:
    case looseSourceRoute:
    case strictSourceRoute:
      dissectRoute(layer, field, type, at, length);
      return;
    case 68:
      dissectTimeStamps(layer, field, at, length);
      return;
    case 11:
    case 12:
      if (length >= 2) layer.add(field['opt.mtu'], at, 2);
      return;
    case 25:
      dissectQuickStart(layer, field, at, length);
      return;
    case 82:
      if (length < 10) return;
      layer.add(field['opt.id_number'], at, 2);
      layer.add(field['opt.ohc'], at + 2, 2);
      layer.add(field['opt.rhc'], at + 4, 2);
      layer.add(field['opt.originator'], at + 6, 4);
      return;
    case 130:
      dissectBasicSecurity(layer, field, at, length);
      return;
    case 133:
      dissectExtendedSecurity(layer, field, at, length);
      return;
    case 134:
      dissectCommercialSecurity(layer, field, at, length);
      return;
    case 136:
      if (length >= 2) layer.add(field['opt.sid'], at, 2);
      return;
    case 148:
      if (length >= 2) layer.add(field['opt.ra'], at, 2);
      return;
    case 149:
      for (let i = 0; i + 4 <= length; i += 4) layer.add(field['opt.addr'], at + i, 4);
      if (length % 4 !== 0) layer.add(field['opt.padding'], at + length - (length % 4), length % 4);
      return;
  }
}

/** Addresses before the pointer are recorded; a source route's others are the stops ahead, the last of them the destination. */
function dissectRoute(layer: Layer, field: OptionFields, type: number, at: number, length: number): void {
  if (length < 1) return;
  layer.add(field['opt.ptr'], at, 1);
  const pointer = layer.u8(at);
  if (pointer < 4) layer.addComputed(field['opt.ptr.before_address'], 1, at, 1);
  else if (pointer % 4 !== 0) layer.addComputed(field['opt.ptr.middle_address'], 1, at, 1);
  const next = pointer - 3;
  for (let i = 1; i < length; i += 4) {
    if (i + 4 > length) {
      layer.addComputed(field.subopt_too_long, 1, at + i, length - i);
      return;
    }
    if (i < next) addAddress(layer, field.rec_rt, field.rec_rt_host, at + i);
    else if (type === 7) addAddress(layer, field.empty_rt, field.empty_rt_host, at + i);
    else if (i + 8 > length) addAddress(layer, field.dst, field.dst_host, at + i);
    else addAddress(layer, field.src_rt, field.src_rt_host, at + i);
    if (i === next) layer.append(' <- (next)');
  }
}

function addAddress(layer: Layer, address: Field, host: Field, at: number): void {
  layer.addComputed(host, ipv4Text(layer.u32(at)), at, 4);
  layer.add(address, at, 4);
}

function dissectTimeStamps(layer: Layer, field: OptionFields, at: number, length: number): void {
  if (length < 2) return;
  layer.add(field['opt.ptr'], at, 1);
  layer.add(field['opt.overflow'], at + 1, 1);
  layer.add(field['opt.flag'], at + 1, 1);
  const withAddress = (layer.u8(at + 1) & 0x0f) !== 0;
  const step = withAddress ? 8 : 4;
  for (let i = 2; i < length; i += step) {
    if (i + step > length) {
      layer.addComputed(field.subopt_too_long, 1, at + i, length - i);
      return;
    }
    if (withAddress) layer.add(field['opt.time_stamp_addr'], at + i, 4);
    layer.add(field['opt.time_stamp'], at + i + step - 4, 4);
  }
}

function dissectQuickStart(layer: Layer, field: OptionFields, at: number, length: number): void {
  if (length < 1) return;
  layer.add(field['opt.qs_func'], at, 1);
  const operation = layer.u8(at) >> 4;
  if (length < 6 || (operation !== 0 && operation !== 8)) return;
  layer.add(field['opt.qs_rate'], at, 1);
  layer.add(operation === 0 ? field['opt.qs_ttl'] : field['opt.qs_unused'], at + 1, 1);
  layer.add(field['opt.qs_nonce'], at + 2, 4);
  layer.add(field['opt.qs_reserved'], at + 2, 4);
}
