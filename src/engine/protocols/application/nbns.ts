/** NetBIOS Name Service. RFC 1002, section 4.2. */
import { ipv4TextAt } from '../../bytes/address';
import { bytes, ether, flag, ipv4Address, text, u8, u16, u32 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import { NetbiosName } from './netbios/netbios-name';

const operationNames = {
  0: 'Name query',
  5: 'Registration',
  6: 'Release',
  7: 'Wait for acknowledgment',
  8: 'Refresh',
  9: 'Refresh (alternate opcode)',
  15: 'Multi-homed registration',
};
const responseCodeNames = {
  0: 'No error',
  1: 'Request was invalidly formatted',
  2: 'Server failure',
  3: 'Requested name does not exist',
  4: 'Request is not implemented',
  5: 'Request was refused',
  6: 'Name is owned by another node',
  7: 'Name is in conflict',
};
const nodeNames = { 0: 'B-node', 1: 'P-node', 2: 'M-node', 3: 'H-node' };
const typeNames: Readonly<Record<number, string>> = { 32: 'NB', 33: 'NBSTAT' };
const classNames: Readonly<Record<number, string>> = { 1: 'IN' };
const groupNames = { 0: 'Unique name', 1: 'Group name' };
const no = { 0: 'No', 1: 'Yes' };

const fields = {
  flags: u16({ label: 'Flags', base: 'hex' }),
  'flags.response': flag({
    label: 'Response',
    mask: 0x8000,
    values: { 0: 'Message is a query', 1: 'Message is a response' },
  }),
  'flags.opcode': u16({ label: 'Opcode', mask: 0x7800, values: operationNames }),
  'flags.authoritative': flag({
    label: 'Authoritative',
    mask: 0x400,
    values: { 0: 'Server is not an authority for domain', 1: 'Server is an authority for domain' },
  }),
  'flags.truncated': flag({
    label: 'Truncated',
    mask: 0x200,
    values: { 0: 'Message is not truncated', 1: 'Message is truncated' },
  }),
  'flags.recdesired': flag({
    label: 'Recursion desired',
    mask: 0x100,
    values: { 0: "Don't do query recursively", 1: 'Do query recursively' },
  }),
  'flags.recavail': flag({
    label: 'Recursion available',
    mask: 0x80,
    values: { 0: "Server can't do recursive queries", 1: 'Server can do recursive queries' },
  }),
  'flags.broadcast': flag({
    label: 'Broadcast',
    mask: 0x10,
    values: { 0: 'Not a broadcast packet', 1: 'Broadcast packet' },
  }),
  'flags.rcode': u16({ label: 'Reply code', mask: 0xf, values: responseCodeNames }),
  id: u16({ label: 'Transaction ID', base: 'hex' }),
  'count.queries': u16({ label: 'Questions' }),
  'count.answers': u16({ label: 'Answer RRs' }),
  'count.auth_rr': u16({ label: 'Authority RRs' }),
  'count.add_rr': u16({ label: 'Additional RRs' }),
  name_flags: u16({ label: 'Name flags', base: 'hex' }),
  'name_flags.group': flag({ label: 'Name type', mask: 0x8000, values: groupNames }),
  'name_flags.ont': u16({ label: 'ONT', mask: 0x6000, values: nodeNames }),
  'name_flags.drg': flag({ label: 'Name is being deregistered', mask: 0x1000, values: no }),
  'name_flags.cnf': flag({ label: 'Name is in conflict', mask: 0x800, values: no }),
  'name_flags.act': flag({ label: 'Name is active', mask: 0x400, values: no }),
  'name_flags.prm': flag({ label: 'Permanent node name', mask: 0x200, values: no }),
  nb_flags: u16({ label: 'Name flags', base: 'hex' }),
  'nb_flags.group': flag({ label: 'Name type', mask: 0x8000, values: groupNames }),
  'nb_flags.ont': u16({ label: 'ONT', mask: 0x6000, values: nodeNames }),
  type: u16({ label: 'Type', values: typeNames }),
  class: u16({ label: 'Class', values: classNames }),
  name: text({ label: 'Name' }),
  addr: ipv4Address({ label: 'Addr' }),
  number_of_names: u8({ label: 'Number of names' }),
  unit_id: ether({ label: 'Unit ID' }),
  data: bytes({ label: 'Data' }),
  netbios_name: text({ label: 'Name' }),
  ttl: u32({ label: 'Time to live', unit: 'seconds' }),
  data_length: u16({ label: 'Data length' }),
} as const;
type NbnsFields = FieldsOf<typeof fields>;

const name = new NetbiosName();
const longestInfo = 4096;
const statusType = 33;
const wait = 7;

export default protocol({
  id: 'nbns',
  title: 'NetBIOS Name Service',
  column: 'NBNS',
  parents: [on('udp.port', 137)],
  fields,
  dissect(layer, field) {
    const flags = layer.u16(2);
    if (layer.wantsInfo) layer.setInfo(infoStart(flags));
    layer.add(field.id, 0, 2);
    addFlags(layer, field, 2);
    layer.need(4, 8);
    layer.add(field['count.queries'], 4, 2);
    layer.add(field['count.answers'], 6, 2);
    layer.add(field['count.auth_rr'], 8, 2);
    layer.add(field['count.add_rr'], 10, 2);
    let at = 12;
    const questions = layer.u16(4);
    if (questions > 0) {
      layer.openText(at, 0, 'Queries');
      for (let i = 0; i < questions; i++) at = walkQuestion(layer, field, at);
      layer.close(at);
    }
    for (let section = 0; section < 3; section++) {
      const count = layer.u16(6 + 2 * section);
      if (count === 0) continue;
      layer.openText(at, 0, sections[section]);
      for (let i = 0; i < count; i++) at = walkRecord(layer, field, at, flags, section === 2);
      layer.close(at);
    }
  },
});

const sections = ['Answers', 'Authoritative nameservers', 'Additional records'];

function infoStart(flags: number): string {
  const operation = (flags >> 11) & 0x0f;
  const words = (operationNames as Readonly<Record<number, string>>)[operation] ?? `Unknown operation (${operation})`;
  if ((flags & 0x8000) === 0) return words;
  const code = flags & 0x0f;
  const error = (responseCodeNames as Readonly<Record<number, string>>)[code] ?? `Unknown error (${code})`;
  return `${words} response${code === 0 ? '' : `, ${error}`}`;
}

function addFlags(layer: Layer, field: NbnsFields, at: number): void {
  if (!layer.emitting) return;
  const response = (layer.u16(at) & 0x8000) !== 0;
  layer.open(field.flags, at, 2);
  layer.add(field['flags.response'], at, 2);
  layer.add(field['flags.opcode'], at, 2);
  if (response) layer.add(field['flags.authoritative'], at, 2);
  layer.add(field['flags.truncated'], at, 2);
  layer.add(field['flags.recdesired'], at, 2);
  if (response) layer.add(field['flags.recavail'], at, 2);
  layer.add(field['flags.broadcast'], at, 2);
  if (response) layer.add(field['flags.rcode'], at, 2);
  layer.close();
}

function walkQuestion(layer: Layer, field: NbnsFields, at: number): number {
  const wanted = layer.emitting || layer.wantsInfo;
  const nameEnd = name.read(layer, 0, at, wanted);
  const type = layer.u16(nameEnd);
  layer.need(nameEnd, 4);
  if (layer.wantsInfo && layer.dissection.infoColumn.length < longestInfo)
    layer.appendInfo(` ${typeName(type)} ${name.text}`);
  if (layer.inTree) layer.openText(at, nameEnd + 4 - at, `${name.text}: type ${typeName(type)}, class IN`);
  addNameAndType(layer, field, at, nameEnd);
  if (layer.inTree) layer.close();
  return nameEnd + 4;
}

function addNameAndType(layer: Layer, field: NbnsFields, at: number, nameEnd: number): void {
  if (!layer.emitting) return;
  layer.add(field.name, at, nameEnd - at, name.text);
  layer.append(name.remark);
  layer.add(field.type, nameEnd, 2);
  layer.add(field.class, nameEnd + 2, 2);
}

const typeName = (type: number): string => typeNames[type] ?? `Unknown (${type})`;

/** `additional`: those of requests only repeat the name, so Info leaves them out. */
function walkRecord(layer: Layer, field: NbnsFields, at: number, flags: number, additional: boolean): number {
  const wanted = layer.emitting || layer.wantsInfo;
  const nameEnd = name.read(layer, 0, at, wanted);
  const type = layer.u16(nameEnd);
  const length = layer.u16(nameEnd + 8);
  const dataAt = nameEnd + 10;
  const end = dataAt + length;
  const inInfo = !additional && layer.wantsInfo && layer.dissection.infoColumn.length < longestInfo;
  if (inInfo && type === statusType) layer.appendInfo(' NBSTAT');
  if (layer.inTree)
    layer.openText(at, Math.min(end, layer.available) - at, `${name.text}: type ${typeName(type)}, class IN`);
  addNameAndType(layer, field, at, nameEnd);
  layer.add(field.ttl, nameEnd + 4, 4);
  layer.add(field.data_length, nameEnd + 8, 2);
  layer.need(dataAt, length);
  if (type === statusType) walkStatus(layer, field, dataAt, end);
  else if (((flags >> 11) & 0x0f) === wait && length === 2) addFlags(layer, field, dataAt);
  else walkAddresses(layer, field, dataAt, end, inInfo);
  if (layer.inTree) layer.close();
  return end;
}

function walkAddresses(layer: Layer, field: NbnsFields, from: number, end: number, inInfo: boolean): void {
  let at = from;
  for (; at + 6 <= end; at += 6) {
    if (inInfo && layer.dissection.infoColumn.length < longestInfo)
      layer.appendInfo(`${at === from ? ' NB' : ''} ${ipv4TextAt(layer.bytes, layer.start + at + 2)}`);
    layer.open(field.nb_flags, at, 2);
    layer.add(field['nb_flags.group'], at, 2);
    layer.add(field['nb_flags.ont'], at, 2);
    layer.close();
    layer.add(field.addr, at + 2, 4);
  }
  if (at < end) layer.malformed('An entry of a name is not complete', at, end - at);
}

/** NODE STATUS RESPONSE: the names of a node, then figures of its adapter. RFC 1002, section 4.2.18. */
function walkStatus(layer: Layer, field: NbnsFields, from: number, end: number): void {
  if (!layer.emitting || from === end) return;
  const count = layer.u8(from);
  layer.add(field.number_of_names, from, 1);
  let at = from + 1;
  for (let i = 0; i < count; i++, at += 18) {
    if (at + 18 > end) {
      layer.malformed('A name of the node is not complete', at, end - at);
      return;
    }
    name.set(layer.slice(at, 16));
    layer.add(field.netbios_name, at, 16, name.text.slice(0, -4));
    layer.append(name.text.slice(-4) + name.remark);
    layer.open(field.name_flags, at + 16, 2);
    layer.add(field['name_flags.group'], at + 16, 2);
    layer.add(field['name_flags.ont'], at + 16, 2);
    layer.add(field['name_flags.drg'], at + 16, 2);
    layer.add(field['name_flags.cnf'], at + 16, 2);
    layer.add(field['name_flags.act'], at + 16, 2);
    layer.add(field['name_flags.prm'], at + 16, 2);
    layer.close();
  }
  if (at + 6 > end) return;
  layer.add(field.unit_id, at, 6);
  if (at + 6 < end) layer.add(field.data, at + 6, end - at - 6);
}
