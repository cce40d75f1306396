/** Finds the packet of a conversation before a given one, which the packet table does not keep. */
import type { Conversations } from './conversations';
import { chunkBits, chunkLength, type PacketTable } from './packet-table';

export class ConversationHistory {
  constructor(
    private readonly table: PacketTable,
    private readonly conversations: Conversations,
  ) {}

  /**
   * The packet before `frame` in the same conversation; 0 for its first one. Undefined when the table knows the packet by another
   * conversation, an inner one: then it tells nothing of this one's.
   */
  previousFrame(conversation: number, frame: number): number | undefined {
    const row = frame - 1;
    const { table } = this;
    if (conversation < 0 || row >= table.count || columnAt(table, row)[row & (chunkLength - 1)] !== conversation)
      return undefined;
    const first = this.conversations.firstFrameOf(conversation) - 1;
    for (let before = row - 1; before >= first; before = (before | (chunkLength - 1)) - chunkLength) {
      const at = columnAt(table, before).lastIndexOf(conversation, before & (chunkLength - 1));
      if (at >= 0) return (before & ~(chunkLength - 1)) + at + 1;
    }
    return 0;
  }
}

const columnAt = (table: PacketTable, row: number): Uint32Array => table.chunks[row >>> chunkBits].conversation;
