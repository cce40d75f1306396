/** Writes a field's value as text: as the tree shows it, as `tshark -T fields` prints it, and as a display filter would say it. */
import { etherText, hexText, ipv4Text, ipv6Text } from '../bytes/address';
import { oidText } from '../bytes/object-identifier';
import { localTime, relativeSeconds, utcTime } from '../bytes/time';
import { visible } from '../bytes/visible';
import { type Field, type FieldValue, widthOf } from './field';
import { hexDigits } from './value';

/** The value alone, names included: `IPv4 (0x0800)`, `64`, `10.0.0.1`. Control characters are made visible. */
export function displayValue(field: Field, value: FieldValue): string {
  switch (typeof value) {
    case 'number':
      return displayNumber(field, value);
    case 'bigint':
      return displayWide(field, value);
    case 'string':
      return visible(value);
    default:
      return displayBytes(field, value);
  }
}

/** As `tshark -T fields -e` prints it: plain numbers by the field's base, no names, no units. */
export function plainValue(field: Field, value: FieldValue): string {
  switch (field.type) {
    case 'BOOLEAN':
      return value ? '1' : '0';
    case 'IPv4':
      return ipv4Text(value as number);
    case 'NONE':
      return '1';
    case 'RELATIVE_TIME':
      return typeof value === 'bigint' ? relativeSeconds(value) : String(value);
    case 'ABSOLUTE_TIME':
      return absoluteTime(field, value as bigint);
    case 'STRING':
      return value as string;
    case 'CHAR':
      return plainCharacter(value as number);
    default:
      if (typeof value === 'number' || typeof value === 'bigint')
        return number(field, value, (widthOf[field.type] ?? 4) * 2);
      return typeof value === 'string' ? value : displayBytes(field, value);
  }
}

/** As a display filter writes it: text in quotes, the rest as `plainValue`. */
export function filterValue(field: Field, value: FieldValue): string {
  if (field.type === 'NONE' || field.type === 'PROTOCOL') return '';
  if (typeof value === 'string' && field.type === 'STRING') return quoted(value);
  if (field.type === 'ABSOLUTE_TIME') return quoted(utcTime(value as bigint, 'UTC'));
  if (field.type === 'CHAR') return number(field, value as number);
  return plainValue(field, value);
}

/** A line of the tree: `Time to Live: 64`, in brackets when computed. Of many bytes it shows the first, as Wireshark does. */
export function lineText(field: Field, value: FieldValue): string {
  const text =
    field.type === 'NONE' || field.type === 'PROTOCOL' ? field.label : `${field.label}: ${lineValue(field, value)}`;
  return field.generated ? `[${text}]` : text;
}

/** Bytes that a line shows at most. */
const shownBytes = 36;

const lineValue = (field: Field, value: FieldValue): string =>
  field.type === 'BYTES' && typeof value === 'object' && value.length > shownBytes
    ? `${hexText(value.subarray(0, shownBytes))}…`
    : displayValue(field, value);

function quoted(text: string): string {
  let out = '"';
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (character === '"' || character === '\\') out += `\\${character}`;
    else if (code < 0x20 || code === 0x7f) out += `\\x${code.toString(16).padStart(2, '0')}`;
    else out += character;
  }
  return `${out}"`;
}

function displayNumber(field: Field, value: number): string {
  if (field.type === 'IPv4') return ipv4Text(value);
  if (field.type === 'CHAR') return plainCharacter(value);
  if (field.type === 'FLOAT' || field.type === 'DOUBLE') return String(value) + unit(field);
  const name = field.nameOf(value);
  if (field.type === 'BOOLEAN') return name ?? (value ? 'True' : 'False');
  if (name !== undefined) return `${name} (${number(field, value)})`;
  if (field.values !== undefined && field.type !== 'FRAMENUM' && field.unit === '')
    return `Unknown (${number(field, value)})`;
  return number(field, value) + unit(field);
}

function displayWide(field: Field, value: bigint): string {
  if (field.type === 'RELATIVE_TIME') return `${relativeSeconds(value)} seconds`;
  if (field.type === 'ABSOLUTE_TIME') return absoluteTime(field, value);
  return number(field, value) + unit(field);
}

/** In the zone of whoever looks, unless the protocol speaks of UTC. */
const absoluteTime = (field: Field, value: bigint): string =>
  field.options.time === 'utc' ? utcTime(value, 'UTC') : localTime(value);

const unit = (field: Field): string => (field.unit === '' ? '' : ` ${field.unit}`);

/** `digits`: how many hexadecimal ones at least. */
function number(field: Field, value: number | bigint, digits = hexDigits(field)): string {
  const inHex = () => (value < 0 ? value.toString(16) : `0x${value.toString(16).padStart(digits, '0')}`);
  switch (field.base) {
    case 'hex':
      return inHex();
    case 'octal':
      return `0${value.toString(8)}`;
    case 'hex-decimal':
      return inHex();
    case 'decimal-hex':
    case 'decimal':
      return value.toString();
    default:
      return field.base satisfies never;
  }
}

function displayBytes(field: Field, value: Uint8Array): string {
  switch (field.type) {
    case 'IPv6':
      return value.length === 16 ? ipv6Text(value) : hexText(value);
    case 'ETHER':
      return etherText(value);
    case 'EUI64':
      return hexText(value, ':');
    case 'GUID': {
      const text = hexText(value);
      return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`;
    }
    case 'OID':
      return oidText(value);
    default:
      return hexText(value);
  }
}

const plainCharacter = (value: number): string =>
  value >= 0x20 && value < 0x7f ? `'${String.fromCharCode(value)}'` : `'\\x${value.toString(16).padStart(2, '0')}'`;
