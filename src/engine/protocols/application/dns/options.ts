/** EDNS options of an OPT record (RFC 6891 and the RFCs of each), and stateful operations (RFC 8490). */
import type { Layer } from '../../../declare/layer';
import { optionNames, statefulOperationNames } from '../../names/dns';
import type { DnsFields } from './fields';
import { type RecordData, takes } from './record-data';
import { padded, paddedBytes } from './special-records';

/** Walks the options in a record's data. */
export function ednsOptions(data: RecordData): void {
  const { layer, field } = data;
  while (data.at < data.end) {
    if (!takes(data, 4)) return;
    const { at } = data;
    const code = layer.u16(at);
    const length = layer.u16(at + 2);
    data.at += 4;
    if (!takes(data, length)) return;
    layer.open(field.opt, at, 4 + length);
    if (layer.inTree) layer.append(`: ${optionNames[code] ?? 'Unknown'}`);
    layer.add(field['opt.code'], at, 2);
    layer.add(field['opt.len'], at + 2, 2);
    if (layer.emitting && length > 0) option(data, code, data.at, length);
    layer.close();
    data.at += length;
  }
}

function option({ layer, field, message, domainName }: RecordData, code: number, at: number, length: number): void {
  layer.add(field['opt.data'], at, length);
  switch (code) {
    case 5:
    case 6:
    case 7: {
      const one = code === 5 ? field['opt.dau'] : code === 6 ? field['opt.dhu'] : field['opt.n3u'];
      for (let i = 0; i < length; i++) layer.add(one, at + i, 1);
      return;
    }
    case 8:
    case 20730:
      clientSubnet(layer, field, at, length);
      return;
    case 10:
      layer.add(field['opt.cookie.client'], at, Math.min(8, length));
      if (length > 8) layer.add(field['opt.cookie.server'], at + 8, length - 8);
      return;
    case 11:
      if (length === 2) layer.add(field['opt.edns_tcp_keepalive.timeout'], at, 2);
      return;
    case 12:
      layer.add(field['opt.padding'], at, length);
      return;
    case 13: {
      const end = domainName.read(layer, message, at, true);
      if (end <= at + length) layer.add(field['opt.chain.fqdn'], at, end - at, domainName.text);
      return;
    }
    case 15:
      if (length < 2) return;
      layer.add(field['opt.ext_error.info_code'], at, 2);
      if (length > 2) layer.add(field['opt.ext_error.extra_text'], at + 2, length - 2);
      return;
  }
}

/** RFC 7871, section 6: only as many bytes of the address as the prefix needs. */
function clientSubnet(layer: Layer, field: DnsFields, at: number, length: number): void {
  if (length < 4) return;
  const family = layer.u16(at);
  layer.add(field['opt.client.family'], at, 2);
  layer.add(field['opt.client.netmask'], at + 2, 1);
  layer.add(field['opt.client.scope'], at + 3, 1);
  const rest = length - 4;
  const address = layer.slice(at + 4, rest);
  if (rest > 16) layer.addComputed(field['rr.opt.bad_length'], 1, at + 4, rest);
  else if (family === 1 && rest <= 4) layer.addComputed(field['opt.client.addr4'], padded(address, 4), at + 4, rest);
  else if (family === 2) layer.addComputed(field['opt.client.addr6'], paddedBytes(address, 16), at + 4, rest);
  else if (rest > 0) layer.add(field['opt.client.addr'], at + 4, rest);
}

/** Walks the TLVs of a stateful operation from `at` to `end`. */
export function statefulOperations(layer: Layer, field: DnsFields, from: number, end: number): void {
  if (!layer.emitting) return;
  layer.open(field.dso, from, end - from);
  for (let at = from; at + 4 <= end; ) {
    const type = layer.u16(at);
    const length = layer.u16(at + 2);
    if (at + 4 + length > end) {
      layer.malformed('A stateful operation goes beyond the message', at, end - at);
      break;
    }
    layer.open(field['dso.tlv'], at, 4 + length);
    if (layer.inTree) layer.append(`: ${statefulOperationNames[type] ?? 'Unknown'}`);
    layer.add(field['dso.tlv.type'], at, 2);
    layer.add(field['dso.tlv.length'], at + 2, 2);
    if (type === 1 && length === 8) {
      layer.add(field['dso.tlv.keepalive.inactivity'], at + 4, 4);
      layer.add(field['dso.tlv.keepalive.interval'], at + 8, 4);
    } else if (type === 2 && length === 4) layer.add(field['dso.tlv.retrydelay.retrydelay'], at + 4, 4);
    else if (type === 3) layer.add(field['dso.tlv.encpad.padding'], at + 4, length);
    else if (length > 0) layer.add(field['dso.tlv.data'], at + 4, length);
    layer.close();
    at += 4 + length;
  }
  layer.close();
}
