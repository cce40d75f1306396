/** The pieces that the data of resource records is made of: numbers, addresses, names, counted texts. */
import { ipv4TextAt, ipv6Text } from '../../../bytes/address';
import type { Field } from '../../../declare/field';
import type { Layer } from '../../../declare/layer';
import type { DomainName } from './domain-name';
import type { DnsField, DnsFields } from './fields';

/** The data of one record while it is walked. Offsets count from the layer's start. */
export interface RecordData {
  readonly layer: Layer;
  readonly field: DnsFields;
  readonly domainName: DomainName;
  /** Where the message begins: compression pointers count from here. */
  readonly message: number;
  /** What comes next, and where the data ends. */
  at: number;
  readonly end: number;
  /** Whether texts are wanted, by the tree or by the Info column. */
  readonly wanted: boolean;
  /** The values that stand in the Info column and in the record's own line, joined with spaces. */
  summary: string;
}

/** Walks one piece, from `data.at` on, and moves `data.at` behind it. */
export type Part = (data: RecordData) => void;

/** Whether this many bytes of the data are left; marks the record malformed when not. */
export function takes(data: RecordData, length: number): boolean {
  if (data.at + length <= data.end) {
    data.layer.need(data.at, length);
    return true;
  }
  data.layer.malformed('The data of a record is shorter than its type needs', data.at, data.end - data.at);
  data.at = data.end;
  return false;
}

/** A value whose type says its length; `shown` puts it into the summary. */
export const value =
  (key: DnsField, shown = false): Part =>
  (data) => {
    const field = data.field[key];
    if (!takes(data, field.length)) return;
    data.layer.add(field, data.at, field.length);
    if (shown && data.wanted) mention(data, valueText(data.layer, field, data.at));
    data.at += field.length;
  };

/** A domain name. */
export const domainName =
  (key: DnsField, shown = false): Part =>
  (data) => {
    const { layer, domainName: read } = data;
    const end = read.read(layer, data.message, data.at, data.wanted);
    if (end > data.end) {
      layer.malformed('A name goes beyond the data of its record', data.at, end - data.at);
      data.at = data.end;
      return;
    }
    layer.add(data.field[key], data.at, end - data.at, data.wanted ? read.text : undefined);
    if (shown && data.wanted) mention(data, read.text);
    data.at = end;
  };

/** A text or bytes behind their length in one byte. RFC 1035, section 3.3: character-string. */
export const counted =
  (lengthKey: DnsField, key: DnsField, shown = false): Part =>
  (data) => {
    if (!takes(data, 1)) return;
    const length = data.layer.u8(data.at);
    data.layer.add(data.field[lengthKey], data.at, 1);
    data.at += 1;
    if (!takes(data, length)) return;
    data.layer.add(data.field[key], data.at, length);
    if (shown && data.wanted) mention(data, data.layer.text(data.at, length));
    data.at += length;
  };

/** All that is left. */
export const rest =
  (key: DnsField): Part =>
  (data) => {
    const length = data.end - data.at;
    if (length === 0) return;
    data.layer.need(data.at, length);
    data.layer.add(data.field[key], data.at, length);
    data.at = data.end;
  };

/** Parts again and again until the data ends. */
export const repeated =
  (...parts: readonly Part[]): Part =>
  (data) => {
    while (data.at < data.end) for (const part of parts) part(data);
  };

/** A number with bits that are fields of their own. */
export const flags =
  (key: DnsField, ...bits: readonly DnsField[]): Part =>
  (data) => {
    const field = data.field[key];
    if (!takes(data, field.length)) return;
    data.layer.open(field, data.at, field.length);
    for (const bit of bits) data.layer.add(data.field[bit], data.at, field.length);
    data.layer.close();
    data.at += field.length;
  };

/** Adds a value to the summary. */
export function mention(data: RecordData, text: string): void {
  data.summary += data.summary === '' ? text : ` ${text}`;
}

function valueText(layer: Layer, field: Field, at: number): string {
  switch (field.type) {
    case 'IPv4':
      return ipv4TextAt(layer.bytes, layer.start + at);
    case 'IPv6':
      return ipv6Text(layer.bytes, layer.start + at);
    case 'UINT8':
      return String(layer.u8(at));
    case 'UINT16':
      return String(layer.u16(at));
    default:
      return String(layer.u32(at));
  }
}
