/** The Time column of a packet, in the chosen format and as fine as its interface's clock. */
import { type PacketTable, packetBit } from '../index/packet-table';
import type { TimeFormat } from '../view';
import type { CaptureContext } from './capture-context';
import { timeText } from './time-text';

/** Empty for a packet without a time. */
export function timeCell(row: number, table: PacketTable, context: CaptureContext, format: TimeFormat): string {
  if (table.has(row, packetBit.noTime)) return '';
  if (table.has(row, packetBit.timeReference) && format === 'relative') return '*REF*';
  const frame = row + 1;
  return timeText(
    format,
    {
      time: table.timeOf(row),
      sinceReference: context.sinceReference(frame),
      sincePrevious: context.sincePrevious(frame),
      sinceDisplayed: context.sinceDisplayed(frame),
    },
    context.decimals(frame),
  );
}
