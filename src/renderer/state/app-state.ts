/** Everything the window knows: the settings, the open capture, what is selected and what lies on top. */

import type { LiveState } from '../../shared/capture-contract';
import { defaultSettings } from '../../shared/default-settings';
import type { EngineStatus, RecentFile, StartInformation } from '../../shared/ipc';
import type { Remedy } from '../../shared/live-capture';
import type { WindowDetail } from '../../shared/packed-detail';
import type { Settings } from '../../shared/settings';
import type { FilterVerdict, FrameNumber, LayerClass } from '../../shared/view';
import { messages } from '../messages/messages';
import { createStore, useStore } from './store';
import { noTabs, type TabsState } from './tabs';

/** The rows on show: the packets that a display filter lets through. */
export interface ViewState {
  /** The engine's number for it; -1 while there is none. */
  readonly number: number;
  readonly filter: string;
  readonly count: number;
  readonly examined: number;
  readonly done: boolean;
  readonly milliseconds: number;
}

export interface CaptureState {
  /** Another number for every capture that is opened; the same while one is saved under another name. */
  readonly serial: number;
  readonly path: string;
  readonly name: string;
  readonly sample: boolean;
  readonly status: EngineStatus | undefined;
  readonly view: ViewState;
  /** Why the engine is no longer there. */
  readonly gone: string | undefined;
  readonly bannerDismissed: boolean;
}

export interface SelectionState {
  readonly number: FrameNumber;
  /** Where it stands in the view; -1 when the filter hides it. */
  readonly index: number;
  /** Column of the cell that was clicked last. */
  readonly column: number;
}

/** The dialogs of capturing. */
export type CaptureDialogState =
  | { readonly kind: 'capture-options' }
  | { readonly kind: 'capture-filters' }
  | { readonly kind: 'capture-source' }
  | { readonly kind: 'capture-remedies'; readonly reason: string; readonly remedies: readonly Remedy[] };
/** Bytes selected by hand, from `anchor` to `head`, both included. */
export interface ByteSelection {
  readonly buffer: number;
  readonly anchor: number;
  readonly head: number;
}

export type DialogState =
  | { readonly kind: 'go-to' }
  | { readonly kind: 'properties' }
  | { readonly kind: 'comments'; readonly number: FrameNumber }
  | { readonly kind: 'comment-list' }
  | { readonly kind: 'save'; readonly purpose: 'save-as' | 'export' }
  | { readonly kind: 'dissections'; readonly format: 'csv' | 'json' }
  | { readonly kind: 'colouring' }
  | { readonly kind: 'columns' }
  | { readonly kind: 'display-filters' }
  | { readonly kind: 'macros' }
  /** `place` of a saved filter that is edited; a new one without it. */
  | { readonly kind: 'save-filter'; readonly place?: number }
  | CaptureDialogState
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'console'; readonly request: ConsoleSuggestion | undefined }
  | { readonly kind: 'launch' }
  | { readonly kind: 'about' };

/** What the dialog of a new socket console begins with. */
export interface ConsoleSuggestion {
  readonly role: 'client';
  readonly transport: 'tcp' | 'udp' | 'unix';
  readonly host: string;
  readonly port: number;
}

export interface TaskState {
  readonly title: string;
  readonly fraction: number;
}

export interface FindState {
  readonly open: boolean;
  readonly kind: 'filter' | 'text' | 'regex' | 'hex';
  readonly text: string;
  readonly in: 'list' | 'detail' | 'bytes';
  readonly caseSensitive: boolean;
  readonly searching: boolean;
  readonly message: string;
}

