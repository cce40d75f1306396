/** The minimap: one colour for each part of a view, errors before everything else. */
import { type PacketTable, packetBit } from '../index/packet-table';
import type { PacketView } from '../session';

/** Rows looked at in each part: enough to find a colour, few enough to draw while scrolling. */
const samples = 4;
/** Stands for a part without a colour. */
export const noColour = 255;

/** `colourOf` gives the index of the rule that matches a row, -1 for none; rules stand in order of importance. */
export function minimapOf(
  view: PacketView,
  buckets: number,
  table: PacketTable,
  colourOf: (row: number) => number,
): Uint8Array {
  const colours = new Uint8Array(buckets).fill(noColour);
  for (let bucket = 0; bucket < buckets; bucket++) {
    const from = Math.floor((bucket * view.count) / buckets);
    const to = Math.max(from + 1, Math.floor(((bucket + 1) * view.count) / buckets));
    if (from >= view.count) break;
    const step = Math.max(1, Math.floor((to - from) / samples));
    for (let index = from; index < Math.min(to, view.count); index += step) {
      const row = view.frameAt(index) - 1;
      if (table.has(row, packetBit.ignored)) continue;
      const colour = colourOf(row);
      if (colour >= 0 && colour < colours[bucket]) colours[bucket] = colour;
    }
  }
  return colours;
}
