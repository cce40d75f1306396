/** Bodies of several parts. RFC 2046, section 5.1. */
import { behindBreak, lineBreak } from '../../bytes/lines';
import { visible } from '../../bytes/visible';
import { bytes, text } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, named, protocol } from '../../declare/protocol';
import { walkMedia } from './media/media-type';
import { foldedEnd } from './streams/text-lines';

const maximumParts = 200;
const dash = 0x2d;

const declared = {
  type: text({ label: 'Type' }),
  part: text({ label: 'Encapsulated multipart part' }),
  'header.content-description': text({ label: 'Content-Description' }),
  'header.content-disposition': text({ label: 'Content-Disposition' }),
  'header.content-encoding': text({ label: 'Content-Encoding' }),
  'header.content-id': text({ label: 'Content-Id' }),
  'header.content-language': text({ label: 'Content-Language' }),
  'header.content-length': text({ label: 'Content-Length' }),
  'header.content-transfer-encoding': text({ label: 'Content-Transfer-Encoding' }),
  'header.content-type': text({ label: 'Content-Type' }),
  first_boundary: text({ label: 'First boundary' }),
  preamble: bytes({ label: 'Preamble' }),
  boundary: text({ label: 'Boundary' }),
  last_boundary: text({ label: 'Last boundary' }),
  trailer: bytes({ label: 'Trailer' }),
};
type Fields = FieldsOf<typeof declared>;

export default protocol({
  id: 'mime_multipart',
  title: 'MIME Multipart Media Encapsulation',
  column: 'MIME multipart',
  setsColumn: false,
  parents: [named('media_type', 'multipart/')],
  fields: declared,
  dissect(layer, field) {
    const { mediaType, mediaParameters } = layer.dissection;
    const boundary = parameter(mediaParameters, 'boundary');
    if (layer.inTree)
      layer.heading(`, Type: ${visible(mediaType)}${boundary === '' ? '' : `, Boundary: "${visible(boundary)}"`}`);
    layer.addComputed(field.type, mediaType);
    if (boundary === '') return;
    const marker = Uint8Array.from(`--${boundary}`, (character) => character.charCodeAt(0));
    let line = nextBoundary(layer, marker, 0);
    if (line > 0) layer.add(field.preamble, 0, line);
    for (let parts = 0; line >= 0; parts++) {
      const lineEnd = behindLine(layer, line);
      const last = isLast(layer, line, marker.length);
      layer.add(last ? field.last_boundary : parts === 0 ? field.first_boundary : field.boundary, line, lineEnd - line);
      if (last) {
        if (lineEnd < layer.available) layer.add(field.trailer, lineEnd, layer.available - lineEnd);
        return;
      }
      if (parts === maximumParts) {
        layer.limited(`More than ${maximumParts} parts: the rest is not shown`, line, layer.available - line);
        return;
      }
      const next = nextBoundary(layer, marker, lineEnd);
      walkPart(layer, field, lineEnd, next < 0 ? layer.available : withoutBreak(layer, lineEnd, next));
      line = next;
    }
  },
});

/** The value of a parameter of a Content-Type header, without quotation marks. */
function parameter(parameters: string, name: string): string {
  for (const [, key, quoted, plain] of parameters.matchAll(/([^\s;=]+)\s*=\s*(?:"([^"]*)"|([^\s;]*))/g))
    if (key.toLowerCase() === name) return quoted ?? plain;
  return '';
}

/** Offset of the next line that begins with the marker, from the line that begins at `from` on; -1 without one. */
function nextBoundary(layer: Layer, marker: Uint8Array, from: number): number {
  const { bytes, start, end } = layer;
  for (let at = bytes.indexOf(dash, start + from); at >= 0 && at + marker.length <= end; ) {
    const begins = at === start + from || bytes[at - 1] === 0x0a || bytes[at - 1] === 0x0d;
    if (begins && marker.every((byte, i) => bytes[at + i] === byte)) return at - start;
    const next = lineBreak(bytes, at, end);
    at = next < 0 ? -1 : bytes.indexOf(dash, next);
  }
  return -1;
}

function behindLine(layer: Layer, at: number): number {
  const { bytes, start, end } = layer;
  const stop = lineBreak(bytes, start + at, end);
  const behind = stop < 0 ? -1 : behindBreak(bytes, stop, end);
  return (behind < 0 ? end : behind) - start;
}

const isLast = (layer: Layer, line: number, length: number): boolean =>
  layer.has(line + length, 2) && layer.u8(line + length) === dash && layer.u8(line + length + 1) === dash;

/** The line break before a boundary belongs to the boundary. */
function withoutBreak(layer: Layer, from: number, boundary: number): number {
  if (boundary - 2 >= from && layer.u8(boundary - 2) === 0x0d && layer.u8(boundary - 1) === 0x0a) return boundary - 2;
  return Math.max(from, boundary - 1);
}

function walkPart(layer: Layer, field: Fields, from: number, end: number): void {
  const { bytes, start } = layer;
  let contentType = '';
  let line = from;
  layer.open(field.part, from, end - from, '');
  while (line < end) {
    const next = foldedEnd(layer, line, end);
    const header = layer.text(line, next - line).trim();
    const at = line;
    line = next;
    if (header === '') break;
    const colon = header.indexOf(':');
    const name = header.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    const value = header.slice(colon + 1).trim();
    if (name === 'content-type') contentType = value;
    if (layer.emitting) showHeader(layer, field, name, value, at, next - at);
  }
  layer.close();
  if (layer.inTree) layer.retitle(`Encapsulated multipart part: ${visible(contentType)}`);
  if (line < end) walkMedia(layer, contentType === '' ? 'text/plain' : contentType, bytes, start + line, end - line);
}

function showHeader(layer: Layer, field: Fields, name: string, value: string, at: number, length: number): void {
  const key = `header.${name}`;
  if (key in field) layer.addComputed(field[key as keyof Fields], value, at, length);
  else layer.addText(at, length, visible(layer.text(at, length)));
  if (key in field && layer.inTree) layer.retitle(visible(layer.text(at, length)));
}
