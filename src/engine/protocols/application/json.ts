/** JavaScript Object Notation. RFC 8259. */
import { label, text } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, named, protocol } from '../../declare/protocol';
import textLines from './data-text-lines';
import { isJson, skipSpace, stringEnd, wordEnd } from './json/grammar';

const maximumValues = 10_000;

const declared = {
  object: label({ label: 'Object' }),
  array: label({ label: 'Array' }),
  member: text({ label: 'Member' }),
  key: text({ label: 'Key' }),
  path: text({ label: 'Path', generated: true }),
  path_with_value: text({ label: 'Path with value', generated: true }),
  member_with_value: text({ label: 'Member with value', generated: true }),
  'value.string': text({ label: 'String value' }),
  'value.number': text({ label: 'Number value' }),
  'value.false': label({ label: 'False value' }),
  'value.true': label({ label: 'True value' }),
  'value.null': label({ label: 'Null value' }),
  'value.nan': label({ label: 'NaN value' }),
};
type Fields = FieldsOf<typeof declared>;

export default protocol({
  id: 'json',
  title: 'JavaScript Object Notation',
  column: 'JSON',
  setsColumn: false,
  parents: [
    named(
      'media_type',
      'application/json',
      'application/json-rpc',
      'application/jsonrequest',
      'application/dds-web+json',
      'application/problem+json',
      'application/merge-patch+json',
    ),
  ],
  fields: declared,
  dissect(layer, field) {
    const { mediaType, protocolColumn } = layer.dissection;
    layer.setColumn(protocolColumn === '' ? 'JSON' : `${protocolColumn}/JSON`);
    if (layer.wantsInfo)
      layer.appendInfo(`JavaScript Object Notation${mediaType === '' ? '' : ` (${mediaType})`}`, ', ');
    layer.heading(mediaType === '' ? '' : `: ${mediaType}`);
    if (layer.available === 0) return;
    if (!isJson(layer.bytes, layer.start, layer.end)) {
      layer.dissection.mediaType = '';
      layer.next(textLines, 0);
    } else if (layer.emitting) new Shower(layer, field).value(skipSpace(layer.bytes, layer.start, layer.end), '', '');
  },
});

/** Shows values that are known to be well formed and nested no deeper than the grammar's check allows. */
class Shower {
  private values = 0;

  constructor(
    private readonly layer: Layer,
    private readonly field: Fields,
  ) {}

  /** Shows the value at `at` (offset in the buffer); gives the offset behind it. */
  value(at: number, path: string, name: string): number {
    const { layer, field } = this;
    const { bytes, end, start } = layer;
    if (++this.values === maximumValues)
      layer.limited(`More than ${maximumValues} values: the rest is not shown`, at - start, end - at);
    if (bytes[at] === 0x7b) return this.members(at, path);
    if (bytes[at] === 0x5b) return this.elements(at, path);
    const isText = bytes[at] === 0x22;
    const stop = isText ? stringEnd(bytes, at, end) : wordEnd(bytes, at, end);
    if (this.values >= maximumValues) return stop;
    const place = at - start;
    const length = stop - at;
    const text = isText ? unescaped(layer.text(place + 1, length - 2)) : layer.text(place, length);
    if (name !== '') {
      layer.addComputed(field.path_with_value, `${path}:${text}`, place, length);
      layer.addComputed(field.member_with_value, `${name}:${text}`, place, length);
    }
    if (isText) layer.addComputed(field['value.string'], text, place, length);
    else if (text === 'true') layer.add(field['value.true'], place, length);
    else if (text === 'false') layer.add(field['value.false'], place, length);
    else if (text === 'null') layer.add(field['value.null'], place, length);
    else if (text === 'NaN') layer.add(field['value.nan'], place, length);
    else layer.addComputed(field['value.number'], text, place, length);
    return stop;
  }

  private members(from: number, path: string): number {
    const { layer, field } = this;
    const { bytes, end, start } = layer;
    const shown = this.values < maximumValues;
    if (shown) layer.open(field.object, from - start, 1);
    let at = skipSpace(bytes, from + 1, end);
    while (bytes[at] !== 0x7d) {
      const nameEnd = stringEnd(bytes, at, end);
      const member = at;
      const name = unescaped(layer.text(member - start + 1, nameEnd - member - 2));
      const inside = `${path}/${name}`;
      const seen = this.values < maximumValues;
      if (seen) layer.open(field.member, member - start, nameEnd - member, name);
      at = this.value(skipSpace(bytes, skipSpace(bytes, nameEnd, end) + 1, end), inside, name);
      if (seen) {
        layer.addComputed(field.key, name, member - start, nameEnd - member);
        layer.addComputed(field.path, inside, member - start, nameEnd - member);
        layer.close(at - start);
      }
      at = skipSpace(bytes, at, end);
      if (bytes[at] === 0x2c) at = skipSpace(bytes, at + 1, end);
    }
    if (shown) layer.close(at + 1 - start);
    return at + 1;
  }

  private elements(from: number, path: string): number {
    const { layer, field } = this;
    const { bytes, end, start } = layer;
    const shown = this.values < maximumValues;
    if (shown) layer.open(field.array, from - start, 1);
    let at = skipSpace(bytes, from + 1, end);
    while (bytes[at] !== 0x5d) {
      at = skipSpace(bytes, this.value(at, `${path}/[]`, ''), end);
      if (bytes[at] === 0x2c) at = skipSpace(bytes, at + 1, end);
    }
    if (shown) layer.close(at + 1 - start);
    return at + 1;
  }
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** What is between a string's quotation marks, with escapes resolved. */
function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/gs, (_, code: string | undefined, character: string) =>
    code === undefined ? (escapes[character] ?? character) : String.fromCharCode(Number.parseInt(code, 16)),
  );
}
