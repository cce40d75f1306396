/** REdis Serialization Protocol. https://redis.io/docs/reference/protocol-spec */
import { decimalAt } from '../../bytes/lines';
import { visible } from '../../bytes/visible';
import { bytes, i32, i64, label, text } from '../../declare/kinds';
import { type Layer, oneMoreSegment } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';

const serverPort = 6379;
const maximumNesting = 50;
const maximumInfo = 400;
const incomplete = -1;
const asked = -2;
/** Elements to come are counted up to this. */
const mostElements = 2 ** 24;
const simpleString = 0x2b;
const simpleError = 0x2d;
const integer = 0x3a;
const bulkString = 0x24;
const array = 0x2a;

const declared = {
  string: text({ label: 'String' }),
  error: text({ label: 'Error' }),
  integer: i64({ label: 'Integer' }),
  bulk_string: label({ label: 'Bulk String' }),
  'bulk_string.length': i32({ label: 'Length' }),
  'bulk_string.value': bytes({ label: 'Value' }),
  array: label({ label: 'Array' }),
  'array.length': i64({ label: 'Length' }),
  fragment: label({ label: 'Fragment' }),
};
type Fields = FieldsOf<typeof declared>;

export default protocol({
  id: 'resp',
  title: 'REdis Serialization Protocol',
  column: 'RESP',
  namesUnfinished: true,
  parents: [on('tcp.port', serverPort)],
  fields: declared,
  dissect(layer, field) {
    const asks = layer.dissection.destinationPort === serverPort;
    const info: string[] = [];
    for (let at = 0; at < layer.available; ) {
      if (!isType(layer.u8(at))) {
        showFragment(layer, field, at, info);
        break;
      }
      const end = takeValue(layer, at, at === 0 ? layer.dissection.resume : 0);
      if (end === asked) break;
      if (end === incomplete) {
        showFragment(layer, field, at, info);
        break;
      }
      if (layer.emitting || layer.wantsInfo) showValue(layer, field, at, info, 0);
      at = end;
    }
    if (layer.wantsInfo && info.length === 0) return;
    if (layer.wantsInfo) layer.setInfo(`${asks ? 'Request' : 'Response'}: ${info.join(' ').slice(0, maximumInfo)}`);
  },
});

const isType = (byte: number): boolean =>
  byte === simpleString || byte === simpleError || byte === integer || byte === bulkString || byte === array;

function showFragment(layer: Layer, field: Fields, at: number, info: string[]): void {
  info.push('[fragment]');
  layer.add(field.fragment, at, layer.available - at);
}

/** Offset behind the CR LF of the line that begins at `at`, -1 when it is not there. */
function lineEnd(layer: Layer, at: number): number {
  const feed = layer.find(0x0a, at);
  return feed < 0 ? incomplete : feed + 1;
}

/** The number of a line behind its type; -1 stands for nothing. */
function numberAt(layer: Layer, at: number, end: number): number {
  const negative = layer.u8(at + 1) === 0x2d;
  const number = decimalAt(layer.bytes, layer.start + at + (negative ? 2 : 1), layer.start + end);
  return negative ? -number : number;
}

/**
 * Offset behind the value at `from`, all its elements included. Counts the elements that are still to come instead of nesting calls.
 * `asked` after asking for more, leaving in `resume` how far it came: the offset, and the elements to come.
 */
function takeValue(layer: Layer, from: number, resume: number): number {
  let at = from + Math.floor(resume / mostElements);
  let wanted = resume === 0 ? 1 : resume % mostElements;
  for (; wanted > 0; wanted--) {
    const end = elementEnd(layer, at);
    if (end < 0 || end > layer.available) {
      const missing = end < 0 ? oneMoreSegment : end - layer.available;
      return layer.needMore(from, missing, (at - from) * mostElements + wanted) ? asked : incomplete;
    }
    const number = layer.u8(at) === array ? numberAt(layer, at, end) : 0;
    if (number > 0) wanted = Math.min(wanted + number, mostElements - 1);
    at = end;
  }
  return at;
}

/** Offset behind an element, of an array behind its line; it may lie behind the end. -1 when the line is not there. */
function elementEnd(layer: Layer, at: number): number {
  if (at >= layer.available) return incomplete;
  const end = lineEnd(layer, at);
  if (end === incomplete || layer.u8(at) !== bulkString) return end;
  const length = numberAt(layer, at, end);
  return length < 0 ? end : end + length + 2;
}

/** Shows the value at `at`, which is whole; gives the offset behind it. */
function showValue(layer: Layer, field: Fields, at: number, info: string[], depth: number): number {
  const type = layer.u8(at);
  const end = lineEnd(layer, at);
  const stop = Math.max(at + 1, layer.u8(Math.max(end - 2, at)) === 0x0d ? end - 2 : end - 1);
  const line = layer.text(at + 1, stop - at - 1);
  switch (type) {
    case simpleString:
      layer.add(field.string, at, end - at, line);
      info.push(visible(line));
      return end;
    case simpleError:
      layer.add(field.error, at, end - at, line);
      info.push(`Error: ${visible(line)}`);
      return end;
    case integer:
      layer.add(field.integer, at, end - at, BigInt(numberAt(layer, at, end)));
      info.push(visible(line));
      return end;
    case bulkString:
      return showBulkString(layer, field, at, end, info);
    case array: {
      const count = numberAt(layer, at, end);
      layer.open(field.array, at, end - at);
      if (layer.inTree) layer.retitle(`Array: ${count < 0 ? 'NULL' : `Length ${count}`}`);
      layer.add(field['array.length'], at + 1, stop - at - 1, BigInt(count));
      let element = end;
      for (let i = 0; i < count && element < layer.available; i++) {
        // Deeper ones are passed over: their bytes are shown as the array's.
        if (depth >= maximumNesting) element = elementEnd(layer, element);
        else element = showValue(layer, field, element, info, depth + 1);
        if (element < 0) break;
      }
      layer.close();
      return element < 0 ? layer.available : element;
    }
    default:
      layer.add(field.fragment, at, end - at);
      return end;
  }
}

function showBulkString(layer: Layer, field: Fields, at: number, end: number, info: string[]): number {
  const length = numberAt(layer, at, end);
  const shown = Math.max(0, Math.min(length, layer.available - end));
  const value = visible(layer.text(end, Math.min(shown, maximumInfo)));
  layer.open(field.bulk_string, at, end - at + shown);
  if (layer.inTree) layer.retitle(`Bulk String: ${length < 0 ? '[NULL]' : value}`);
  layer.add(field['bulk_string.length'], at + 1, end - at - 1, length | 0);
  if (length >= 0) layer.add(field['bulk_string.value'], end, shown);
  layer.close();
  if (length >= 0) info.push(value);
  return length < 0 ? end : Math.min(end + length + 2, layer.available);
}
