/** The lines of one packet in display order, with the field and the value behind each: for who prints packets in a form of their own. */
import { visible } from '../bytes/visible';
import { groupOf, issueExpert, severityNumber } from '../declare/expert';
import { plainValue } from '../declare/format';
import { type Line, type TreeSink, textOf } from '../decode/tree-sink';
import type { DetailBuffer } from '../view';

export { groupNames, severityNames } from '../declare/expert';

export type { Line } from '../decode/tree-sink';

/** Valid until the session is asked for the next packet: byte strings are views into its buffers. */
export interface PacketTree {
  /** Each line stands behind its parent; `parent` is an index into this list, -1 for a layer. */
  readonly lines: readonly Line[];
  readonly buffers: readonly DetailBuffer[];
}

export function packetTree(sink: TreeSink): PacketTree {
  const order = displayOrder(sink.lines);
  const place = new Int32Array(sink.lines.length);
  order.forEach((line, index) => {
    place[line] = index;
  });
  return {
    lines: order.map((index) => {
      const line = sink.lines[index];
      return { ...line, parent: line.parent < 0 ? -1 : place[line.parent] };
    }),
    buffers: buffersOf(sink),
  };
}

/** Indices of lines so that each stands behind its parent and before the parent's next sibling. */
export function displayOrder(lines: readonly Line[]): readonly number[] {
  const children = new Map<number, number[]>();
  lines.forEach((line, index) => {
    const list = children.get(line.parent);
    if (list === undefined) children.set(line.parent, [index]);
    else list.push(index);
  });
  const order: number[] = [];
  const waiting = [...(children.get(-1) ?? [])].reverse();
  while (waiting.length > 0) {
    const index = waiting.pop()!;
    order.push(index);
    const below = children.get(index);
    if (below !== undefined) for (let i = below.length - 1; i >= 0; i--) waiting.push(below[i]);
  }
  return order;
}

/** Copies of the buffers that lines lie in, the frame first. */
export function buffersOf(sink: TreeSink): readonly DetailBuffer[] {
  return sink.buffers.map(({ bytes, start, end, name }, index) => ({
    name: index === 0 ? `Frame (${end - start} bytes)` : `${name || 'Reassembled'} (${end - start} bytes)`,
    bytes: bytes.slice(start, end),
  }));
}

/** The line as shown, label included. Labels quote captured text: its control characters are written as escapes. */
export const shownText = (line: Line): string => visible(textOf(line));

/** The value alone, as `tshark -T fields` prints it; empty where there is none. */
export function plainText({ field, value }: Line): string {
  return field === undefined || value === undefined || field.type === 'PROTOCOL' ? '' : plainValue(field, value);
}

/** Wireshark's numbers for the severity and the group of an expert message; undefined for other lines. */
export function expertOf({ field, issue }: Line): { readonly severity: number; readonly group: number } | undefined {
  if (issue !== undefined) return issueExpert(issue);
  const severity = field?.options.severity;
  return field === undefined || severity === undefined
    ? undefined
    : { severity: severityNumber[severity], group: groupOf(field) };
}
