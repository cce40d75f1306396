/** Finds the HTTP exchanges of a capture, packet by packet, a slice at a time, also while the capture grows. */
import { U8Vector } from '../../bytes/vector';
import { conversationKind } from '../../declare/memory';
import { chunkBits, chunkLength, noConversation, packetBit, tooWide } from '../../index/packet-table';
import { manyStacks } from '../../index/stack-columns';
import { endpointText } from '../endpoint-text';
import { type PacketSource, SegmentPayloads } from '../packet-source';
import { Connection } from './connection';
import { ExchangeTable } from './exchange-table';
import { messageFlag } from './message-table';

/** Packets between two looks at the clock. */
const stride = 512;
/** Connections that are followed at once; the one that has been quiet for longest is given up. */
const maximumConnections = 65_536;

/** What is known of a conversation. */
const kind = { unknown: 0, http: 1, over: 2 } as const;

export class ExchangeTracker {
  readonly exchanges: ExchangeTable;
  /** Packets looked at. */
  examined = 0;
  private readonly payloads: SegmentPayloads;
  private readonly connections = new Map<number, Connection>();
  private readonly kinds = new U8Vector();
  /** Whether each number of `StackColumns` stands for a stack with HTTP in it. */
  private readonly httpStacks: boolean[] = [];

  constructor(
    private readonly source: PacketSource,
    private readonly now: () => number,
  ) {
    this.payloads = new SegmentPayloads(source);
    this.exchanges = new ExchangeTable((message) => {
      const { conversations } = source.index.memory;
      const conversation = this.exchanges.messages.conversations.get(message);
      return endpointText(conversations, conversation, !this.exchanges.messages.has(message, messageFlag.backward));
    });
  }

  /** Looks at more packets for about so many milliseconds. True while there are more. */
  advance(milliseconds: number): boolean {
    const { table } = this.source.index;
    const deadline = this.now() + milliseconds;
    while (this.examined < table.count) {
      const end = Math.min(table.count, this.examined + stride);
      for (; this.examined < end; this.examined++) this.look(this.examined);
      if (this.now() >= deadline) break;
    }
    return this.examined < table.count;
  }

  /** The capture ends here: what waits for bytes that never came goes on without them. */
  settle(): void {
    for (const connection of this.connections.values()) connection.settle();
  }

  private look(row: number): void {
    const chunk = this.source.index.table.chunks[row >>> chunkBits];
    const at = row & (chunkLength - 1);
    const flags = chunk.flags[at];
    if ((flags & packetBit.tcp) === 0 || (flags & packetBit.ignored) !== 0) return;
    const conversation = chunk.conversation[at];
    if (conversation === noConversation) return;
    while (this.kinds.length <= conversation) this.kinds.push(kind.unknown);
    const known = this.kinds.get(conversation);
    if (known === kind.over) return;
    if (known === kind.unknown) {
      if (!this.isHttp(chunk.stack[at])) return;
      this.begin(conversation, row);
    }
    this.hand(conversation, row);
  }

  /** The conversation turned out to be HTTP at this row: its earlier packets count, too. */
  private begin(conversation: number, row: number): void {
    const { table, memory } = this.source.index;
    if (memory.conversations.kindOf(conversation) !== conversationKind.tcp) {
      this.kinds.set(conversation, kind.over);
      return;
    }
    this.kinds.set(conversation, kind.http);
    this.connections.set(conversation, new Connection(conversation, table, this.payloads, this.exchanges));
    if (this.connections.size > maximumConnections) this.dropOldest();
    for (let before = memory.conversations.firstFrameOf(conversation) - 1; before < row; before++)
      if (table.conversationOf(before) === conversation) this.hand(conversation, before);
  }

  private dropOldest(): void {
    for (const [conversation, connection] of this.connections) {
      connection.finish(false);
      this.end(conversation);
      return;
    }
  }

  private end(conversation: number): void {
    this.connections.delete(conversation);
    this.kinds.set(conversation, kind.over);
  }

  private hand(conversation: number, row: number): void {
    const connection = this.connections.get(conversation);
    if (connection === undefined) return;
    const { table } = this.source.index;
    const chunk = table.chunks[row >>> chunkBits];
    const at = row & (chunkLength - 1);
    if ((chunk.flags[at] & (packetBit.tcp | packetBit.ignored)) !== packetBit.tcp) return;
    let length = chunk.length[at];
    if (length === tooWide) {
      this.payloads.read(row);
      ({ length } = this.payloads);
    }
    connection.packet(row, (chunk.flags[at] & packetBit.backward) !== 0, length);
    if (connection.isClosed) this.end(conversation);
  }

  private isHttp(stack: number): boolean {
    const { stackColumns, stacks } = this.source.index;
    if (stack === manyStacks) return false;
    this.httpStacks[stack] ??= stacks.protocols(stackColumns.stacks[stack]).some(({ id }) => id === 'http');
    return this.httpStacks[stack];
  }
}
