/** Walks a DNS message: header, questions and records. RFC 1035, section 4; mDNS: RFC 6762; LLMNR: RFC 4795. */
import type { Layer } from '../../../declare/layer';
import { classNames, operationNames, recordTypeMnemonic, responseCodeNames } from '../../names/dns';
import { type Dialect, longestInfo } from './dialect';
import { DomainName } from './domain-name';
import type { DnsField, DnsFields } from './fields';
import { statefulOperations } from './options';
import { walkRecord } from './record';
import { trackTransaction } from './transactions';

const headerLength = 12;
const updateOperation = 5;
const statefulOperation = 6;

const domainName = new DomainName();

/** Walks the message of `length` bytes at `message`. */
export function walkMessage(layer: Layer, field: DnsFields, message: number, length: number, dialect: Dialect): void {
  const id = layer.u16(message);
  const flags = layer.u16(message + 2);
  const isResponse = (flags & 0x8000) !== 0;
  const operation = (flags >> 11) & 0x0f;
  if (layer.wantsInfo) layer.setInfo(infoStart(id, flags));
  layer.heading(isResponse ? ' (response)' : ' (query)');
  layer.add(field.id, message, 2);
  showFlags(layer, field, message + 2, flags, dialect);
  const update = operation === updateOperation;
  const counts: readonly DnsField[] = update ? updateCounts : usualCounts;
  layer.need(message, headerLength);
  for (let i = 0; i < 4; i++) layer.add(field[counts[i]], message + 4 + 2 * i, 2);
  trackTransaction(layer, field, id, isResponse);

  const end = message + length;
  let at = message + headerLength;
  const questions = layer.u16(message + 4);
  const records = layer.u16(message + 6) + layer.u16(message + 8) + layer.u16(message + 10);
  if (operation === statefulOperation && questions + records === 0) {
    if (at < end) statefulOperations(layer, field, at, end);
    return;
  }
  if (questions > 0) {
    layer.openText(at, 0, update ? 'Zone' : 'Queries');
    for (let i = 0; i < questions; i++) at = walkQuestion(layer, field, message, at, dialect);
    layer.close(at);
  }
  const titles = update ? updateTitles : usualTitles;
  for (let section = 0; section < 3; section++) {
    const count = layer.u16(message + 6 + 2 * section);
    if (count === 0) continue;
    layer.openText(at, 0, titles[section]);
    for (let i = 0; i < count; i++) at = walkRecord(layer, field, domainName, message, at, dialect);
    layer.close(at);
  }
  if (at > end) layer.malformed('The message is shorter than its records', message, length);
  else if (at < end) {
    const left = Math.min(end, layer.available) - at;
    if (left <= 0) return;
    layer.addComputed(field.extraneous, 1, at, left);
    layer.add(field['extraneous.data'], at, left);
    layer.addComputed(field['extraneous.length'], end - at, at, left);
  }
}

function infoStart(id: number, flags: number): string {
  const operation = (flags >> 11) & 0x0f;
  const name = operationNames[operation] ?? `Unknown operation (${operation})`;
  const code = flags & 0x0f;
  const error = (flags & 0x8000) === 0 || code === 0 ? '' : ` ${responseCodeNames[code] ?? `Unknown error (${code})`}`;
  return `${name}${(flags & 0x8000) === 0 ? '' : ' response'} 0x${id.toString(16).padStart(4, '0')}${error}`;
}

const usualCounts: readonly DnsField[] = ['count.queries', 'count.answers', 'count.auth_rr', 'count.add_rr'];
const updateCounts: readonly DnsField[] = ['count.zones', 'count.prerequisites', 'count.updates', 'count.add_rr'];
const usualTitles = ['Answers', 'Authoritative nameservers', 'Additional records'];
const updateTitles = ['Prerequisites', 'Updates', 'Additional records'];

const queryFlags: readonly DnsField[] = [
  'flags.response',
  'flags.opcode',
  'flags.truncated',
  'flags.recdesired',
  'flags.z',
  'flags.checkdisable',
];
const responseFlags: readonly DnsField[] = [
  'flags.response',
  'flags.opcode',
  'flags.authoritative',
  'flags.truncated',
  'flags.recdesired',
  'flags.recavail',
  'flags.z',
  'flags.authenticated',
  'flags.checkdisable',
  'flags.rcode',
];
const linkLocalQueryFlags: readonly DnsField[] = [
  'flags.response',
  'flags.opcode',
  'flags.conflict',
  'flags.truncated',
  'flags.tentative',
];
const linkLocalResponseFlags: readonly DnsField[] = [...linkLocalQueryFlags, 'flags.rcode'];

function showFlags(layer: Layer, field: DnsFields, at: number, flags: number, dialect: Dialect): void {
  if (!layer.emitting) return;
  const response = (flags & 0x8000) !== 0;
  layer.open(field.flags, at, 2);
  if (layer.inTree) {
    const operation = (flags >> 11) & 0x0f;
    const code = flags & 0x0f;
    layer.append(` ${operationNames[operation] ?? 'Unknown operation'}`);
    if (response) layer.append(` response, ${responseCodeNames[code] ?? 'Unknown error'}`);
  }
  const shown =
    dialect === 'llmnr'
      ? response
        ? linkLocalResponseFlags
        : linkLocalQueryFlags
      : response
        ? responseFlags
        : queryFlags;
  for (const key of shown) layer.add(field[key], at, 2);
  // A client that sets it says that it understands it. RFC 6840, section 5.7.
  if (!response && dialect !== 'llmnr' && (flags & 0x20) !== 0) layer.add(field['flags.authenticated'], at, 2);
  layer.close();
}

function walkQuestion(layer: Layer, field: DnsFields, message: number, at: number, dialect: Dialect): number {
  const wanted = layer.emitting || layer.wantsInfo;
  const nameEnd = domainName.read(layer, message, at, wanted);
  const type = layer.u16(nameEnd);
  const rawClass = layer.u16(nameEnd + 2);
  const multicast = dialect === 'mdns';
  const end = nameEnd + 4;
  if (!wanted) return end;
  const name = domainName.text;
  const mnemonic = recordTypeMnemonic(type);
  const unicastWanted = multicast ? (rawClass & 0x8000 ? ', "QU" question' : ', "QM" question') : '';
  if (layer.wantsInfo && layer.dissection.infoColumn.length < longestInfo)
    layer.appendInfo(` ${mnemonic} ${name}${unicastWanted}`);
  if (!layer.emitting) return end;
  const classNumber = multicast ? rawClass & 0x7fff : rawClass;
  if (layer.inTree)
    layer.openText(
      at,
      end - at,
      `${name}: type ${mnemonic}, class ${classNames[classNumber] ?? 'Unknown'}${unicastWanted}`,
    );
  layer.add(field['qry.name'], at, nameEnd - at, name);
  layer.addComputed(field['qry.name.len'], domainName.length, at, nameEnd - at);
  layer.addComputed(field['count.labels'], domainName.labels, at, nameEnd - at);
  layer.add(field['qry.type'], nameEnd, 2);
  layer.add(field['qry.class'], nameEnd + 2, 2, classNumber);
  if (multicast) layer.add(field['qry.qu'], nameEnd + 2, 2);
  if (layer.inTree) layer.close();
  return end;
}
