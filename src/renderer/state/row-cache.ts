/** The rows of the packet list that the window holds: a few pages around what is looked at, fetched as they are needed. */
import { unpackRows } from '../../shared/packed-rows';
import type { PacketRow } from '../../shared/view';
import { askEngine } from '../bridge/engine-client';
import { app } from './app-state';

const pageRows = 64;
const mostPages = 128;
/** Pages asked for at once. */
const mostAtOnce = 4;

interface Page {
  readonly rows: readonly PacketRow[];
  /** Content that was changed since (marks, columns) is shown until the new rows are there. */
  stale: boolean;
}

/** Numbers of pages, both included. */
interface Pages {
  readonly first: number;
  readonly last: number;
}

let pages = new Map<number, Page>();
let view = -1;
let wanted: { readonly first: number; readonly last: number } = { first: 0, last: -1 };
let fetching = false;

/** The row at an index of the view, when it is held. */
export function heldRow(index: number): PacketRow | undefined {
  return pages.get(Math.floor(index / pageRows))?.rows[index % pageRows];
}

/** Sets or clears a flag of a held row, ahead of the engine's answer: the next key press must see it. */
export function flagRow(index: number, flag: number, on: boolean): void {
  const page = pages.get(Math.floor(index / pageRows));
  const row = page?.rows[index % pageRows];
  if (!page || !row) return;
  const flags = on ? row.flags | flag : row.flags & ~flag;
  pages.set(Math.floor(index / pageRows), { ...page, rows: page.rows.with(index % pageRows, { ...row, flags }) });
  app.set({ rowsVersion: app.get().rowsVersion + 1 });
}

/** All rows that are held. */
export function heldRows(): readonly PacketRow[] {
  return [...pages.values()].flatMap((page) => page.rows);
}

/** True when all rows `[from, to)` are held. */
export function holds(from: number, to: number): boolean {
  for (let index = from; index < to; index++) if (!heldRow(index)) return false;
  return true;
}

/**
 * The end (exclusive) of the newest rows that are held, when at least `rows` of them are: a list that follows a capture shows these
 * while those that came since are being fetched.
 */
export function newestHeld(rows: number): number | undefined {
  const page = Math.max(-1, ...pages.keys());
  const end = page * pageRows + (pages.get(page)?.rows.length ?? 0);
  return page >= 0 && end >= rows && holds(end - rows, end) ? end : undefined;
}

/** Says what is looked at; fetches what is missing of it, and the page before and after. */
export function wantRows(from: number, to: number): void {
  wanted = { first: Math.floor(from / pageRows), last: Math.floor(Math.max(from, to - 1) / pageRows) };
  fetchMissing();
}

/** Fetches what is missing of the rows that are looked at. */
export function fetchMissing(): void {
  void fetchWanted();
}

/** Starts over with another view, whose first pages are fetched before this returns. */
export async function turnTo(newView: number, from: number, rows: number): Promise<void> {
  const fetched = new Map<number, Page>();
  const last = Math.floor(Math.max(from, from + rows - 1) / pageRows);
  const first = Math.floor(from / pageRows);
  const found = await fetchPages(newView, { first, last });
  for (const [index, rows] of found.entries()) fetched.set(first + index, { rows, stale: false });
  pages = fetched;
  view = newView;
}

/** Forgets everything. */
export function forgetRows(): void {
  pages = new Map();
  view = -1;
}

/** Has every held row fetched again; the old ones are shown until then. */
export function refreshRows(): void {
  for (const page of pages.values()) page.stale = true;
  void fetchWanted();
}

async function fetchWanted(): Promise<void> {
  if (fetching) return;
  fetching = true;
  try {
    for (let missing = nextMissing(); missing !== undefined && view >= 0; missing = nextMissing()) {
      const asked = view;
      const fetched = await fetchPages(asked, missing);
      if (asked !== view) continue;
      // The engine is at another view already: the window follows, and then fetches on.
      if (fetched.length === 0) break;
      for (const [index, rows] of fetched.entries()) {
        pages.delete(missing.first + index);
        pages.set(missing.first + index, { rows, stale: false });
      }
      dropFarPages();
      app.set({ rowsVersion: app.get().rowsVersion + 1 });
    }
  } catch {
    // The engine is gone: the window says so elsewhere.
  } finally {
    fetching = false;
  }
}

/** The pages to fetch next: all that are looked at together, then their neighbours. */
function nextMissing(): Pages | undefined {
  const { first, last } = wanted;
  const looked = Array.from({ length: last - first + 1 }, (_, index) => first + index).filter(isMissing);
  if (looked.length > 0) return { first: looked[0]!, last: Math.min(looked.at(-1)!, looked[0]! + mostAtOnce - 1) };
  const neighbour = isMissing(last + 1) ? last + 1 : first > 0 && isMissing(first - 1) ? first - 1 : undefined;
  return neighbour === undefined ? undefined : { first: neighbour, last: neighbour };
}

function isMissing(page: number): boolean {
  const count = app.get().capture?.view.count ?? 0;
  const expected = Math.min(pageRows, count - page * pageRows);
  if (expected <= 0) return false;
  const held = pages.get(page);
  return !held || held.stale || held.rows.length < expected;
}

function dropFarPages(): void {
  for (const page of pages.keys()) {
    if (pages.size <= mostPages) return;
    if (page < wanted.first - 1 || page > wanted.last + 1) pages.delete(page);
  }
}

/** As many pages as there are rows for; one question, because each takes its turn behind the engine's other work. */
async function fetchPages(ofView: number, { first, last }: Pages): Promise<PacketRow[][]> {
  const count = (last - first + 1) * pageRows;
  const rows = unpackRows(await askEngine('rows', { view: ofView, from: first * pageRows, count }));
  return Array.from({ length: Math.ceil(rows.length / pageRows) }, (_, index) =>
    rows.slice(index * pageRows, (index + 1) * pageRows),
  );
}
