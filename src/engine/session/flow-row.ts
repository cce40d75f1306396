/** A packet as an arrow of a sequence diagram: between which endpoints, and what it says. */
import type { FlowRow } from '../view';
import { columnText, destinationText, sourceText } from './columns';
import type { PacketWalker } from './packet-walker';

/** The packet of a row (counted from 0); `time` and `colour` are the packet list's. */
export function flowRow(row: number, walker: PacketWalker, time: string, colour: number): FlowRow {
  walker.walk(row, undefined, true);
  const { dissection } = walker;
  const ported = dissection.transportLayers > 0;
  return {
    number: row + 1,
    time,
    source: sourceText(dissection),
    destination: destinationText(dissection),
    sourcePort: ported ? dissection.sourcePort : 0,
    destinationPort: ported ? dissection.destinationPort : 0,
    protocol: columnText('protocol', dissection),
    info: columnText('info', dissection),
    colour,
  };
}
