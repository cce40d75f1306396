import { expect, test } from 'vitest';
import { addressKind, type Dissection } from '../declare/dissection';
import { conversationKind } from '../declare/memory';
import { tcpFlag } from '../declare/tcp-analysis';
import { Conversations } from './conversations';
import { chunkLength, PacketTable, packetBit } from './packet-table';
import { StreamHistory } from './tcp-history';

const millisecond = 1_000_000;

/** A table of streams whose packets alternate: data of 100 bytes, then its acknowledgement 3 milliseconds later. */
function indexed(streams: number, rounds: number) {
  const table = new PacketTable();
  const conversations = new Conversations();
  const rows: number[] = [];
  const add = (conversation: number, backward: boolean, round: number, at: number): void => {
    const row = table.count;
    const chunk = table.append(row * 100, 100, 100, 0, at * millisecond);
    const i = row & (chunkLength - 1);
    chunk.conversation[i] = conversation;
    chunk.flags[i] = packetBit.tcp | (backward ? packetBit.backward : 0);
    chunk.sequence[i] = backward ? 1 : 1 + round * 100;
    chunk.acknowledgement[i] = backward ? 101 + round * 100 : 1;
    chunk.length[i] = backward ? 0 : 100;
    chunk.window[i] = 1000;
    chunk.tcp[i] = tcpFlag.ack;
  };
  for (let stream = 0; stream < streams; stream++) {
    const endpoints = {
      frame: stream + 1,
      addressKind: addressKind.ipv4,
      addressBytes: Uint8Array.of(10, 0, 0, 1, 10, 0, 0, 2),
      sourceAt: 0,
      destinationAt: 4,
      sourcePort: 1000 + stream,
      destinationPort: 80,
    };
    rows.push(conversations.open(endpoints as unknown as Dissection, conversationKind.tcp));
  }
  for (let round = 0; round < rounds; round++) {
    for (const row of rows) add(row, false, round, round * 10);
    for (const row of rows) add(row, true, round, round * 10 + 3);
  }
  return { table, conversations, rows };
}

test('details are the same for one packet, for a pass over all, and for a walk back', () => {
  const { table, conversations } = indexed(5, 6);
  const ownerOf = (frame: number) => (frame - 1) % 5;
  const frames = Array.from({ length: table.count }, (_, index) => index + 1);
  const alone = frames.map((frame) => new StreamHistory(table, conversations).detailsOf(ownerOf(frame), frame));
  const history = new StreamHistory(table, conversations);
  const twice = frames.map((frame) => [0, 1].map(() => history.detailsOf(ownerOf(frame), frame))[1]);
  const back = frames.toReversed().map((frame) => history.detailsOf(ownerOf(frame), frame));
  expect(twice).toEqual(alone);
  expect(back.toReversed()).toEqual(alone);
  expect(alone[5]).toMatchObject({ acknowledgedFrame: 1, acknowledgedAfter: BigInt(3 * millisecond) });
  expect(alone[10]).toMatchObject({ sincePrevious: BigInt(7 * millisecond), bytesInFlight: 100 });
});

test('a packet of another conversation has no details', () => {
  const { table, conversations } = indexed(2, 1);
  expect(new StreamHistory(table, conversations).detailsOf(1, 1)).toBeUndefined();
  expect(new StreamHistory(table, conversations).detailsOf(0, 99)).toBeUndefined();
});
