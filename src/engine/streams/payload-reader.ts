/** Reads what a packet carries of a stream, by walking it as far as its transport layer. */
import type { Layer } from '../declare/layer';
import { QuietSink } from '../declare/quiet-sink';
import { tcpFlag } from '../declare/tcp-analysis';
import type { FilterSource } from '../filter/compiled-filter';

/** The payload that a packet carries of a stream, and what TCP's header says of it. */
export class PayloadSink extends QuietSink {
  found = false;
  /** Where the payload is; holds until the next packet is walked. */
  bytes: Uint8Array = new Uint8Array(0);
  start = 0;
  captured = 0;
  backward = false;
  sequence = 0;
  acknowledgement = 0;
  syn = false;
  length = 0;

  constructor(
    private readonly protocols: ReadonlySet<string>,
    private readonly conversations: readonly number[],
  ) {
    super();
  }

  payload(layer: Layer, bytes: Uint8Array, start: number, length: number): boolean {
    const { dissection } = layer;
    if (
      dissection.quoting > 0 ||
      !this.conversations.includes(dissection.conversation) ||
      !this.protocols.has(layer.protocol.id)
    )
      return false;
    const { tcp } = dissection;
    if (layer.protocol.id === 'tcp' && !tcp.hasLength) return false;
    this.found = true;
    this.bytes = bytes;
    this.start = start;
    this.captured = length;
    this.backward = !dissection.forward;
    this.sequence = tcp.sequence >>> 0;
    this.acknowledgement = tcp.acknowledgement >>> 0;
    this.syn = (tcp.flags & tcpFlag.syn) !== 0;
    this.length = tcp.length;
    return true;
  }
}

export class PayloadReader {
  readonly sink: PayloadSink;

  constructor(
    private readonly source: FilterSource,
    protocols: ReadonlySet<string>,
    conversations: readonly number[],
  ) {
    this.sink = new PayloadSink(protocols, conversations);
  }

  /** Walks the packet of a row. False where it carries nothing of the stream; otherwise `sink` tells what. */
  read(row: number): boolean {
    this.sink.found = false;
    this.source.walk(row, this.sink, false);
    return this.sink.found;
  }

  /** Copies `length` bytes of a row's payload, from its byte `skip` on; fewer where the file no longer has them. */
  copy(row: number, skip: number, length: number, into: Uint8Array, at: number): number {
    if (!this.read(row)) return 0;
    const { bytes, start, captured } = this.sink;
    const count = Math.max(0, Math.min(length, captured - skip));
    into.set(bytes.subarray(start + skip, start + skip + count), at);
    return count;
  }
}
