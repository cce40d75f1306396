/** The rows of the packet list that the window holds: a few pages around what is looked at, fetched as they are needed. */
import { unpackRows } from '../../shared/packed-rows';
import type { PacketRow } from '../../shared/view';
import { askEngine } from '../bridge/engine-client';
import { app } from './app-state';

const pageRows = 64;
const mostPages = 128;

interface Page {
  readonly rows: readonly PacketRow[];
  /** Content that was changed since (marks, columns) is shown until the new rows are there. */
  stale: boolean;
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
  for (let page = Math.floor(from / pageRows); page <= last; page++) {
    fetched.set(page, { rows: await fetchPage(newView, page), stale: false });
  }
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
    for (let page = nextMissing(); page !== undefined && view >= 0; page = nextMissing()) {
      const asked = view;
      const rows = await fetchPage(asked, page);
      if (asked !== view) continue;
      // The engine is at another view already: the window follows, and then fetches on.
      if (rows.length === 0) break;
      pages.delete(page);
      pages.set(page, { rows, stale: false });
      dropFarPages();
      app.set({ rowsVersion: app.get().rowsVersion + 1 });
    }
  } catch {
    // The engine is gone: the window says so elsewhere.
  } finally {
    fetching = false;
  }
}

/** The page to fetch next: what is looked at first, then its neighbours. */
function nextMissing(): number | undefined {
  const { first, last } = wanted;
  for (let page = first; page <= last; page++) if (isMissing(page)) return page;
  if (isMissing(last + 1)) return last + 1;
  return first > 0 && isMissing(first - 1) ? first - 1 : undefined;
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

async function fetchPage(ofView: number, page: number): Promise<PacketRow[]> {
  const packed = await askEngine('rows', { view: ofView, from: page * pageRows, count: pageRows });
  return unpackRows(packed);
}
