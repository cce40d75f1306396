/** The payloads of a UDP stream, one record a datagram. */
import type { FilterSource } from '../filter/compiled-filter';
import { PayloadReader } from './payload-reader';
import { StreamPackets } from './stream-packets';
import { StreamRecords } from './stream-records';
import type { StreamSource } from './stream-source';

const protocols = new Set(['udp', 'udplite']);
/** Datagrams looked at in one step: each is decoded. */
const stride = 2000;

export class UdpBytes implements StreamSource {
  readonly records = new StreamRecords();
  readonly packets: [number, number] = [0, 0];
  readonly waiting = 0;
  private readonly found: StreamPackets;
  private readonly reader: PayloadReader;

  constructor(source: FilterSource, conversations: readonly number[]) {
    this.found = new StreamPackets(source.index, protocols, conversations);
    this.reader = new PayloadReader(source, protocols, conversations);
  }

  get more(): boolean {
    return this.found.more;
  }

  step(): void {
    this.found.step(stride, (row) => this.take(row));
  }

  copy(record: number, from: number, length: number, into: Uint8Array, at: number): number {
    const { row, skip } = this.records.get(record);
    return this.reader.copy(row, skip + from, length, into, at);
  }

  private take(row: number): void {
    if (!this.reader.read(row)) return;
    const { backward, captured } = this.reader.sink;
    this.packets[backward ? 1 : 0]++;
    // An empty datagram shows nothing, as in tshark.
    if (captured > 0) this.records.add('data', row, backward, 0, captured);
  }
}
