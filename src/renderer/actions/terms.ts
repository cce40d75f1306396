/** Display filter terms from what is selected. */
import { addressTerm, nodeTerm as termOfLine } from '../../engine/filter/terms';
import type { DetailNode, FrameNumber } from '../../shared/view';
import { app } from '../state/app-state';
import { heldRow } from '../state/row-cache';
import { spanOf } from './byte-selection';
import { byteTerms } from './byte-terms';
import { shownColumns } from './rows';

/** The term of the selected line of the detail; empty when it has none. */
export function nodeTerm(): string {
  const { detail, node } = app.get();
  return lineTerm(detail?.nodes[node]);
}

/** The term of a line of the detail; empty when it has none. */
export function lineTerm(line: DetailNode | undefined): string {
  return !line || line.field === '' ? '' : termOfLine(line);
}

/** The terms of the bytes selected by hand, the likeliest first; none when there are none, too many, or not all at hand yet. */
export function selectedByteTerms(): readonly string[] {
  const { detail, byteSelection } = app.get();
  if (!detail || !byteSelection) return [];
  const { from, to } = spanOf(byteSelection);
  const { start } = detail.buffers[byteSelection.buffer];
  return to > start.length ? [] : byteTerms(detail, byteSelection.buffer, from, start.subarray(from, to));
}

/** The term of the selected cell of the packet list; empty when it has none. */
export function cellTerm(): string {
  const { selection, settings } = app.get();
  if (!selection) return '';
  const column = shownColumns(settings.columns)[selection.column];
  const row = heldRow(selection.index);
  const text = row?.cells[selection.column];
  return column && text ? columnTerm(column.field, text, row.number) : '';
}

/** The term that finds packets with the text that a packet has in a column, on a field where the text tells which. */
export function columnTerm(field: string, text: string, number: FrameNumber): string {
  switch (field) {
    case '_ws.col.number':
      return `frame.number == ${number}`;
    case '_ws.col.packet_length':
      return `frame.len == ${text}`;
    case '_ws.col.time':
      return `frame.number == ${number}`;
    case '_ws.col.def_src':
      return addressTerm('src', text);
    case '_ws.col.def_dst':
      return addressTerm('dst', text);
    default:
      return `${field} == ${literal(field, text)}`;
  }
}

function literal(field: string, text: string): string {
  const bare = /^(?:-?\d+(?:\.\d+)*|0x[\da-f]+|[\da-f]{1,4}(?::[\da-f]{0,4})+)$/i.test(text);
  return bare && !field.startsWith('_ws.col.') ? text : quoted(text);
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
