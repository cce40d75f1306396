/** Walks the extensions that ICMP errors of both versions carry behind the quoted datagram. RFC 4884, section 7. */
import { internetChecksum } from '../../../bytes/checksum';
import type { Layer } from '../../../declare/layer';
import type { FieldsOf } from '../../../declare/protocol';
import type { extensionFields } from './extension-fields';

export type ExtensionFields = FieldsOf<typeof extensionFields>;

const objectClass = { labelStack: 1, interfaceInformation: 2, interfaceIdentification: 3 } as const;
const headerLength = 4;

/** Shows the extensions from `at` to the layer's end. */
export function dissectExtensions(layer: Layer, field: ExtensionFields, at: number): void {
  if (!layer.emitting) return;
  const end = layer.available;
  layer.open(field.ext, at, end - at);
  layer.add(field['ext.version'], at, 1);
  layer.add(field['ext.res'], at, 2);
  layer.add(field['ext.checksum'], at + 2, 2);
  const status = checksumStatus(layer, at, end);
  layer.addComputed(field['ext.checksum.status'], status);
  if (status === 0) layer.addComputed(field['ext.checksum_bad'], 1, at + 2, 2);
  // Only version 2 is defined; what says otherwise is not an extension.
  if (layer.u8(at) >> 4 === 2) dissectObjects(layer, field, at + headerLength, end);
  layer.close();
}

function checksumStatus(layer: Layer, at: number, end: number): number {
  if (layer.u16(at + 2) === 0) return 3;
  if (end < layer.reported) return 2;
  return internetChecksum(layer.bytes, layer.start + at, end - at) === 0 ? 1 : 0;
}

function dissectObjects(layer: Layer, field: ExtensionFields, at: number, end: number): void {
  for (let object = at; object + headerLength <= end; ) {
    const length = layer.u16(object);
    if (length < headerLength || object + length > end) {
      layer.malformed(`Extension object: its length ${length} does not fit`, object, end - object);
      return;
    }
    const kind = layer.u8(object + 2);
    layer.openText(object, length, field['ext.class'].nameOf(kind) ?? `Unknown object (${kind})`);
    layer.add(field['ext.length'], object, 2);
    layer.add(field['ext.class'], object + 2, 1);
    layer.add(field['ext.ctype'], object + 3, 1);
    dissectObject(layer, field, kind, object + headerLength, length - headerLength);
    layer.close();
    object += length;
  }
}

function dissectObject(layer: Layer, field: ExtensionFields, kind: number, at: number, length: number): void {
  const type = layer.u8(at - 1);
  if (kind === objectClass.labelStack && type === 1) {
    for (let entry = 0; entry + 4 <= length; entry += 4) dissectLabel(layer, field, at + entry);
  } else if (kind === objectClass.interfaceInformation) dissectInterface(layer, field, at, length);
  else if (kind === objectClass.interfaceIdentification) dissectIdentification(layer, field, type, at, length);
  else if (length > 0) layer.add(field['ext.data'], at, length);
}

function dissectLabel(layer: Layer, field: ExtensionFields, at: number): void {
  layer.openText(at, 4, `Label: ${layer.u24(at) >> 4}, Exp: ${(layer.u8(at + 2) >> 1) & 7}, TTL: ${layer.u8(at + 3)}`);
  layer.add(field['mpls.label'], at, 3);
  layer.add(field['mpls.exp'], at, 3);
  layer.add(field['mpls.s'], at, 3);
  layer.add(field['mpls.ttl'], at + 3, 1);
  layer.close();
}

/** RFC 5837, section 4: the bits of the type say which parts follow. */
function dissectInterface(layer: Layer, field: ExtensionFields, at: number, length: number): void {
  const bits = layer.u8(at - 1);
  layer.add(field['int_info.role'], at - 1, 1);
  layer.add(field['int_info.reserved'], at - 1, 1);
  layer.add(field['int_info.ifindex'], at - 1, 1);
  layer.add(field['int_info.ipaddr'], at - 1, 1);
  layer.add(field['int_info.name_present'], at - 1, 1);
  layer.add(field['int_info.mtu_present'], at - 1, 1);
  const end = at + length;
  let place = at;
  if ((bits & 0x08) !== 0 && place + 4 <= end) {
    layer.add(field['int_info.index'], place, 4);
    place += 4;
  }
  if ((bits & 0x04) !== 0 && place + 4 <= end) {
    const family = layer.u16(place);
    const size = family === 1 ? 4 : family === 2 ? 16 : 0;
    layer.add(field['int_info.afi'], place, 2);
    if (size === 0 || place + 4 + size > end) return;
    layer.add(size === 4 ? field['int_info.ipv4'] : field['int_info.ipv6'], place + 4, size);
    place += 4 + size;
  }
  if ((bits & 0x02) !== 0 && place < end) {
    const size = layer.u8(place);
    layer.add(field['int_info.name_length'], place, 1);
    if (size === 0 || place + size > end) return;
    layer.add(field['int_info.name'], place + 1, size - 1);
    place += size;
  }
  if ((bits & 0x01) !== 0 && place + 4 <= end) layer.add(field['int_info.mtu'], place, 4);
}

/** RFC 8335, section 2.1: by name, by index or by address. */
function dissectIdentification(layer: Layer, field: ExtensionFields, type: number, at: number, length: number): void {
  if (type === 1 && length > 0) layer.add(field['int_ident.name'], at, length);
  else if (type === 2 && length >= 4) layer.add(field['int_ident.index'], at, 4);
  else if (type === 3 && length >= 4) {
    const family = layer.u16(at);
    const size = Math.min(layer.u8(at + 2), length - 4);
    layer.add(field['int_ident.afi'], at, 2);
    layer.add(field['int_ident.addr_length'], at + 2, 1);
    layer.add(field['int_ident.reserved'], at + 3, 1);
    if (family === 1 && size === 4) layer.add(field['int_ident.ipv4'], at + 4, 4);
    else if (family === 2 && size === 16) layer.add(field['int_ident.ipv6'], at + 4, 16);
    else if (size > 0) layer.add(field['int_ident.address'], at + 4, size);
  } else if (length > 0) layer.add(field['ext.data'], at, length);
}