export interface AppState {
  /** What the main process told at the start; undefined before. */
  readonly start: StartInformation | undefined;
  readonly settings: Settings;
  readonly recent: readonly RecentFile[];
  readonly capture: CaptureState | undefined;
  /** The capture that runs, or that ran and is still open. */
  readonly live: LiveState | undefined;
  /** The list follows the newest packet. */
  readonly autoScroll: boolean;
  readonly selection: SelectionState | undefined;
  readonly detail: WindowDetail | undefined;
  /** Index of the selected line of the detail, -1 for none. */
  readonly node: number;
  /** Index of the shown buffer of the detail. */
  readonly buffer: number;
  /** Undefined while the bytes of the selected line are the selected ones. */
  readonly byteSelection: ByteSelection | undefined;
  /** Keys of the open branches of the tree; they stay open from packet to packet. */
  readonly expanded: ReadonlySet<string>;
  /** The layer under the pointer, wherever it is. */
  readonly litLayer: LayerClass | undefined;
  readonly filterText: string;
  /** What the engine says of the text in the filter bar. */
  readonly filterVerdict: FilterVerdict;
  /** The filter that was applied last on purpose: Escape gives it back. */
  readonly keptFilter: string;
  readonly back: readonly FrameNumber[];
  readonly forward: readonly FrameNumber[];
  readonly find: FindState;
  readonly dialog: DialogState | undefined;
  readonly paletteOpen: boolean;
  readonly builderOpen: boolean;
  /** The views that are open beside the packets, and in the panel at the bottom. */
  readonly tabs: TabsState;
  readonly task: TaskState | undefined;
  readonly notice: string | undefined;
  /** Raised whenever cached rows changed. */
  readonly rowsVersion: number;
  /** Raised to ask the list to show the selection. */
  readonly revealVersion: number;
}

/** Why the capture could not be opened at all; undefined when there is something to show. */
export function failureOf({ capture }: AppState): string | undefined {
  const status = capture?.status;
  return status?.state === 'failed' && status.packets === 0 ? (status.problem?.message ?? '') : undefined;
}

/** The file on show belongs to the capture that runs, or ran last. */
export function showsLive({ capture, live }: AppState): boolean {
  return capture !== undefined && live !== undefined && live.shown >= 0;
}

/** What the open capture is called in titles; undefined when none is open. */
export function captureTitle(state: AppState): string | undefined {
  const { capture, live } = state;
  if (!capture) return undefined;
  const { window } = messages.capturing;
  const shown = live && showsLive(state) ? live : undefined;
  if (shown?.running) return window.capturing(capture.name);
  if (shown?.unsaved) return window.unsaved(capture.name);
  return capture.status?.unsavedComments ? window.unsavedComments(capture.name) : capture.name;
}

/** A capture is open and its engine answers. */
export function hasCapture(state: AppState): boolean {
  return state.capture !== undefined && state.capture.gone === undefined && failureOf(state) === undefined;
}

/** The capture on show lies in the spool alone. */
export function hasUnsavedPackets(state: AppState): boolean {
  return showsLive(state) && state.live?.unsaved === true && (state.capture?.status?.packets ?? 0) > 0;
}

/** Packets are being captured. */
export function isCapturing({ live }: AppState): boolean {
  return live?.running === true;
}

export const noView: ViewState = { number: -1, filter: '', count: 0, examined: 0, done: false, milliseconds: 0 };

/** Of a filter that is right, or was not looked at yet. */
export const noRemarks: FilterVerdict = { warnings: [] };

const initial: AppState = {
  start: undefined,
  settings: defaultSettings,
  recent: [],
  capture: undefined,
  live: undefined,
  autoScroll: false,
  selection: undefined,
  detail: undefined,
  node: -1,
  buffer: 0,
  byteSelection: undefined,
  expanded: new Set(),
  litLayer: undefined,
  filterText: '',
  filterVerdict: noRemarks,
  keptFilter: '',
  back: [],
  forward: [],
  find: { open: false, kind: 'filter', text: '', in: 'list', caseSensitive: false, searching: false, message: '' },
  dialog: undefined,
  paletteOpen: false,
  builderOpen: false,
  tabs: noTabs,
  task: undefined,
  notice: undefined,
  rowsVersion: 0,
  revealVersion: 0,
};

export const app = createStore(initial);

/** Follows one part of the state. */
export function useApp<Part>(select: (state: AppState) => Part): Part {
  return useStore(app, select);
}

/** Changes the open capture, if there is one. */
export function updateCapture(change: Partial<CaptureState>): void {
  const { capture } = app.get();
  if (capture) app.set({ capture: { ...capture, ...change } });
}
