/** Copying: of a line of the detail, of a row, of bytes in the forms that other programs take. */
import { expandMacros } from '../../engine/filter/macros';
import { FilterSyntaxError } from '../../engine/filter/problem';
import type { WindowDetail } from '../../shared/packed-detail';
import { askEngine } from '../bridge/engine-client';
import { askMain } from '../bridge/main-client';
import { app } from '../state/app-state';
import { heldRow } from '../state/row-cache';
import { spanOf } from './byte-selection';
import { type BytesForm, printBytes } from './bytes-text';
import { shownColumns } from './rows';
import { commandLine } from './shell-quoting';
import { nodeTerm } from './terms';

export function copyText(text: string): Promise<void> {
  return askMain('copyText', { text });
}

/** The display filter in the bar. */
export async function copyFilter(): Promise<void> {
  await copyText(app.get().filterText.trim());
}

/** The command that prints the displayed packets. */
export async function copyCommandLine(): Promise<void> {
  const { capture, filterText } = app.get();
  if (capture) await copyText(commandLine(capture.path, withoutMacros(filterText.trim())));
}

/** A filter with its macros written out: the command line does not know them. */
function withoutMacros(filter: string): string {
  const macros = new Map(app.get().settings.macros.map(({ name, text }) => [name, text]));
  try {
    return expandMacros(filter, macros).text;
  } catch (error) {
    // What is wrong with it, the bar says already.
    if (error instanceof FilterSyntaxError) return filter;
    throw error;
  }
}

export async function copyNode(what: 'description' | 'field' | 'value' | 'filter'): Promise<void> {
  const { detail, node } = app.get();
  const line = detail?.nodes[node];
  if (!line) return;
  const value = line.filterValue === '' ? line.text.replace(/^[^:]*: /, '') : line.filterValue;
  const texts = { description: line.text, field: line.field, value: unquoted(value), filter: nodeTerm() };
  await copyText(texts[what]);
}

function unquoted(value: string): string {
  return /^".*"$/s.test(value) ? value.slice(1, -1).replaceAll(/\\(["\\])/g, '$1') : value;
}

/** The selected line with everything open under it, indented. */
export async function copyVisibleLines(): Promise<void> {
  const { detail } = app.get();
  if (!detail) return;
  const depths: number[] = [];
  const lines = detail.nodes.map(({ parent, text }) => {
    depths.push(parent < 0 ? 0 : depths[parent] + 1);
    return `${'    '.repeat(depths[depths.length - 1])}${text}`;
  });
  await copyText(lines.filter((_, index) => !detail.nodes[index].hidden).join('\n'));
}

export async function copyRow(form: 'text' | 'csv'): Promise<void> {
  const { selection, settings } = app.get();
  const row = selection && heldRow(selection.index);
  if (!row) return;
  const titles = shownColumns(settings.columns).map(({ title }) => title);
  if (form === 'text') await copyText(row.cells.join('\t'));
  else await copyText(`${[titles, row.cells].map((cells) => cells.map(csvCell).join(',')).join('\n')}\n`);
}

/** A cell in quotes; what a spreadsheet would take for a formula begins with an apostrophe. */
function csvCell(text: string): string {
  const defused = /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
  return `"${defused.replaceAll('"', '""')}"`;
}

/** Copies the selected bytes, or else all bytes of the shown buffer. */
export async function copyBytes(form: BytesForm): Promise<void> {
  await copyText(printBytes(await selectedBytes(), form));
}

const pieceLength = 512 * 1024;

/** The bytes selected by hand, or those of the selected line, or else the whole shown buffer. */
export async function selectedBytes(): Promise<Uint8Array> {
  const { detail, node, buffer, byteSelection } = app.get();
  if (!detail) return new Uint8Array();
  const { length } = detail.buffers[buffer];
  const line = detail.nodes[node];
  if (byteSelection?.buffer === buffer) {
    const { from, to } = spanOf(byteSelection);
    return bytesBetween(detail, buffer, from, to);
  }
  const chosen = line && line.length > 0 && line.buffer === buffer;
  return chosen
    ? bytesBetween(detail, buffer, line.at, Math.min(line.at + line.length, length))
    : bytesBetween(detail, buffer, 0, length);
}

async function bytesBetween(detail: WindowDetail, buffer: number, from: number, to: number): Promise<Uint8Array> {
  const { start } = detail.buffers[buffer];
  if (to <= start.length) return start.slice(from, to);
  const bytes = new Uint8Array(to - from);
  for (let at = from; at < to; at += pieceLength) {
    const length = Math.min(pieceLength, to - at);
    bytes.set(await askEngine('bytes', { number: detail.number, buffer, from: at, length }), at - from);
  }
  return bytes;
}
