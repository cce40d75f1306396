/** The HTTP messages of a TCP stream: heads as they stand, bodies taken out of their transfer and content codings. */
import type { Layer } from '../declare/layer';
import type { Sink } from '../declare/sink';
import type { FilterSource } from '../filter/compiled-filter';
import { PayloadSink } from './payload-reader';
import { StreamPackets } from './stream-packets';
import { StreamRecords } from './stream-records';
import type { StreamSource } from './stream-source';

const protocols = new Set(['tcp']);
/** Packets looked at in one step: each is decoded. */
const stride = 500;

/** Collects the parts of the messages that a packet completes. */
class MessageSink extends PayloadSink implements Sink {
  readonly parts: Uint8Array[] = [];

  override payload(layer: Layer, bytes: Uint8Array, start: number, length: number): boolean {
    // A message that goes on has no head, and many have no body.
    if (layer.protocol.id !== 'http') super.payload(layer, bytes, start, length);
    else if (length > 0) this.parts.push(bytes.subarray(start, start + length));
    return false;
  }
}

export class HttpBytes implements StreamSource {
  readonly records = new StreamRecords();
  readonly packets: [number, number] = [0, 0];
  readonly waiting = 0;
  private readonly found: StreamPackets;
  private readonly sink: MessageSink;
  /** The row whose parts are in the sink. */
  private row = -1;

  constructor(
    private readonly source: FilterSource,
    conversations: readonly number[],
  ) {
    this.found = new StreamPackets(source.index, protocols, conversations);
    this.sink = new MessageSink(protocols, conversations);
  }

  get more(): boolean {
    return this.found.more;
  }

  step(): void {
    this.found.step(stride, (row) => this.take(row));
  }

  /** `skip` of a record is the number of its part. */
  copy(record: number, from: number, length: number, into: Uint8Array, at: number): number {
    const { row, skip } = this.records.get(record);
    this.walk(row);
    const part = this.sink.parts[skip]?.subarray(from, from + length) ?? new Uint8Array(0);
    into.set(part, at);
    return part.length;
  }

  private take(row: number): void {
    this.walk(row);
    const { sink, packets, records } = this;
    if (!sink.found) return;
    packets[sink.backward ? 1 : 0]++;
    for (const [number, part] of sink.parts.entries()) records.add('data', row, sink.backward, number, part.length);
  }

  private walk(row: number): void {
    if (row === this.row) return;
    this.row = row;
    this.sink.found = false;
    this.sink.parts.length = 0;
    this.source.walk(row, this.sink, false);
  }
}
