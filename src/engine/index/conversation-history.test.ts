import { expect, test } from 'vitest';
import { addressKind, type Dissection } from '../declare/dissection';
import { conversationKind } from '../declare/memory';
import { ConversationHistory } from './conversation-history';
import { Conversations } from './conversations';
import { chunkLength, PacketTable } from './packet-table';

test('the packet before is found in the same chunk and in earlier ones, and the first has none', () => {
  const table = new PacketTable();
  const conversations = new Conversations();
  const open = (frame: number) =>
    conversations.open(
      {
        frame,
        addressKind: addressKind.ipv4,
        addressBytes: Uint8Array.of(10, 0, 0, 1, 10, 0, 0, 2),
        sourceAt: 0,
        destinationAt: 4,
        sourcePort: 1000 + frame,
        destinationPort: 53,
      } as unknown as Dissection,
      conversationKind.udp,
    );
  const [first, second] = [open(1), open(2)];
  const last = 2 * chunkLength + 5;
  for (let frame = 1; frame <= last; frame++) {
    const chunk = table.append(frame * 100, 100, 100, 0, frame);
    chunk.conversation[(frame - 1) & (chunkLength - 1)] = [1, 4, last].includes(frame) ? first : second;
  }
  const history = new ConversationHistory(table, conversations);
  expect(history.previousFrame(first, 1)).toBe(0);
  expect(history.previousFrame(first, 4)).toBe(1);
  expect(history.previousFrame(first, last)).toBe(4);
  expect(history.previousFrame(second, last - 1)).toBe(last - 2);
  expect(history.previousFrame(second, chunkLength + 1)).toBe(chunkLength);
  expect(history.previousFrame(first, 2)).toBeUndefined();
  expect(history.previousFrame(-1, 2)).toBeUndefined();
  expect(history.previousFrame(first, last + 1)).toBeUndefined();
});
