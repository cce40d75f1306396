/** The display filter: checking it while it is typed, applying it, and making one from what is selected. */
import type { ViewProgress } from '../../shared/ipc';
import { askEngine } from '../bridge/engine-client';
import { app, noRemarks, noView, updateCapture } from '../state/app-state';
import { fetchMissing, turnTo } from '../state/row-cache';
import { type Combination, combine } from './combine';
import { run } from './notices';
import { placeSelection, selectionAnchor } from './selection-place';
import { changeSettings } from './settings';

const longestHistory = 20;
/** Rows fetched before a new view is shown: some above the selected packet, and those below it. */
const rowsAbove = 20;
const firstRows = 60;
/** Quiet before what is typed is applied, in milliseconds: short while answers take less than `quickAnswer`. */
const quickDelay = 120;
const slowDelay = 450;
const quickAnswer = 100;

let checked = 0;
let started = 0;
/** The view that was turned to last. */
let newest = -1;
let timer: ReturnType<typeof setTimeout> | undefined;
/** The view that was started while its filter was typed, until Enter confirms it. */
let typedView: number | undefined;

/** Takes what was typed: has it checked, and shows its packets as soon as it is right, where that is wanted. */
export function typeFilter(text: string): void {
  cancelSlowView();
  writeFilter(text, app.get().settings.filterWhileTyping);
}

/** Puts a filter into the bar without applying it. */
export function prepareFilter(text: string): void {
  writeFilter(text, false);
}

function writeFilter(text: string, applySoon: boolean): void {
  clearTimeout(timer);
  checked++;
  app.set({ filterText: text, filterVerdict: text.trim() === '' ? noRemarks : app.get().filterVerdict });
  run(checkFilter(text, checked, applySoon));
}

async function checkFilter(text: string, check: number, applySoon: boolean): Promise<void> {
  if (!app.get().capture) return;
  const verdict = text.trim() === '' ? noRemarks : await askEngine('checkFilter', { text });
  if (check !== checked) return;
  app.set({ filterVerdict: verdict });
  if (verdict.problem === undefined && applySoon)
    timer = setTimeout(() => run(applyTyped(text)), lastAnswer() < quickAnswer ? quickDelay : slowDelay);
}

/** Milliseconds that the last view took, or would have taken to its end. */
function lastAnswer(): number {
  const { capture } = app.get();
  if (!capture || capture.view.filter === '') return 0;
  const { milliseconds, examined } = capture.view;
  return (milliseconds * Math.max(1, capture.status?.packets ?? 1)) / Math.max(1, examined);
}

/** The next key press ends a filter that is still at work. A capture that still grows needs its view. */
function cancelSlowView(): void {
  const { capture } = app.get();
  if (capture && !capture.view.done && capture.view.filter !== '' && capture.status?.state === 'complete')
    run(askEngine('stopView', undefined));
}

/** Shows the packets of a filter that is still being typed. */
async function applyTyped(text: string): Promise<void> {
  const filter = text.trim();
  if (!app.get().capture || filter === app.get().capture?.view.filter) return;
  selectionAnchor.hold();
  const view = await startView(filter);
  if (typeof view === 'number') typedView = view;
}

/** Shows the packets that a filter lets through. The rows of the view before stay until the first new ones are there. */
export async function applyFilter(text: string): Promise<void> {
  clearTimeout(timer);
  const filter = text.trim();
  checked++;
  app.set({ filterText: text });
  run(checkFilter(text, checked, false));
  const { capture } = app.get();
  if (!capture) return;
  const confirmed = capture.view.filter === filter && capture.view.number === typedView;
  const view = confirmed ? capture.view.number : await startView(filter);
  if (typeof view === 'number') confirmFilter(filter);
  // Another one is on its way already, but this one was asked for.
  else if (view === 'overtaken') remember(filter);
}

/**
 * Puts a filter in the place of one that was applied for the user, and remembers neither. False where another one stands in
 * the bar: what the user asks for, or is typing, goes before.
 */
