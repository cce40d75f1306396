/** What changes how rows are shown: marks, ignored packets, time references, columns, time formats. */
import type { ColumnSetting, RuleSetting, Settings } from '../../shared/settings';
import { rowFlag } from '../../shared/view';
import { askEngine } from '../bridge/engine-client';
import { app } from '../state/app-state';
import { flagRow, heldRow, heldRows, refreshRows } from '../state/row-cache';
import { fetchDetail } from './selection';
import { changeSettings } from './settings';

type RowSwitch = 'mark' | 'ignore' | 'timeReference';

const flagOf = { mark: rowFlag.marked, ignore: rowFlag.ignored, timeReference: rowFlag.timeReference };

/** Marks the selected packet, or takes the mark away; so for ignoring and time references. */
export async function toggleSelected(what: RowSwitch): Promise<void> {
  const { selection } = app.get();
  if (!selection) return;
  const flags = heldRow(selection.index)?.flags ?? 0;
  const on = (flags & flagOf[what]) === 0;
  flagRow(selection.index, flagOf[what], on);
  if (what === 'timeReference') await askEngine('timeReference', { number: selection.number, on });
  else await askEngine(what, { numbers: [selection.number], on });
  refreshPacket();
}

/** Marks or ignores all displayed packets, or none of them. */
export async function setDisplayed(what: 'mark' | 'ignore', on: boolean): Promise<void> {
  await askEngine(what, { numbers: 'displayed', on });
  refreshPacket();
}

export async function clearTimeReferences(): Promise<void> {
  await askEngine('clearTimeReferences', undefined);
  refreshPacket();
}

/** Rows and detail both tell of marks, ignored packets and time references. */
export function refreshPacket(): void {
  refreshRows();
  const { selection } = app.get();
  if (selection) fetchDetail(selection.number);
}

/** Widths that show all of a time with nanoseconds, in pixels. */
const timeWidths: Readonly<Record<Settings['timeFormat'], number>> = {
  relative: 112,
  delta: 112,
  'delta-displayed': 112,
  absolute: 150,
  utc: 150,
  'absolute-date': 228,
  'utc-date': 228,
  epoch: 164,
};

/** Changes how times are shown; a time column that the user never made wider or narrower gets the width it needs. */
export async function setTimeFormat(timeFormat: Settings['timeFormat']): Promise<void> {
  const usual = Object.values(timeWidths);
  const columns = app
    .get()
    .settings.columns.map((column) =>
      column.field === '_ws.col.time' && usual.includes(column.width)
        ? { ...column, width: timeWidths[timeFormat] }
        : column,
    );
  changeSettings({ timeFormat, columns });
  if (!app.get().capture) return;
  await askEngine('setTimeFormat', { format: timeFormat });
  refreshRows();
}

/** Shows names instead of addresses, or addresses again. */
export async function setNameResolution(on: boolean): Promise<void> {
  changeSettings({ resolveNames: on });
  if (!app.get().capture) return;
  await askEngine('setNameResolution', { on });
  refreshRows();
}

/** The columns that are shown, in order: the cells of every row. */
export function shownColumns(columns: readonly ColumnSetting[]): readonly ColumnSetting[] {
  return columns.filter((column) => column.shown);
}

/** Changes the columns; the engine is told when their content changes. */
export async function setColumns(columns: readonly ColumnSetting[]): Promise<void> {
  const before = shownColumns(app.get().settings.columns).map(({ field }) => field);
  changeSettings({ columns: [...columns] });
  const shown = shownColumns(columns);
  if (!app.get().capture || shown.map(({ field }) => field).join('\n') === before.join('\n')) return;
  const problem = await askEngine('setColumns', { columns: shown.map(({ title, field }) => ({ title, field })) });
  if (problem) throw new Error(problem.message);
  refreshRows();
}

/** Adds a column before the last one, which is Info unless the user moved it. */
export function addColumn(title: string, field: string): Promise<void> {
  const { columns } = app.get().settings;
  const column: ColumnSetting = { title, field, width: 120, align: 'left', shown: true };
  return setColumns([...columns.slice(0, -1), column, ...columns.slice(-1)]);
}

/** Width of a character of the packet list, in pixels, and what stands around a cell's text. */
const characterWidth = 7.2;
const cellPadding = 18;
const widest = 600;

/** Makes shown columns as wide as the rows at hand need; the last one takes what is left. */
export function fitColumns(only?: number): Promise<void> {
  const { columns } = app.get().settings;
  const shown = shownColumns(columns);
  const rows = heldRows();
  const fitted = columns.map((column) => {
    const place = shown.indexOf(column);
    if (place < 0 || (only !== undefined && only !== place)) return column;
    if (only === undefined && place === shown.length - 1) return { ...column, width: 0 };
    const longest = Math.max(column.title.length, ...rows.map((row) => row.cells[place]?.length ?? 0));
    return { ...column, width: Math.min(widest, Math.ceil(longest * characterWidth) + cellPadding) };
  });
  return setColumns(fitted);
}

/** Replaces the colouring rules. Rejects with the sentence of the first rule whose filter is wrong; it colours nothing. */
export async function changeColouringRules(rules: readonly RuleSetting[]): Promise<void> {
  changeSettings({ rules: [...rules] });
  if (!app.get().capture) return;
  const problems = await askEngine('setColouringRules', {
    rules: rules.map(({ name, filter, enabled }) => ({ name, filter, enabled })),
  });
  refreshRows();
  const wrong = problems.findIndex((problem, place) => problem && rules[place].enabled);
  if (wrong >= 0) throw new Error(`${rules[wrong].name}: ${problems[wrong]?.message}`);
}
