/** Finds the packets of one stream: by the conversation column, and by decoding where a packet has several transport layers. */
import type { CaptureIndex } from '../index/index-pass';
import { chunkBits, chunkLength, packetBit } from '../index/packet-table';
import { manyStacks } from '../index/stack-columns';

/** What the stack of a packet tells about the transport layers in it. */
const carries = { none: 0, one: 1, several: 2 } as const;

/** The protocols whose packets belong to conversations; the column holds the last one of a packet. */
const transports = new Set(['tcp', 'udp', 'udplite', 'sctp', 'dccp', 'icmp', 'icmpv6']);

/** Of the network layer and of TCP together. RFC 791 section 3.1, RFC 9293 section 3.1. */
const leastTcpHeader = 40;

export class StreamPackets {
  /** Rows that `scan` found last; the first `count` hold. */
  readonly rows = new Uint32Array(chunkLength);
  count = 0;
  /** Row that is looked at next. */
  position: number;
  /** Per number of the stack column. */
  private readonly kinds: number[] = [];
  private readonly headers: number[] = [];
  private severalSeen = false;

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
    return this.position < this.index.table.count;
  }

  /** Whether only decoding tells what of this packet belongs to the stream. */
  isMixed(row: number): boolean {
    return this.kindOf(this.index.table.stackOf(row)) === carries.several;
  }

  /** Bytes that the headers of this packet take up at least, as far as its protocols have headers of a fixed size. */
  leastHeader(row: number): number {
    return this.headers[this.index.table.stackOf(row)] ?? 0;
  }

  /** Looks at the rest of one chunk, and leaves the rows that belong, or may belong, to the stream in `rows`. */
  scan(): void {
    const { table } = this.index;
    const end = Math.min(table.count, ((this.position >>> chunkBits) + 1) << chunkBits);
    this.learnStacks();
    this.count = this.severalSeen || this.conversations.length > 1 ? this.pickMixed(end) : this.pick(end);
    this.position = end;
  }

  private pick(end: number): number {
    const {
      conversations: [conversation],
      rows,
    } = this;
    const column = this.index.table.chunkOf(this.position).conversation;
    const base = this.position & ~(chunkLength - 1);
    let count = 0;
    for (let at = column.indexOf(conversation, this.position - base); at >= 0 && base + at < end; ) {
      rows[count++] = base + at;
      at = column.indexOf(conversation, at + 1);
    }
    return count;
  }

  private pickMixed(end: number): number {
    const { conversations, rows } = this;
    const chunk = this.index.table.chunkOf(this.position);
    let count = 0;
    for (let row = this.position; row < end; row++) {
      const at = row & (chunkLength - 1);
      const kind = this.kindOf(chunk.stack[at]);
      const belongs = kind === carries.one ? conversations.includes(chunk.conversation[at]) : kind === carries.several;
      if (belongs && (chunk.flags[at] & packetBit.ignored) === 0) rows[count++] = row;
    }
    return count;
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
      // A quoted segment is in the conversation column as well, and only the stack tells.
      if (kind === carries.several || others > 0) this.severalSeen = true;
    }
    if (stackColumns.count >= manyStacks) this.severalSeen = true;
  }
}
