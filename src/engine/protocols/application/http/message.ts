/** Measures messages: where a head ends, what its headers say of the body, and where the body ends. RFC 9112, sections 5 to 7. */
import { behindBreak, decimalAt, lineBreak, skipBlanks, spells, trimBlanks } from '../../../bytes/lines';
import { RecentTexts } from '../../../bytes/recent-texts';
import { type Layer, oneMoreSegment, untilEnd } from '../../../declare/layer';
import { tcpFlag } from '../../../declare/tcp-analysis';
import { mediaOpening } from '../media/media-type';
import { measureChunks } from './chunks';
import { kindOf, type MessageKind, messageKind, method, methodOf, statusOf } from './start-line';

/** A head longer than this is not waited for. */
const maximumHead = 1 << 18;
/** More than this is asked for in steps, so that it is never mistaken for one of the special lengths. */
const largestRequest = 1 << 27;

/**
 * A measured message. Offsets are from the layer's start; lengths are 0 for headers that are missing. One object serves message
 * after message: whoever walks further layers keeps what he needs of it first.
 */
export class MeasuredMessage {
  kind: MessageKind = messageKind.other;
  /** The capture cut the first line. */
  cut = false;
  start = 0;
  /** End of the first line without its break, and the offset behind that. */
  startLineEnd = 0;
  headersStart = 0;
  /** End of the headers: of the blank line, or of what there is of the head. */
  bodyStart = 0;
  bodyEnd = 0;
  /** Length that the headers give the body; -1 where the stream's end does. */
  contentLength = -1;
  method = 0;
  status = 0;
  chunked = false;
  /** A transfer coding other than chunked and identity. */
  codedTransfer = false;
  typeStart = 0;
  typeEnd = 0;
  codingStart = 0;
  codingEnd = 0;
  upgradeStart = 0;
  upgradeEnd = 0;

  clear(start: number): void {
    this.kind = messageKind.other;
    this.cut = false;
    this.start = start;
    this.contentLength = -1;
    this.method = 0;
    this.status = 0;
    this.chunked = false;
    this.codedTransfer = false;
    this.typeStart = this.typeEnd = this.codingStart = this.codingEnd = this.upgradeStart = this.upgradeEnd = 0;
  }
}

/**
 * Measures the message that begins at `at` into `message`. `asked` is the method that a response answers.
 * `resume` is what an earlier call left: below 0 the negated place to which the head, above 0 to which the chunks were looked at.
 * Returns false after asking for more bytes.
 */
export function measure(layer: Layer, at: number, resume: number, asked: number, message: MeasuredMessage): boolean {
  message.clear(at);
  const { bytes, end, start } = layer;
  const from = start + at;
  const firstBreak = lineBreak(bytes, from, end);
  const firstNext = firstBreak < 0 ? -1 : behindBreak(bytes, firstBreak, end);
  if (firstNext < 0) {
    message.cut = layer.available < layer.reported;
    if (end - from < maximumHead && layer.needMore(at, oneMoreSegment)) return false;
  }
  const lineEnd = firstBreak < 0 ? end : firstBreak;
  message.kind = kindOf(bytes, from, lineEnd);
  message.startLineEnd = lineEnd - start;
  message.headersStart = (firstNext < 0 ? end : firstNext) - start;
  if (message.kind === messageKind.other) {
    message.startLineEnd = message.headersStart = message.bodyStart = at;
    message.bodyEnd = layer.available;
    return true;
  }
  if (!measureHead(layer, at, resume, message)) return false;
  if (message.kind === messageKind.response) message.status = statusOf(bytes, from, lineEnd);
  else message.method = methodOf(bytes, from, lineEnd);
  return measureBody(layer, at, resume, asked, message);
}

function measureHead(layer: Layer, at: number, resume: number, message: MeasuredMessage): boolean {
  const { bytes, end, start } = layer;
  let line = resume < 0 ? start + at - resume : start + message.headersStart;
  for (;;) {
    const stop = line >= end ? -1 : lineBreak(bytes, line, end);
    const next = stop < 0 ? -1 : behindBreak(bytes, stop, end);
    if (next < 0) {
      const soFar = line - start - at;
      if (end - start - at < maximumHead && layer.needMore(at, oneMoreSegment, -soFar)) return false;
      message.bodyStart = end - start;
      break;
    }
    if (stop === line) {
      message.bodyStart = next - start;
      break;
    }
    line = next;
  }
  readHeaders(layer, message);
  return true;
}

