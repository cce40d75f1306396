/** The bytes of a TCP stream in the order in which they were sent, from the columns of the packet table. */
import { tcpFlag } from '../declare/tcp-analysis';
import type { FilterSource } from '../filter/compiled-filter';
import { chunkBits, chunkLength, packetBit, tooWide } from '../index/packet-table';
import { ByteOrder } from './byte-order';
import { PayloadReader } from './payload-reader';
import { StreamPackets } from './stream-packets';
import { StreamRecords } from './stream-records';
import type { StreamSource } from './stream-source';

const protocols = new Set(['tcp']);
/** Such packets are decoded: their columns do not say how much of the payload was captured. */
const unclear = packetBit.truncated | packetBit.undecided | packetBit.malformed;

/** FIN of both directions. */
const bothClosed = 3;

export class TcpBytes implements StreamSource {
  readonly records = new StreamRecords();
  readonly packets: [number, number] = [0, 0];
  private readonly found: StreamPackets;
  private readonly reader: PayloadReader;
  private readonly order: ByteOrder;
  /** The directions that said FIN, bit by bit, and the last packet. */
  private closed = 0;
  private last = 0;
  private readonly facts = {
    row: 0,
    backward: false,
    sequence: 0,
    acknowledgement: 0,
    syn: false,
    length: 0,
    captured: 0,
  };

  constructor(
    private readonly source: FilterSource,
    conversations: readonly number[],
  ) {
    const { records } = this;
    this.found = new StreamPackets(source.index, protocols, conversations);
    this.reader = new PayloadReader(source, protocols, conversations);
    this.order = new ByteOrder({
      data: (row, backward, skip, length) => records.add('data', row, backward, skip, length),
      missing: (row, backward, count) => records.add('missing', row, backward, 0, count),
      cut: (row, backward, count) => records.add('cut', row, backward, 0, count),
    });
  }

  get more(): boolean {
    return this.found.more;
  }

  get waiting(): number {
    return this.order.pending;
  }

  step(): void {
    this.found.step(Number.POSITIVE_INFINITY, (row) => this.take(row));
  }

  settle(): boolean {
    if (this.waiting === 0 || this.closed !== bothClosed) return false;
    this.order.settle(this.last);
    return true;
  }

  copy(record: number, from: number, length: number, into: Uint8Array, at: number): number {
    const { row, skip } = this.records.get(record);
    return this.reader.copy(row, skip + from, length, into, at);
  }

  private take(row: number): void {
    const chunk = this.source.index.table.chunks[row >>> chunkBits];
    const at = row & (chunkLength - 1);
    const { facts } = this;
    const length = chunk.length[at];
    const captured = chunk.captured[at];
    facts.row = row;
    if (
      length === tooWide ||
      captured !== chunk.original[at] ||
      (chunk.flags[at] & unclear) !== 0 ||
      (length > 0 && length + this.found.leastHeader(row) > captured) ||
      this.found.isMixed(row)
    ) {
      if (!this.takeDecoded(row)) return;
    } else {
      if ((chunk.flags[at] & packetBit.tcp) === 0) return;
      facts.backward = (chunk.flags[at] & packetBit.backward) !== 0;
      facts.sequence = chunk.sequence[at];
      facts.acknowledgement = chunk.acknowledgement[at];
      facts.syn = (chunk.tcp[at] & tcpFlag.syn) !== 0;
      facts.length = length;
      facts.captured = length;
    }
    this.packets[facts.backward ? 1 : 0]++;
    const flags = chunk.tcp[at];
    if ((flags & tcpFlag.rst) !== 0) this.closed = bothClosed;
    else if ((flags & tcpFlag.fin) !== 0) this.closed |= facts.backward ? 2 : 1;
    this.last = row;
    this.order.add(facts);
  }

  private takeDecoded(row: number): boolean {
    const { facts, reader } = this;
    const { sink } = reader;
    if (!reader.read(row)) return false;
    facts.backward = sink.backward;
    facts.sequence = sink.sequence;
    facts.acknowledgement = sink.acknowledgement;
    facts.syn = sink.syn;
    facts.length = sink.length;
    facts.captured = Math.min(sink.captured, sink.length);
    return true;
  }
}
