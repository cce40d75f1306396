/** Makes terms of a display filter from what somebody points at: a line of the detail tree, bytes, a cell of the packet list. */
import type { DetailNode } from '../view';

/** Bytes beyond which a selection makes no term that anybody would read. */
const maximumBytes = 256;

/** The term of a line of the detail tree; empty when it cannot be filtered on. */
export function nodeTerm({ field, filterValue }: Pick<DetailNode, 'field' | 'filterValue'>): string {
  return filterValue === '' ? field : `${field} == ${filterValue}`;
}

/**
 * The term that finds packets with these bytes at the same place: counted from the innermost layer whose line holds them all, else
 * from the frame's start. `buffer` and `at` say where they lie in the packet. Empty for bytes that no layer of their buffer holds.
 */
export function byteTerm(nodes: readonly DetailNode[], buffer: number, at: number, bytes: Uint8Array): string {
  if (bytes.length === 0 || bytes.length > maximumBytes) return '';
  const end = at + bytes.length;
  const layers = nodes.filter(({ kind, field }) => kind === 'layer' && field !== '' && field !== 'frame');
  const holder = layers.findLast(
    (layer) => layer.buffer === buffer && layer.at <= at && end <= layer.at + layer.length,
  );
  if (holder === undefined) return buffer === 0 ? sliceTerm('frame', at, bytes) : '';
  const same = layers.filter(({ field }) => field === holder.field);
  const name = same.length > 1 ? `${holder.field}#${same.indexOf(holder) + 1}` : holder.field;
  return sliceTerm(name, at - holder.at, bytes);
}

const sliceTerm = (name: string, from: number, bytes: Uint8Array): string =>
  `${name}[${from}:${bytes.length}] == ${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(':')}`;

/** A term for each value, all of which a packet must have. */
export function valueTerms(field: string, values: readonly string[]): string {
  const terms = [...new Set(values.map((value) => nodeTerm({ field, filterValue: value })))];
  return terms.join(' and ');
}

/** The term for an address as the Source or the Destination column shows it. */
export function addressTerm(side: 'src' | 'dst', text: string): string {
  if (/^\d+(?:\.\d+){3}$/.test(text)) return `ip.${side} == ${text}`;
  if (/^[\da-f]{2}(?::[\da-f]{2}){5}$/i.test(text)) return `eth.${side} == ${text}`;
  if (/^[\da-f:.]*:[\da-f:.]*$/i.test(text)) return `ipv6.${side} == ${text}`;
  return columnTextTerm(`def_${side}`, text);
}

/** The term for the text of a column as it stands. */
export const columnTextTerm = (column: string, text: string): string =>
  `_ws.col.${column} == "${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