/** Looks for the few headers that framing and body depend on, comparing bytes. */
function readHeaders(layer: Layer, message: MeasuredMessage): void {
  const { bytes, start } = layer;
  const end = start + message.bodyStart;
  let line = start + message.headersStart;
  while (line < end) {
    const found = lineBreak(bytes, line, end);
    const stop = found < 0 ? end : found;
    switch (bytes[line] | 0x20) {
      case 0x63: // c
        if (spells(bytes, line, stop, 'content-length:')) {
          const length = decimalAt(bytes, skipBlanks(bytes, line + 15, stop), stop);
          if (length >= 0) message.contentLength = length;
        } else if (spells(bytes, line, stop, 'content-type:')) {
          message.typeStart = skipBlanks(bytes, line + 13, stop) - start;
          message.typeEnd = trimBlanks(bytes, start + message.typeStart, stop) - start;
        } else if (spells(bytes, line, stop, 'content-encoding:')) {
          message.codingStart = skipBlanks(bytes, line + 17, stop) - start;
          message.codingEnd = trimBlanks(bytes, start + message.codingStart, stop) - start;
        }
        break;
      case 0x74: // t
        if (spells(bytes, line, stop, 'transfer-encoding:')) readTransferCoding(layer, line + 18, stop, message);
        break;
      case 0x75: // u
        if (spells(bytes, line, stop, 'upgrade:')) {
          message.upgradeStart = skipBlanks(bytes, line + 8, stop) - start;
          message.upgradeEnd = trimBlanks(bytes, start + message.upgradeStart, stop) - start;
        }
        break;
      default:
    }
    const next = found < 0 ? -1 : behindBreak(bytes, found, end);
    line = next < 0 ? end : next;
  }
}

/**
 * Chunked is always the last coding of the list (RFC 9112, section 6.1). Senders write all sorts of things behind it, and receivers
 * take them for chunked nevertheless.
 */
function readTransferCoding(layer: Layer, from: number, stop: number, message: MeasuredMessage): void {
  const { bytes } = layer;
  const end = trimBlanks(bytes, from, stop);
  const first = skipBlanks(bytes, from, end);
  if (spells(bytes, first, end, 'chunked') || (end - first >= 7 && spells(bytes, end - 7, end, 'chunked')))
    message.chunked = true;
  for (const coding of packingCodings) if (spells(bytes, first, end, coding)) message.codedTransfer = true;
}

const packingCodings = ['gzip', 'x-gzip', 'deflate', 'compress', 'x-compress', 'br'];

function measureBody(layer: Layer, at: number, resume: number, asked: number, message: MeasuredMessage): boolean {
  const { kind, status, bodyStart, contentLength } = message;
  const answers = kind === messageKind.response;
  if (answers && withoutBody(status, asked)) {
    message.bodyEnd = bodyStart;
    return true;
  }
  if (message.chunked) {
    const chunks = measureChunks(layer, at, Math.max(bodyStart, resume > 0 ? at + resume : 0));
    message.bodyEnd = chunks.end;
    return chunks.complete || !needRest(layer, at, chunks.missing, chunks.resume - at);
  }
  if (contentLength < 0 && !answers) {
    message.bodyEnd = bodyStart;
    return true;
  }
  if (contentLength < 0) {
    message.bodyEnd = layer.available;
    return !needRest(layer, at, untilEnd);
  }
  if (kind === messageKind.request && contentLength >= smallestRpcChannel && isRpc(layer, at)) {
    message.bodyEnd = Math.min(bodyStart + contentLength, layer.available);
    return true;
  }
  const missing = bodyStart + contentLength - layer.available;
  message.bodyEnd = Math.min(bodyStart + contentLength, layer.available);
  if (missing <= 0) return true;
  const coded = message.codingEnd > message.codingStart;
  const opening = Math.max(mediaOpening(contentType(layer, message)), coded ? packedOpening : 0);
  return !needRest(layer, at, Math.min(missing, largestRequest), 0, bodyStart - at + opening);
}

/** As `layer.needMore`, for the rest of a body: behind a FIN nothing of it follows, and it is what there is. */
function needRest(layer: Layer, at: number, missing: number, resume = 0, looksAt = Number.POSITIVE_INFINITY): boolean {
  const { tcp } = layer.dissection;
  if (tcp.present && (tcp.flags & tcpFlag.fin) !== 0) return false;
  return layer.needMore(at, missing, resume, looksAt);
}

/** The requests of RPC over HTTP open a channel that is as long as their body: it is not waited for. [MS-RPCH], section 2.1.2.1. */
const isRpc = (layer: Layer, at: number): boolean => spells(layer.bytes, layer.start + at, layer.end, 'rpc_');
const smallestRpcChannel = 128 * 1024;

/** What tells of which kind something compressed is stands in its first bytes. */
const packedOpening = 16;

/** The value of the Content-Type header, '' without one. */
export function contentType({ bytes, start }: Layer, { typeStart, typeEnd }: MeasuredMessage): string {
  return typeEnd > typeStart ? contentTypes.text(bytes, start + typeStart, start + typeEnd) : '';
}
const contentTypes = new RecentTexts();

/** Whether a response never has a body, whatever its headers say. `asked` is the method that it answers. RFC 9112, section 6.3. */
export const withoutBody = (status: number, asked: number): boolean =>
  asked === method.head ||
  (asked === method.connect && status >= 200 && status < 300) ||
  (status >= 100 && status < 200) ||
  status === 204 ||
  status === 304;
