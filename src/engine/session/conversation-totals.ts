/** Packets and bytes of every conversation in each direction, and when it ended: counted once, row by row, as the table grows. */
import type { CaptureIndex } from '../index/index-pass';
import { packetBit } from '../index/packet-table';

export interface ConversationTotal {
  readonly packets: number;
  readonly bytes: number;
}

const nobody: ConversationTotal = { packets: 0, bytes: 0 };

export class ConversationTotals {
  private counted = 0;
  /** For each row two numbers: first to second endpoint, and back. */
  private packets = new Float64Array(2 * 1024);
  private bytes = new Float64Array(2 * 1024);
  private last = new Uint32Array(1024);

  constructor(private readonly index: CaptureIndex) {}

  /** What one endpoint sent. */
  of(conversation: number, second: boolean): ConversationTotal {
    this.count();
    const at = 2 * conversation + Number(second);
    return at < this.packets.length ? { packets: this.packets[at], bytes: this.bytes[at] } : nobody;
  }

  /** Milliseconds since 1970 of its first and last packet so far. */
  span(conversation: number): { readonly first: number; readonly last: number } {
    this.count();
    const { table } = this.index;
    const { conversations } = this.index.memory;
    const first = conversations.firstFrameOf(conversation) - 1;
    const last = Math.max(first, this.last[conversation] ?? 0);
    return { first: milliseconds(table.timeOf(first)), last: milliseconds(table.timeOf(last)) };
  }

  private count(): void {
    const { table } = this.index;
    const { conversations } = this.index.memory;
    if (this.counted === table.count) return;
    if (this.last.length < conversations.count) this.grow(conversations.count);
    for (; this.counted < table.count; this.counted++) {
      const row = this.counted;
      const conversation = table.conversationOf(row);
      if (conversation < 0) continue;
      const at = 2 * conversation + Number(table.has(row, packetBit.backward));
      this.packets[at]++;
      this.bytes[at] += table.originalOf(row);
      this.last[conversation] = row;
    }
  }

  private grow(count: number): void {
    const length = 2 ** Math.ceil(Math.log2(count));
    const [packets, bytes, last] = [this.packets, this.bytes, this.last];
    this.packets = new Float64Array(2 * length);
    this.bytes = new Float64Array(2 * length);
    this.last = new Uint32Array(length);
    this.packets.set(packets);
    this.bytes.set(bytes);
    this.last.set(last);
  }
}

const milliseconds = (nanoseconds: bigint): number => Number(nanoseconds) / 1_000_000;
