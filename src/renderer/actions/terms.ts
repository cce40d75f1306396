/** Display filter terms from what is selected. */
import { app } from '../state/app-state';
import { heldRow } from '../state/row-cache';
import { shownColumns } from './rows';

/** The term of the selected line of the detail; empty when it has none. */
export function nodeTerm(): string {
  const { detail, node } = app.get();
  const line = detail?.nodes[node];
  if (!line || line.field === '') return '';
  return line.filterValue === '' ? line.field : `${line.field} == ${line.filterValue}`;
}

/** The term of the selected cell of the packet list; empty when it has none. */
export function cellTerm(): string {
  const { selection, settings } = app.get();
  if (!selection) return '';
  const column = shownColumns(settings.columns)[selection.column];
  const text = heldRow(selection.index)?.cells[selection.column];
  return column && text ? columnTerm(column.field, text) : '';
}

/** The term that finds packets with this text in a column, on a field of the packet where the text tells which. */
export function columnTerm(field: string, text: string): string {
  switch (field) {
    case '_ws.col.number':
      return `frame.number == ${text}`;
    case '_ws.col.packet_length':
      return `frame.len == ${text}`;
    case '_ws.col.time':
      return `frame.number == ${heldNumber()}`;
    case '_ws.col.def_src':
      return addressTerm('src', text);
    case '_ws.col.def_dst':
      return addressTerm('dst', text);
    default:
      return `${field} == ${literal(field, text)}`;
  }
}

function heldNumber(): number {
  return app.get().selection?.number ?? 0;
}

function addressTerm(side: 'src' | 'dst', text: string): string {
  if (/^\d+(?:\.\d+){3}$/.test(text)) return `ip.${side} == ${text}`;
  if (/^[\da-f]{2}(?::[\da-f]{2}){5}$/i.test(text)) return `eth.${side} == ${text}`;
  if (/^[\da-f:.]*:[\da-f:.]*$/i.test(text)) return `ipv6.${side} == ${text}`;
  return `_ws.col.def_${side} == ${quoted(text)}`;
}

function literal(field: string, text: string): string {
  const bare = /^(?:-?\d+(?:\.\d+)*|0x[\da-f]+|[\da-f]{1,4}(?::[\da-f]{0,4})+)$/i.test(text);
  return bare && !field.startsWith('_ws.col.') ? text : quoted(text);
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
