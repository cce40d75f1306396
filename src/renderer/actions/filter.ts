/** The display filter: checking it while it is typed, applying it, and making one from what is selected. */
import { askEngine } from '../bridge/engine-client';
import { app, noView, updateCapture } from '../state/app-state';
import { fetchMissing, turnTo } from '../state/row-cache';
import { type Combination, combine } from './combine';
import { run } from './notices';
import { selectIndex } from './selection';
import { changeSettings } from './settings';

const longestHistory = 20;
/** Rows fetched before a new view is shown: some above the selected packet, and those below it. */
const rowsAbove = 20;
const firstRows = 60;

let checked = 0;

/** Takes what was typed, and has it checked. */
export function typeFilter(text: string): void {
  app.set({ filterText: text, filterProblem: text.trim() === '' ? undefined : app.get().filterProblem });
  run(checkFilter(text));
}

async function checkFilter(text: string): Promise<void> {
  checked++;
  const check = checked;
  if (!app.get().capture || text.trim() === '') return;
  const { problem } = await askEngine('checkFilter', { text });
  if (check === checked) app.set({ filterProblem: problem });
}

/** Shows the packets that a filter lets through. The rows of the view before stay until the first new ones are there. */
export async function applyFilter(text: string): Promise<void> {
  const filter = text.trim();
  checked++;
  app.set({ filterText: text, filterProblem: undefined });
  if (!app.get().capture) return;
  const started = await askEngine('view', { filter });
  if ('message' in started) {
    app.set({ filterProblem: started });
    return;
  }
  if (filter !== '') remember(filter);
  await showView(started.view, filter);
}

/** Turns to a view that the engine has started. */
export async function showView(view: number, filter: string): Promise<void> {
  const { selection } = app.get();
  const index = selection ? await askEngine('indexOf', { number: selection.number }) : 0;
  await turnTo(view, Math.max(0, index - rowsAbove), firstRows);
  const { capture, rowsVersion, revealVersion } = app.get();
  if (!capture) return;
  const told = progress.view === view ? progress : { ...noView, number: view };
  updateCapture({ view: { ...noView, ...told, number: view, filter } });
  app.set({ rowsVersion: rowsVersion + 1, revealVersion: revealVersion + 1 });
  fetchMissing();
  run(placeSelection());
}

/** What the engine last told of its view; it may run ahead of what is shown. */
let progress = { view: -1, count: 0, examined: 0, done: false, milliseconds: 0 };

export function noteProgress(told: typeof progress): void {
  progress = told;
  const { capture } = app.get();
  if (capture?.view.number !== told.view) return;
  const { view: number, ...rest } = told;
  updateCapture({ view: { ...capture.view, ...rest, number } });
  const { selection } = app.get();
  if (selection && selection.index < 0) run(placeSelection());
}

/** Finds out where the selected packet stands in the view. When the filter hides it, the next packet that shows takes its place. */
async function placeSelection(): Promise<void> {
  const { selection, capture } = app.get();
  if (!selection || !capture) return;
  const index = await askEngine('indexOf', { number: selection.number });
  const there =
    index < (app.get().capture?.view.count ?? 0) && (await askEngine('frameAt', { index })) === selection.number;
  const current = app.get().selection;
  if (current?.number !== selection.number) return;
  const { view } = app.get().capture ?? {};
  if (!there && view?.done && view.count > 0) {
    await selectIndex(Math.min(index, view.count - 1));
    return;
  }
  const placed = there ? index : -1;
  if (placed === current.index) return;
  app.set({ selection: { ...current, index: placed }, revealVersion: app.get().revealVersion + 1 });
}

function remember(filter: string): void {
  const { filterHistory } = app.get().settings;
  changeSettings({
    filterHistory: [filter, ...filterHistory.filter((one) => one !== filter)].slice(0, longestHistory),
  });
}

/** Puts a term into the filter bar, and applies it unless it is only prepared. */
export function takeTerm(term: string, combination: Combination, prepareOnly: boolean): void {
  const text = combine(app.get().capture?.view.filter ?? '', term, combination);
  if (prepareOnly) typeFilter(text);
  else run(applyFilter(text));
}
