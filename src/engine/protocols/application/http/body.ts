/** Takes a body out of its transfer and content codings and hands it to the protocol of its media type. */
import { skipBlanks, trimBlanks } from '../../../bytes/lines';
import { visible } from '../../../bytes/visible';
import type { Layer } from '../../../declare/layer';
import type { Protocol } from '../../../declare/protocol';
import type { ContentCoding } from '../../../host';
import data from '../../frame/data';
import { walkMedia } from '../media/media-type';
import { chunkAt, trailerEnd } from './chunks';
import type { HttpFields } from './fields';
import { contentType, type MeasuredMessage } from './message';

/** Bytes that one body may inflate to. */
const maximumInflated = 64 * 1024 * 1024;
const maximumShownChunks = 5000;
/** Stands for a body that nobody unpacked. */
const unseen = new Uint8Array(0);
const utf8 = new TextDecoder('utf-8');

/** A body on its way: where it lies, or bytes of its own once it was decoded. */
type Body =
  | { readonly kind: 'in-place'; readonly at: number; readonly length: number }
  | { readonly kind: 'decoded'; readonly bytes: Uint8Array };

/** Shows and hands on the body of a message that has one. */
export function walkBody(layer: Layer, field: HttpFields, message: MeasuredMessage): void {
  const { bodyStart, bodyEnd } = message;
  if (bodyEnd <= bodyStart || isUnwanted(layer, field)) return;
  const plain = !message.chunked && !message.codedTransfer && message.codingEnd <= message.codingStart;
  if (plain && !layer.emitting) {
    layer.carries(bodyStart, bodyEnd - bodyStart);
    walkMedia(layer, contentType(layer, message), layer.bytes, layer.start + bodyStart, bodyEnd - bodyStart);
    return;
  }
  let body: Body = { kind: 'in-place', at: bodyStart, length: bodyEnd - bodyStart };
  const type = contentType(layer, message);
  const coding = textBetween(layer, message.codingStart, message.codingEnd).toLowerCase();
  if (message.chunked) {
    body = { kind: 'decoded', bytes: dechunk(layer, field, bodyStart, bodyEnd) };
    if (body.bytes.length === 0) return;
  }
  if (message.codedTransfer) {
    tellBody(layer, body);
    hand(layer, body, data);
    return;
  }
  if (coding !== '' && coding !== 'identity') {
    const inflated = inflate(layer, field, message, body, coding);
    if (inflated === undefined) {
      tellBody(layer, body);
      hand(layer, body, data);
      return;
    }
    body = { kind: 'decoded', bytes: inflated };
  }
  tellBody(layer, body);
  if (layer.wants(field.file_data)) showFileData(layer, field, message, body);
  if (body.kind === 'in-place') {
    layer.span(bodyStart);
    walkMedia(layer, type, layer.bytes, layer.start + body.at, body.length);
  } else if (body.bytes.length > 0 || body.bytes === unseen)
    walkMedia(layer, type, body.bytes, 0, body.bytes.length, coding !== '');
}

/** Whether nobody looks at the body: no layer in it is going to be walked, and none of the fields is wanted that it brings. */
const isUnwanted = (layer: Layer, field: HttpFields): boolean =>
  layer.dissection.isFull &&
  layer.dissection.sink !== undefined &&
  layer.dissection.sink.payload === undefined &&
  !layer.wants(field.file_data, field.decompression_failed, field.chunk_size, field.chunk_data) &&
  !layer.wants(field.chunk_boundary, field.chunked_trailer_part);

/** Tells who follows the stream. */
function tellBody(layer: Layer, body: Body): void {
  if (body.kind === 'in-place') layer.carries(body.at, body.length);
  else layer.carriesDecoded(body.bytes);
}

function hand(layer: Layer, body: Body, protocol: Protocol): void {
  if (body.kind === 'in-place') layer.next(protocol, body.at, body.length);
  else layer.nextIn(protocol, body.bytes);
}

const textBetween = (layer: Layer, from: number, end: number): string =>
  end > from ? layer.latin1(from, end - from) : '';

