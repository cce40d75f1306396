/** Display filter terms from what is selected. */
import { nodeTerm as termOfLine } from '../../engine/filter/terms';
import type { DetailNode, FrameNumber } from '../../shared/view';
import { askEngine } from '../bridge/engine-client';
import { app } from '../state/app-state';
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
export function selectedCellTerm(): Promise<string> {
  const { selection, settings } = app.get();
  const column = selection && shownColumns(settings.columns)[selection.column];
  return column ? cellTerm(selection.number, column.field) : Promise.resolve('');
}

/** The term for what a packet has in a column, by the column's field. */
export const cellTerm = (number: FrameNumber, field: string): Promise<string> =>
  askEngine('cellTerm', { number, field });
