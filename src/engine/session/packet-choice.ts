/** Which packets are saved or exported. */
import { type PacketTable, packetBit } from '../index/packet-table';
import type { SaveRequest } from '../session';
import type { FilterProblem, FrameNumber, PacketView } from '../view';
import { parsePacketRange } from './packet-range';

export interface PacketChoice {
  includes(number: FrameNumber): boolean;
}

/** A range that is none gives the problem with it. */
export function choosePackets(
  packets: SaveRequest['packets'],
  view: PacketView,
  table: PacketTable,
): PacketChoice | FilterProblem {
  if (packets === 'all') return { includes: () => true };
  if (packets === 'marked') return { includes: (number) => table.has(number - 1, packetBit.marked) };
  if (packets === 'displayed') return { includes: (number) => isDisplayed(view, number) };
  const range = parsePacketRange(packets.range);
  return 'message' in range ? range : { includes: range };
}

export function isDisplayed(view: PacketView, number: FrameNumber): boolean {
  const index = view.indexOf(number);
  return index < view.count && view.frameAt(index) === number;
}