/** The data of the chunks in one piece; shows them on the way. */
function dechunk(layer: Layer, field: HttpFields, from: number, end: number): Uint8Array {
  const pieces: Uint8Array[] = [];
  let length = 0;
  layer.openText(from, end - from, 'HTTP chunked response');
  for (let at = from, shown = 0; at < end; shown++) {
    const chunk = chunkAt(layer, at);
    if (chunk === 'incomplete' || chunk === 'wrong') break;
    const size = chunk.dataEnd - chunk.dataStart;
    if (shown < maximumShownChunks) showChunk(layer, field, chunk.start, chunk);
    if (chunk.size === 0) {
      if (layer.emitting) showTrailer(layer, field, chunk.dataStart, end);
      break;
    }
    pieces.push(layer.slice(chunk.dataStart, size));
    length += size;
    if (chunk.end <= at) break;
    at = chunk.end;
  }
  if (layer.inTree) layer.close();
  return joined(pieces, length);
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  if (pieces.length === 1) return pieces[0];
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function showChunk(
  layer: Layer,
  field: HttpFields,
  at: number,
  chunk: Exclude<ReturnType<typeof chunkAt>, string>,
): void {
  if (!layer.emitting) return;
  const end = chunk.size === 0 ? chunk.dataStart : Math.max(chunk.end, chunk.dataEnd);
  if (layer.inTree)
    layer.openText(at, end - at, chunk.size === 0 ? 'End of chunked encoding' : `Data chunk (${chunk.size} octets)`);
  layer.add(field.chunk_size, at, chunk.dataStart - at, chunk.size);
  if (chunk.size > 0) {
    layer.add(field.chunk_data, chunk.dataStart, chunk.dataEnd - chunk.dataStart);
    if (chunk.end > chunk.dataEnd) layer.add(field.chunk_boundary, chunk.dataEnd, chunk.end - chunk.dataEnd);
  }
  if (layer.inTree) layer.close();
}

function showTrailer(layer: Layer, field: HttpFields, from: number, end: number): void {
  const stop = trailerEnd(layer, from);
  const to = stop < 0 || stop > end ? end : stop;
  let line = from;
  while (line < to) {
    const feed = layer.find(0x0a, line, to);
    const next = feed < 0 ? to : feed + 1;
    const raw = layer.text(line, next - line);
    if (raw.trim() === '') layer.addText(line, next - line, visible(raw));
    else {
      layer.add(field.chunked_trailer_part, line, next - line, raw);
      layer.retitle(`trailer-part: ${visible(raw)}`);
    }
    line = next;
  }
}

/** The inflated body; undefined when it does not inflate, or in a coding that is not known. */
function inflate(
  layer: Layer,
  field: HttpFields,
  message: MeasuredMessage,
  body: Body,
  name: string,
): Uint8Array | undefined {
  const packed = body.kind === 'decoded' ? body.bytes : layer.slice(body.at, body.length);
  const coding = codings.get(name);
  const { inflate: unpack, sink } = layer.dissection;
  layer.dissection.packed = true;
  // Nobody looks inside in the index pass: which protocol the body belongs to is all that counts.
  if (sink === undefined && coding !== undefined) return coding !== 'gzip' || isGzip(packed) ? unseen : undefined;
  const at = message.bodyStart;
  const length = message.bodyEnd - at;
  const result = coding === undefined ? undefined : unpack?.(packed, coding, maximumInflated);
  const failed = result === undefined || (result.bytes.length === 0 && result.state !== 'complete');
  if (layer.inTree) {
    const outcome = failed ? ' [Error: Decompression failed]' : ` -> ${result.bytes.length} bytes`;
    layer.addText(at, length, `Content-encoded entity body (${visible(name)}): ${packed.length} bytes${outcome}`);
  }
  if (failed) {
    if (coding !== undefined) layer.addComputed(field.decompression_failed, 1, at, length);
    return undefined;
  }
  if (result.state === 'limit')
    layer.limited(`The body inflates to more than ${maximumInflated} bytes: the rest is not shown`, at, length);
  return result.bytes;
}

const codings = new Map<string, ContentCoding>([
  ['gzip', 'gzip'],
  ['x-gzip', 'gzip'],
  ['deflate', 'deflate'],
  ['x-deflate', 'deflate'],
  ['br', 'br'],
  ['zstd', 'zstd'],
]);

const isGzip = (bytes: Uint8Array): boolean => bytes.length > 2 && bytes[0] === 0x1f && bytes[1] === 0x8b;

function showFileData(layer: Layer, field: HttpFields, message: MeasuredMessage, body: Body): void {
  const bytes = body.kind === 'decoded' ? body.bytes : layer.slice(body.at, body.length);
  const nul = bytes.indexOf(0);
  const text = utf8.decode(nul < 0 ? bytes : bytes.subarray(0, nul));
  layer.addComputed(field.file_data, text, message.bodyStart, message.bodyEnd - message.bodyStart);
  layer.retitle(`File Data: ${bytes.length} bytes`);
}

/** The word of an upgrade header, in lower case and without its version. */
export function upgradeName(layer: Layer, message: MeasuredMessage): string {
  const { bytes, start } = layer;
  const from = skipBlanks(bytes, start + message.upgradeStart, start + message.upgradeEnd);
  const end = trimBlanks(bytes, from, start + message.upgradeEnd);
  return layer.latin1(from - start, end - from).toLowerCase();
}
