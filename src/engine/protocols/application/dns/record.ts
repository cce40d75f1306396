/** Walks one resource record. RFC 1035, section 4.1.3; OPT: RFC 6891, section 6.1. */
import type { Layer } from '../../../declare/layer';
import { classNames, recordTypeMnemonic } from '../../names/dns';
import { type Dialect, longestInfo } from './dialect';
import type { DomainName } from './domain-name';
import type { DnsFields } from './fields';
import type { RecordData } from './record-data';
import { recordData, unknownData } from './records';

const optType = 41;
const serviceType = 33;

/** Walks the record at `at` and returns where the next one begins. */
export function walkRecord(
  layer: Layer,
  field: DnsFields,
  domainName: DomainName,
  message: number,
  at: number,
  dialect: Dialect,
): number {
  const wanted = layer.emitting || layer.wantsInfo;
  const nameEnd = domainName.read(layer, message, at, wanted);
  const type = layer.u16(nameEnd);
  const rawClass = layer.u16(nameEnd + 2);
  const length = layer.u16(nameEnd + 8);
  const dataAt = nameEnd + 10;
  const end = dataAt + length;
  const name = wanted ? domainName.text : '';
  const mnemonic = wanted ? recordTypeMnemonic(type) : '';
  const flush = dialect === 'mdns' && type !== optType && (rawClass & 0x8000) !== 0;
  const classNumber = dialect === 'mdns' ? rawClass & 0x7fff : rawClass;
  const info = layer.wantsInfo && layer.dissection.infoColumn.length < longestInfo;
  if (info) layer.appendInfo(` ${mnemonic}${flush ? ', cache flush' : ''}`);

  if (layer.inTree) layer.openText(at, Math.min(end, layer.available) - at, `${name}: type ${mnemonic}`);
  if (layer.inTree && type !== optType)
    layer.append(`, class ${classNames[classNumber] ?? 'Unknown'}${flush ? ', cache flush' : ''}`);
  if (type !== serviceType || !addServiceName(layer, field, at, nameEnd - at, name))
    layer.add(field['resp.name'], at, nameEnd - at, name);
  layer.add(field['resp.type'], nameEnd, 2);
  if (type === optType) addOptHeader(layer, field, nameEnd + 2, dialect);
  else {
    layer.add(field['resp.class'], nameEnd + 2, 2, classNumber);
    if (dialect === 'mdns') layer.add(field['resp.cache_flush'], nameEnd + 2, 2);
    layer.add(field['resp.ttl'], nameEnd + 4, 4);
    if (layer.u8(nameEnd + 4) >= 0x80) layer.addComputed(field['ttl.high_bit_set'], 1, nameEnd + 4, 4);
  }
  layer.add(field['resp.len'], nameEnd + 8, 2);
  const summary = walkData({ layer, field, domainName, message, at: dataAt, end, wanted, summary: '' }, type);
  if (info && summary !== '') layer.appendInfo(` ${summary}`);
  if (layer.inTree) layer.close();
  return end;
}

function walkData(data: RecordData, type: number): string {
  const { layer } = data;
  for (const part of recordData.get(type) ?? unknownData) {
    // An update may name a record without its data. RFC 2136, section 2.4.
    if (data.at >= data.end) break;
    part(data);
  }
  if (layer.inTree && data.at < data.end && type !== optType) layer.add(data.field.data, data.at, data.end - data.at);
  layer.need(data.end, 0);
  return data.summary;
}

/** OPT: class and time to live mean something else. */
function addOptHeader(layer: Layer, field: DnsFields, at: number, dialect: Dialect): void {
  if (!layer.emitting) return;
  const size = layer.u16(at);
  layer.add(field['rr.udp_payload_size'], at, 2, dialect === 'mdns' ? size & 0x7fff : size);
  if (dialect === 'mdns') layer.add(field['resp.cache_flush'], at, 2);
  layer.add(field['resp.ext_rcode'], at + 2, 1);
  layer.add(field['resp.edns0_version'], at + 3, 1);
  layer.open(field['resp.z'], at + 4, 2);
  layer.add(field['resp.z.do'], at + 4, 2);
  layer.add(field['resp.z.reserved'], at + 4, 2);
  layer.close();
}

/** `_service._protocol.name`; false when the name has not these parts. RFC 2782. */
function addServiceName(layer: Layer, field: DnsFields, at: number, length: number, name: string): boolean {
  if (!layer.emitting) return false;
  const [service, transport, ...rest] = name.split('.');
  if (transport === undefined || rest.length === 0) return false;
  layer.add(field['srv.service'], at, length, service);
  layer.add(field['srv.proto'], at, length, transport);
  layer.add(field['srv.name'], at, length, rest.join('.'));
  return true;
}
