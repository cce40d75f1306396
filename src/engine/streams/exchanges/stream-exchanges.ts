/** The HTTP exchanges of one stream alone, without looking at the rest of the capture. */
import { chunkBits, chunkLength, packetBit, tooWide } from '../../index/packet-table';
import { endpointText } from '../endpoint-text';
import { type PacketSource, SegmentPayloads } from '../packet-source';
import { Connection } from './connection';
import { ExchangeTable } from './exchange-table';
import { messageFlag } from './message-table';

/** Packets looked at in one step, a power of 2. */
const stride = 2048;

/** Reads the rows of a conversation, which must come in order. Each step is a piece of work for one slice. */
export function* streamExchanges(
  source: PacketSource,
  conversation: number,
  rows: Iterable<number>,
): Generator<void, ExchangeTable> {
  const { table, memory } = source.index;
  const payloads = new SegmentPayloads(source);
  const exchanges: ExchangeTable = new ExchangeTable((message) =>
    endpointText(memory.conversations, conversation, !exchanges.messages.has(message, messageFlag.backward)),
  );
  const connection = new Connection(conversation, table, payloads, exchanges);
  let looked = 0;
  for (const row of rows) {
    if ((++looked & (stride - 1)) === 0) yield;
    const chunk = table.chunks[row >>> chunkBits];
    const at = row & (chunkLength - 1);
    let length = chunk.length[at];
    if (length === tooWide) {
      payloads.read(row);
      ({ length } = payloads);
    }
    connection.packet(row, (chunk.flags[at] & packetBit.backward) !== 0, length);
  }
  connection.settle();
  return exchanges;
}
