/** Calls of gRPC over HTTP/2: which streams carry them, and where their messages lie in frames of data. gRPC, PROTOCOL-HTTP2.md. */
import type { Layer } from '../../../declare/layer';
import grpc from '../grpc';
import type { KeptBlock } from './header-blocks';

const mediaType = 'application/grpc';
/** A flag and a length stand before every message. */
const prefixLength = 5;
/** No message is put together that says it is longer: bytes. */
const maximumMessage = 1 << 24;
const maximumStreams = 4096;
const fragmentScope = 0x6_7270;

/** How far one direction of a stream is with its message. */
interface Progress {
  /** Bytes of the message that were there, and that are still to come. */
  had: number;
  missing: number;
  /** Which message of the connection it is. */
  message: number;
}

/** Only the first pass has it. */
class Calls {
  readonly streams = new Set<number>();
  /** By stream and direction; none from a prefix on that is cut in two, or that no message has. */
  readonly progress = new Map<number, Progress | undefined>();
  messages = 0;
}
const create = (): Calls => new Calls();

/** Looks at a block of headers in the first pass: whether its stream carries a call. */
export function noteCall(layer: Layer, stream: number, headers: KeptBlock): void {
  if (!layer.learning || !headers.mentions(mediaType)) return;
  const isCall = headers.block.lines.some(({ name, value }) => name === 'content-type' && value.startsWith(mediaType));
  if (!isCall) return;
  const { streams } = layer.memory.conversationState(layer.dissection, 'http2-calls', create);
  if (streams.size >= maximumStreams) streams.clear();
  streams.add(stream);
}

/** Walks the messages in a frame's data, `length` bytes at `at`, where its stream carries a call. Ask once for every such frame. */
export function walkCall(layer: Layer, stream: number, at: number, length: number): void {
  const { memory, dissection } = layer;
  const calls = layer.learning ? memory.conversationState(dissection, 'http2-calls', create) : undefined;
  const before = calls?.streams.has(stream) ? progressOf(calls, stream, dissection.forward) : undefined;
  if (memory.remember(dissection, before === undefined ? 0 : 1) === 0) return;
  const progress: Progress = {
    had: memory.remember(dissection, before?.had ?? 0),
    missing: memory.remember(dissection, before?.missing ?? 0),
    message: memory.remember(dissection, before?.message ?? calls?.messages ?? 0),
  };
  const known = walkMessages(layer, progress, at, at + length);
  if (calls === undefined) return;
  calls.progress.set(keyOf(stream, dissection.forward), known ? progress : undefined);
  calls.messages = Math.max(calls.messages, progress.message);
}

const keyOf = (stream: number, forward: boolean): number => stream * 2 + (forward ? 0 : 1);

function progressOf(calls: Calls, stream: number, forward: boolean): Progress | undefined {
  const key = keyOf(stream, forward);
  if (calls.progress.has(key)) return calls.progress.get(key);
  if (calls.progress.size >= maximumStreams) calls.progress.clear();
  return { had: 0, missing: 0, message: ++calls.messages };
}

/** Moves the progress on over the data in `[from, end)`. False where it cannot be told any more where messages begin. */
function walkMessages(layer: Layer, progress: Progress, from: number, end: number): boolean {
  for (let at = from; at < end; ) {
    if (progress.missing === 0) {
      if (end - at < prefixLength) return false;
      const length = prefixLength + layer.u32(at + 1);
      if (length > maximumMessage) return false;
      if (length <= end - at) {
        layer.next(grpc, at, length);
        at += length;
        continue;
      }
      progress.missing = length;
    }
    at += takePiece(layer, progress, at, Math.min(progress.missing, end - at));
  }
  return true;
}

/** Takes `length` bytes of a message that several frames carry, and walks it with its last. */
function takePiece(layer: Layer, progress: Progress, at: number, length: number): number {
  const { dissection } = layer;
  const outcome = layer.memory.fragment(layer, {
    identification: dissection.conversation * 0x10_0000 + (progress.message % 0x10_0000),
    scope: fragmentScope,
    offset: progress.had,
    more: progress.missing > length,
    at,
    length,
  });
  progress.had += length;
  progress.missing -= length;
  if (progress.missing > 0) layer.appendInfo(' [HTTP2 segment of a reassembled PDU]');
  else {
    progress.had = 0;
    progress.message++;
    if (outcome.kind === 'complete') layer.nextIn(grpc, outcome.whole.bytes);
  }
  return length;
}
