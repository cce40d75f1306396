/** Packet ranges as the Save dialog takes them: `1-40,77,90-`. */
import type { FilterProblem } from '../view';

/** Whether a packet number is in the range. */
export type PacketRange = (number: number) => boolean;

/** Reads a range; gives the problem with its place when it is none. */
export function parsePacketRange(text: string): PacketRange | FilterProblem {
  const parts: (readonly [number, number])[] = [];
  let at = 0;
  for (const part of text.split(',')) {
    const start = at;
    at += part.length + 1;
    const match = /^\s*(\d*)\s*(-?)\s*(\d*)\s*$/.exec(part);
    const [, first = '', dash = '', last = ''] = match ?? [];
    if (match === null || (first === '' && last === ''))
      return {
        message: `“${part.trim()}” is not a packet number or a range such as 10-20.`,
        start,
        end: start + part.length,
      };
    const from = first === '' ? 1 : Number(first);
    const to = dash === '' ? from : last === '' ? Number.MAX_SAFE_INTEGER : Number(last);
    if (to < from)
      return { message: `The range ${part.trim()} ends before it begins.`, start, end: start + part.length };
    parts.push([from, to]);
  }
  return (number) => parts.some(([from, to]) => number >= from && number <= to);
}
