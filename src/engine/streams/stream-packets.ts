/** Finds the packets of one stream: by the conversation column, and by decoding where a packet has several transport layers. */
import type { CaptureIndex } from '../index/index-pass';
import { chunkLength } from '../index/packet-table';
import { manyStacks } from '../index/stack-columns';

/** What the stack of a packet tells about the transport layers in it. */
const carries = { none: 0, one: 1, several: 2 } as const;

/** The protocols whose packets belong to conversations; the column holds the last one of a packet. */
const transports = new Set(['tcp', 'udp', 'udplite', 'sctp', 'dccp', 'icmp', 'icmpv6']);

/** Of the network layer and of TCP together. RFC 791 section 3.1, RFC 9293 section 3.1. */
const leastTcpHeader = 40;

export class StreamPackets {
  /** Rows that `scan` found last; the first `count` hold, and those before `next` were handed over. */
  private readonly rows = new Uint32Array(chunkLength);
  private count = 0;
  private next = 0;
  /** Row that is looked at next. */
  private position: number;
  /** Per number of the stack column. */
  private readonly kinds: number[] = [];
  private readonly headers: number[] = [];
  /** Stacks that carry several transport layers, the stream's among them: each such packet has to be decoded. */
  private readonly mixed: number[] = [manyStacks];

  constructor(
    private readonly index: CaptureIndex,
    private readonly protocols: ReadonlySet<string>,
    /** Rows of the conversation table, ascending: one, or several where the same endpoints met again. */
    private readonly conversations: readonly number[],
  ) {
    this.position = index.memory.conversations.firstFrameOf(conversations[0]) - 1;
  }

  /** Whether there are rows that were not looked at. */
  get more(): boolean {
    return this.next < this.count || this.position < this.index.table.count;
  }

  /** Hands over rows that belong, or may belong, to the stream: those of one chunk's rest, and `most` at most. */
  step(most: number, take: (row: number) => void): void {
    if (this.next === this.count) this.scan();
    const end = Math.min(this.count, this.next + most);
    while (this.next < end) take(this.rows[this.next++]);
  }

  /** Whether only decoding tells what of this packet belongs to the stream. */
  isMixed(row: number): boolean {
    return this.kindOf(this.index.table.stackOf(row)) === carries.several;
  }

  /** Bytes that the headers of this packet take up at least, as far as its protocols have headers of a fixed size. */
  leastHeader(row: number): number {
    return this.headers[this.index.table.stackOf(row)] ?? 0;
  }

  /** Looks at the rest of one chunk, and leaves what it finds in `rows`. */
  private scan(): void {
    const { table } = this.index;
    const base = this.position & ~(chunkLength - 1);
    const end = Math.min(table.count - base, chunkLength);
    const chunk = table.chunkOf(this.position);
    const from = this.position - base;
    this.learnStacks();
    this.next = 0;
    this.count = 0;
    for (const conversation of this.conversations) this.pick(chunk.conversation, conversation, from, end, base);
    // In a quoted header the stream stands in the column as well: then only the stack tells.
    const { rows, kinds } = this;
    let count = 0;
    for (let i = 0; i < this.count; i++)
      if (kinds[chunk.stack[rows[i] - base]] === carries.one) rows[count++] = rows[i];
    this.count = count;
    for (const stack of this.mixed) this.pick(chunk.stack, stack, from, end, base);
    if (this.mixed.length + this.conversations.length > 1) rows.subarray(0, this.count).sort();
    this.position = base + end;
  }

  /** Adds the rows of one chunk at which a column has a value. */
  private pick(column: Uint32Array | Uint16Array, value: number, from: number, end: number, base: number): void {
    for (let at = column.indexOf(value, from); at >= 0 && at < end; at = column.indexOf(value, at + 1))
      this.rows[this.count++] = base + at;
  }

  private kindOf(stack: number): number {
    return stack === manyStacks ? carries.several : (this.kinds[stack] ?? carries.none);
  }

  private learnStacks(): void {
    const { stackColumns, stacks } = this.index;
    for (let stack = this.kinds.length; stack < stackColumns.count; stack++) {
      let found = 0;
      let others = 0;
      let header = 0;
      for (const entry of stacks.entries(stackColumns.stacks[stack])) {
        if (entry === 'quote') {
          others++;
          break;
        }
        if (typeof entry === 'string') continue;
        if (found + others === 0) header += entry.id === 'tcp' ? leastTcpHeader : entry.headerLength;
        if (this.protocols.has(entry.id)) found++;
        else if (transports.has(entry.id)) others++;
      }
      const kind = found === 0 ? carries.none : found + others === 1 ? carries.one : carries.several;
      this.kinds.push(kind);
      this.headers.push(header);
      if (kind === carries.several) this.mixed.push(stack);
    }
  }
}
