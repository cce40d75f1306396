/** Financial Information eXchange: messages of fields, each a tag, `=` and a value. FIX 4.4, volume 1, and FIX session layer. */
import { visible } from '../../bytes/visible';
import type { FieldDeclaration } from '../../declare/field';
import { bytes, expert, flag, text, u16 } from '../../declare/kinds';
import { type Layer, oneMoreSegment } from '../../declare/layer';
import { type FieldsOf, protocol, recognised } from '../../declare/protocol';
import { fieldNames, messageNames } from './fix/names';
import { showInfoBehind } from './streams/info';

const separator = 0x01;
const equals = 0x3d;
const marker = '8=FIX';
const lengthTag = '9=';
/** `10=`, three digits and a separator: the last field, which the length does not count. */
const trailerLength = 7;
const typeTag = 35;
const checksumTag = 10;
/** The first two fields are short; a message's length has fewer digits than this. */
const longestHeader = 64;
const longestDigits = 8;
const longestType = 16;

const ownFields = {
  data: bytes({ label: 'Continuation Data' }),
  'field.tag': u16({ label: 'Field Tag' }),
  'field.value': text({ label: 'Field Value' }),
  checksum_good: flag({ label: 'Good Checksum', generated: true, values: { 0: 'False', 1: 'True' } }),
  checksum_bad: flag({ label: 'Bad Checksum', generated: true, values: { 0: 'False', 1: 'True' } }),
  'checksum_bad.expert': expert('error', { label: 'Bad checksum', group: 'checksum' }),
  missing_field: expert('error', { label: 'Missing mandatory field', group: 'malformed' }),
  'tag.invalid': expert('error', { label: 'Invalid Tag', group: 'malformed' }),
} as const;

/** A field for every tag, under its name. */
function taggedFields(): Record<string, FieldDeclaration> {
  const fields: Record<string, FieldDeclaration> = {};
  for (const [tag, name] of fieldNames()) fields[name] = text({ label: `${name} (${tag})` });
  return fields;
}

type Fields = FieldsOf<typeof ownFields & Record<string, FieldDeclaration>>;

export default protocol({
  id: 'fix',
  title: 'Financial Information eXchange Protocol',
  column: 'FIX',
  parents: [recognised('tcp', isMarker)],
  fields: () => ({ ...ownFields, ...taggedFields() }),
  dissect(layer, field) {
    const length = takeMessage(layer);
    if (length === 0) return;
    if (layer.learning) layer.memory.setApplication(layer.dissection, layer.protocol);
    if (length < 0) {
      if (layer.wantsInfo) showInfoBehind(layer, '[FIX continuation]', ', ');
      layer.add(field.data, 0, layer.available);
      return;
    }
    if (layer.emitting || layer.wantsInfo) walkFields(layer, field);
  },
});

function isMarker(layer: Layer, at: number): boolean {
  return layer.u8(at) === 0x38 && layer.has(at, marker.length) && layer.latin1(at, marker.length) === marker;
}

/** Cuts the layer to its message. 0 after asking for more, -1 for what begins like none. */
function takeMessage(layer: Layer): number {
  const length = wholeLength(layer, 0);
  if (length > 0 && length < layer.available) {
    if (wholeLength(layer, length) !== 0) layer.again(length);
    layer.trim(length);
  }
  return length;
}

function wholeLength(layer: Layer, at: number): number {
  const left = layer.available - at;
  if (left >= marker.length && !isMarker(layer, at)) return -1;
  const length = lengthAt(layer, at);
  if (length < 0) return left > longestHeader ? -1 : layer.needMore(at, oneMoreSegment) ? 0 : left;
  if (length <= left) return length;
  return layer.needMore(at, length - left) ? 0 : left;
}

/** What the second field says, with what stands before and behind what it counts; -1 while it is not there, or none. */
function lengthAt(layer: Layer, at: number): number {
  const second = layer.find(separator, at, at + longestHeader) + 1;
  const end = second === 0 ? -1 : layer.find(separator, second, second + lengthTag.length + longestDigits);
  if (end < 0 || layer.latin1(second, lengthTag.length) !== lengthTag) return -1;
  const digits = layer.latin1(second + lengthTag.length, end - second - lengthTag.length);
  return /^\d{1,7}$/.test(digits) ? end + 1 - at + Number(digits) + trailerLength : -1;
}

function walkFields(layer: Layer, field: Fields): void {
  let hasType = false;
  for (let at = 0; at < layer.available; ) {
    const found = layer.find(separator, at);
    const end = found < 0 ? layer.available : found;
    const sign = layer.find(equals, at, end);
    const digits = sign < 0 ? '' : layer.latin1(at, Math.min(sign - at, longestDigits));
    if (!/^\d{1,7}$/.test(digits)) {
      layer.remark(field['tag.invalid'], at, end - at);
      return;
    }
    const tag = Number(digits);
    if (tag === typeTag) {
      hasType = true;
      if (layer.wantsInfo) showInfoBehind(layer, messageOf(layer, sign + 1, end), ', ');
    }
    if (layer.emitting) showTagged(layer, field, tag, at, sign + 1, end);
    at = end + 1;
  }
  if (!hasType) layer.remark(field.missing_field);
}

function messageOf(layer: Layer, at: number, end: number): string {
  const type = layer.latin1(at, Math.min(end - at, longestType));
  return Object.hasOwn(messageNames, type) ? messageNames[type] : `FIX Message (${visible(type)})`;
}

function showTagged(layer: Layer, field: Fields, tag: number, at: number, value: number, end: number): void {
  const name = fieldNames().get(tag);
  // The field takes in the separator that ends it.
  const whole = Math.min(end + 1, layer.available) - at;
  const content = layer.text(value, end - value);
  if (name === undefined || value === end) {
    if (layer.inTree) layer.openText(at, whole, `${tag}: ${visible(content) || '<missing value>'}`);
    layer.add(field['field.tag'], at, value - 1 - at, tag & 0xffff);
    if (value < end) layer.add(field['field.value'], value, end - value);
    if (layer.inTree) layer.close();
    return;
  }
  layer.open(field[name], at, whole, content);
  if (tag === checksumTag) showChecksum(layer, field, at, content);
  layer.close();
}

/** The sum of all bytes before the last field, in three digits. */
function showChecksum(layer: Layer, field: Fields, at: number, stated: string): void {
  let sum = 0;
  for (const byte of layer.slice(0, at)) sum = (sum + byte) & 0xff;
  const isGood = Number(stated) === sum;
  layer.append(isGood ? ' [correct]' : ` [incorrect should be ${sum}]`);
  layer.addComputed(field.checksum_good, isGood ? 1 : 0, at, layer.available - at);
  layer.addComputed(field.checksum_bad, isGood ? 0 : 1, at, layer.available - at);
  if (!isGood) layer.remark(field['checksum_bad.expert'], at, layer.available - at);
}
