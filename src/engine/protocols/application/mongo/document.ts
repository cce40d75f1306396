/** Documents of MongoDB: BSON, elements with a type, a name and a value. https://bsonspec.org/spec.html, version 1.1. */
import type { Field } from '../../../declare/field';
import type { Layer } from '../../../declare/layer';
import type { FieldsOf } from '../../../declare/protocol';
import type { mongoFields } from './fields';

export type MongoFields = FieldsOf<typeof mongoFields>;

/** Documents inside documents, beyond which the inner ones are passed over. The server refuses deeper ones, too. */
const maximumNesting = 100;
/** Bytes of the largest document that a server takes, and some more. */
const maximumLength = 16_000_000;
const lengthBytes = 4;
/** The length and the NUL that ends a document. */
const emptyLength = 5;

/** Shows the document at `at` as `head`; gives the offset behind it. Ends the walk where its length is none. */
export function showDocument(layer: Layer, field: MongoFields, head: Field, at: number, depth = 0): number {
  const length = layer.u32le(at) | 0;
  if (length < emptyLength || length > maximumLength) {
    layer.open(head, at, lengthBytes);
    layer.add(field['document.length'], at, lengthBytes);
    layer.close();
    layer.remark(field['document.length.bad'], at, lengthBytes);
    return length < emptyLength ? at + Math.max(lengthBytes, length) : layer.available;
  }
  layer.open(head, at, length);
  layer.add(field['document.length'], at, lengthBytes);
  if (length === emptyLength) layer.add(field['document.empty'], at, length);
  else if (depth >= maximumNesting) layer.remark(field['document.recursion_exceeded'], at, length);
  else showElements(layer, field, at + lengthBytes, at + length - 1, depth);
  layer.close();
  return at + length;
}

function showElements(layer: Layer, field: MongoFields, from: number, end: number, depth: number): void {
  layer.open(field.elements, from, end - from);
  for (let at = from; at < end; ) {
    const name = at + 1;
    const value = endOfText(layer, name);
    layer.open(field['element.name'], name, value - name);
    layer.add(field['element.type'], at, 1);
    at = showValue(layer, field, layer.u8(at), value, depth);
    layer.close();
  }
  layer.close();
}

/** Behind the NUL that ends the text at `at`; ends the walk where there is none. */
export function endOfText(layer: Layer, at: number): number {
  const nul = layer.find(0, at);
  return nul < 0 ? layer.cutOff(layer.available + 1) : nul + 1;
}

type ShowValue = (layer: Layer, field: MongoFields, at: number, depth: number) => number;

const fixed =
  (
    key:
      | 'element.value.bytes'
      | 'element.value.double'
      | 'element.value.bool'
      | 'element.value.int'
      | 'element.value.int64',
    length: number,
  ) =>
  (layer: Layer, field: MongoFields, at: number): number => {
    layer.add(field[key], at, length);
    return at + length;
  };

const showWide = fixed('element.value.int64', 8);
const showNested: ShowValue = (layer, field, at, depth) => showDocument(layer, field, field.document, at, depth + 1);

const values: Readonly<Record<number, ShowValue>> = {
  1: fixed('element.value.double', 8),
  2: showText,
  3: showNested,
  4: showNested,
  5: showBinary,
  7: showObjectId,
  8: fixed('element.value.bool', 1),
  9: showWide,
  11: showPattern,
  12: showPointer,
  13: showText,
  14: showText,
  15: showScopedCode,
  16: fixed('element.value.int', 4),
  17: showWide,
  18: showWide,
  19: fixed('element.value.bytes', 16),
};

/** Gives the offset behind the value; types that are not known have none. */
const showValue = (layer: Layer, field: MongoFields, type: number, at: number, depth: number): number =>
  values[type]?.(layer, field, at, depth) ?? at;

function showText(layer: Layer, field: MongoFields, at: number): number {
  const length = layer.u32le(at);
  layer.add(field['element.value.length'], at, lengthBytes);
  layer.add(field['element.value.string'], at + lengthBytes, length);
  layer.need(at + lengthBytes, length);
  return at + lengthBytes + length;
}

/** Between the length and the bytes stands one byte that tells what kind of bytes they are. */
function showBinary(layer: Layer, field: MongoFields, at: number): number {
  const length = layer.u32le(at);
  layer.add(field['element.value.length'], at, lengthBytes);
  layer.add(field['element.value.bytes'], at + lengthBytes + 1, length);
  layer.need(at + lengthBytes + 1, length);
  return at + lengthBytes + 1 + length;
}

function showObjectId(layer: Layer, field: MongoFields, at: number): number {
  layer.open(field['element.value.objectid'], at, 12);
  layer.add(field['element.value.objectid.time'], at, 4);
  layer.open(field['element.value.objectid.machine_id'], at + 4, 5);
  layer.add(field['element.value.objectid.host'], at + 4, 3);
  layer.add(field['element.value.objectid.pid'], at + 7, 2);
  layer.close();
  layer.add(field['element.value.objectid.inc'], at + 9, 3);
  layer.close();
  return at + 12;
}

function showPattern(layer: Layer, field: MongoFields, at: number): number {
  const options = endOfText(layer, at);
  const end = endOfText(layer, options);
  layer.add(field['element.value.regex.pattern'], at, options - at);
  layer.add(field['element.value.regex.options'], options, end - options);
  return end;
}

function showPointer(layer: Layer, field: MongoFields, at: number): number {
  const pointer = showText(layer, field, at);
  layer.add(field['element.value.db_ptr'], pointer, 12);
  return pointer + 12;
}

function showScopedCode(layer: Layer, field: MongoFields, at: number, depth: number): number {
  const end = at + layer.u32le(at);
  layer.add(field['element.length'], at, lengthBytes);
  const code = at + lengthBytes;
  const scope = code + lengthBytes + layer.u32le(code);
  layer.open(field['element.value.js_code'], code, scope - code);
  showText(layer, field, code);
  layer.close();
  layer.open(field['element.value.js_scope'], scope, Math.max(end - scope, 0));
  const behind = showDocument(layer, field, field.document, scope, depth + 1);
  layer.close();
  return behind;
}