export function renewFilter(before: string, filter: string): boolean {
  const { capture, filterText } = app.get();
  if (!capture || filterText.trim() !== before) return false;
  clearTimeout(timer);
  checked++;
  app.set({ filterText: filter, filterVerdict: noRemarks, keptFilter: filter });
  run(startView(filter));
  return true;
}

/** Leaves the bar: what was applied while typing counts as applied. */
export function confirmTyped(): void {
  const { capture, filterText, keptFilter } = app.get();
  const filter = filterText.trim();
  if (capture && capture.view.number === typedView && capture.view.filter === filter && filter !== keptFilter)
    confirmFilter(filter);
}

/** Gives back the filter that was applied last on purpose, and the packet selected then. */
export async function restoreFilter(): Promise<void> {
  const { keptFilter, capture } = app.get();
  if (capture?.view.filter === keptFilter && capture.view.done) prepareFilter(keptFilter);
  else await applyFilter(keptFilter);
}

function confirmFilter(filter: string): void {
  typedView = undefined;
  selectionAnchor.release();
  app.set({ keptFilter: filter });
  remember(filter);
}

/** Starts a view and turns to it. Undefined when the filter is wrong. */
async function startView(filter: string): Promise<number | 'overtaken' | undefined> {
  started++;
  const start = started;
  const answer = await askEngine('view', { filter });
  if ('message' in answer) {
    if (start === started) app.set({ filterVerdict: { problem: answer, warnings: [] } });
    return undefined;
  }
  if (start !== started) return 'overtaken';
  await showView(answer.view, filter);
  return answer.view;
}

/** Turns to a view that the engine has started. */
export async function showView(view: number, filter: string): Promise<void> {
  newest = view;
  const wanted = selectionAnchor.number();
  const index = wanted === undefined ? 0 : await askEngine('indexOf', { number: wanted });
  await turnTo(view, Math.max(0, index - rowsAbove), firstRows);
  const { capture, rowsVersion, revealVersion } = app.get();
  if (!capture || newest !== view) return;
  const told: Omit<ViewProgress, 'view'> = progress.view === view ? progress : noView;
  updateCapture({ view: { ...noView, ...told, number: view, filter } });
  noteStop(told, filter);
  app.set({ rowsVersion: rowsVersion + 1, revealVersion: revealVersion + 1 });
  fetchMissing();
  run(placeSelection());
}

/** What the engine last told of its view; it may run ahead of what is shown. */
let progress: ViewProgress = { view: -1, count: 0, examined: 0, done: false, milliseconds: 0 };

export function noteProgress(told: ViewProgress): void {
  progress = told;
  const { capture } = app.get();
  if (capture === undefined || capture.view.number !== told.view) return;
  const { view: number, ...rest } = told;
  updateCapture({ view: { ...capture.view, ...rest, number } });
  noteStop(told, capture.view.filter);
  const { selection } = app.get();
  if (selection && selection.index < 0) run(placeSelection());
}

/** Says why the engine stopped looking for packets, while the filter stands in the bar. */
function noteStop({ stopped }: Pick<ViewProgress, 'stopped'>, filter: string): void {
  if (stopped !== undefined && app.get().filterText.trim() === filter)
    app.set({ filterVerdict: { problem: stopped, warnings: [] } });
}

function remember(filter: string): void {
  if (filter === '') return;
  const { filterHistory } = app.get().settings;
  changeSettings({
    filterHistory: [filter, ...filterHistory.filter((one) => one !== filter)].slice(0, longestHistory),
  });
}

/** Joins a term to the filter in the bar, or to the applied one while that is wrong, and applies it unless it is only prepared. */
export function takeTerm(term: string, combination: Combination, prepareOnly: boolean): void {
  const { filterText, filterVerdict, capture } = app.get();
  const present = filterVerdict.problem === undefined ? filterText : (capture?.view.filter ?? '');
  const text = combine(present, term, combination);
  if (prepareOnly) prepareFilter(text);
  else run(applyFilter(text));
}
