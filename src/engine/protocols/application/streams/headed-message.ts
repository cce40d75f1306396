/** Messages that are a line, headers, an empty line and a body whose length a header tells: SIP, RTSP. */
import { behindBreak, decimalAt, lineBreak, skipBlanks, spells } from '../../../bytes/lines';
import { type Layer, oneMoreSegment } from '../../../declare/layer';

const maximumHead = 1 << 18;
const largestRequest = 1 << 27;

/** Where a message's parts lie, from the layer's start. One object serves message after message. */
export class HeadedMessage {
  start = 0;
  /** End of the first line without its break, and the offset behind that. */
  startLineEnd = 0;
  headersStart = 0;
  /** Behind the empty line. */
  bodyStart = 0;
  bodyEnd = 0;
}

/**
 * Measures the message that begins at `at`. `lengthNames` are the names, in lower case and with the colon, of the header that tells the
 * body's length; without it there is no body over a stream, and over datagrams the rest is the body. Returns false after asking for more.
 */
export function measureHeaded(
  layer: Layer,
  at: number,
  lengthNames: readonly string[],
  overStream: boolean,
  message: HeadedMessage,
): boolean {
  const { bytes, start, end } = layer;
  let line = start + at;
  let length = -1;
  message.start = at;
  message.startLineEnd = 0;
  for (;;) {
    const stop = line >= end ? -1 : lineBreak(bytes, line, end);
    const next = stop < 0 ? -1 : behindBreak(bytes, stop, end);
    if (next < 0) {
      if (end - start - at < maximumHead && layer.needMore(at, oneMoreSegment)) return false;
      if (message.startLineEnd === 0) message.startLineEnd = message.headersStart = layer.available;
      message.bodyStart = message.bodyEnd = layer.available;
      return true;
    }
    if (line === start + at) {
      message.startLineEnd = stop - start;
      message.headersStart = next - start;
    } else if (stop === line) {
      message.bodyStart = next - start;
      break;
    } else
      for (const name of lengthNames)
        if (spells(bytes, line, stop, name))
          length = decimalAt(bytes, skipBlanks(bytes, line + name.length, stop), stop);
    line = next;
  }
  const left = layer.available - message.bodyStart;
  message.bodyEnd =
    length < 0 && !overStream ? layer.available : message.bodyStart + Math.min(Math.max(length, 0), left);
  return length <= left || !layer.needMore(at, Math.min(length - left, largestRequest));
}
