/** The life of a capture in the window: opened, read, grown, closed, lost. */
import type { EngineContract, OpeningCapture } from '../../shared/ipc';
import type { Client } from '../../shared/port';
import { abandonEngine, askEngine, awaitEngines } from '../bridge/engine-client';
import { askMain, onMain } from '../bridge/main-client';
import { messages } from '../messages/messages';
import { app, captureTitle, noRemarks, noView, updateCapture } from '../state/app-state';
import { forgetRows } from '../state/row-cache';
import { followCaptures } from './capturing';
import { applyFilter, noteProgress } from './filter';
import { notify, run } from './notices';
import { refreshPacket, shownColumns } from './rows';
import { selectFrame, selectIndex } from './selection';
import { setZoom } from './settings';
import { startSockets } from './sockets';
import { hearStreams } from './streams';

/** What to come back to when the same file is opened again. */
interface Place {
  readonly filter: string;
  readonly number: number | undefined;
}

let place: Place | undefined;
/** Counts the captures that were opened. */
let serial = 0;

/** Begins: learns the settings and listens to the main process. */
export async function startWindow(): Promise<void> {
  startSockets();
  onMain('opening', begin);
  onMain('renamed', updateCapture);
  followCaptures();
  followTitle();
  onMain('closed', () => {
    abandonEngine(messages.capture.closed);
    forgetRows();
    app.set({
      capture: undefined,
      selection: undefined,
      detail: undefined,
      node: -1,
      filterText: '',
      dialog: undefined,
      autoScroll: false,
    });
  });
  onMain('engineGone', ({ message }) => {
    abandonEngine(message);
    updateCapture({ gone: message });
    app.set({ task: undefined });
  });
  onMain('recent', (recent) => app.set({ recent }));
  onMain('notice', ({ message }) => notify(message));
  awaitEngines((client) => {
    connected(client).catch((error: unknown) => {
      const { capture } = app.get();
      // A file that could not be opened, and an engine that ended, are told in a place of their own.
      if (capture && capture.gone === undefined && capture.status?.state !== 'failed') notify(String(error));
    });
  });
  const start = await askMain('start', undefined);
  app.set({ start, settings: start.settings, recent: start.recent });
  if (start.settings.zoom !== 0) setZoom(start.settings.zoom);
}

/** A capture is being opened. One that goes on from the one before shows its rows until its own are there. */
function begin({ live, continues, ...opened }: OpeningCapture): void {
  const { capture, selection, settings } = app.get();
  const same = capture?.path === opened.path;
  const stays = capture !== undefined && (same || continues);
  place = stays ? { filter: capture.view.filter, number: same || !live ? selection?.number : undefined } : undefined;
  if (!continues) forgetRows();
  serial++;
  app.set({
    capture: {
      ...opened,
      serial,
      status: continues && capture?.status?.state !== 'failed' ? capture?.status : undefined,
      view: continues && capture ? capture.view : noView,
      gone: undefined,
      bannerDismissed: false,
    },
    selection: undefined,
    detail: undefined,
    node: -1,
    buffer: 0,
    back: [],
    forward: [],
    filterText: place?.filter ?? '',
    filterVerdict: noRemarks,
    dialog: undefined,
    task: undefined,
    notice: undefined,
    autoScroll: live && (stays ? app.get().autoScroll : settings.capture.autoScroll),
  });
  forgetAwaited();
}

/** The window's title says what is open, and whether packets are being captured into it. */
function followTitle(): void {
  const say = (): void => {
    const title = messages.window.title(captureTitle(app.get()));
    if (document.title !== title) document.title = title;
  };
  app.subscribe(say);
  say();
}

/** Tells a new engine how the window wants its rows, and shows the first ones. */
async function connected(client: Client<EngineContract>): Promise<void> {
  let read = false;
  hearStreams(client);
  client.on('viewProgress', noteProgress);
  client.on('status', (status) => {
    const before = app.get().capture?.status;
    updateCapture({ status });
    if (status.state === 'failed' && status.packets === 0) abandonEngine(status.problem?.message ?? '');
    if (before !== undefined && before.readings !== status.readings) refreshPacket();
    if (before?.unsavedComments !== status.unsavedComments) {
      run(askMain('captureModified', { modified: status.unsavedComments }));
    }
    if (!read && status.state !== 'reading' && status.state !== 'failed') {
      read = true;
      run(askMain('captureRead', { packets: status.packets }));
    }
  });
  client.on('taskProgress', ({ fraction }) => {
    const { task } = app.get();
    if (task) app.set({ task: { ...task, fraction } });
  });
  await sendPreferences();
  await applyFilter(place?.filter ?? '');
  await selectFirst(place?.number);
}

/** Tells the engine the macros, the columns, the time format and the colouring rules. */
async function sendPreferences(): Promise<void> {
  const { columns, timeFormat, resolveNames, rules, macros } = app.get().settings;
  await Promise.all([
    askEngine('setMacros', { macros }),
    askEngine('setTimeFormat', { format: timeFormat }),
    askEngine('setNameResolution', { on: resolveNames }),
    askEngine('setColumns', { columns: shownColumns(columns).map(({ title, field }) => ({ title, field })) }),
    askEngine('setColouringRules', {
      rules: rules.map(({ name, filter, enabled }) => ({ name, filter, enabled })),
    }),
  ]);
}

/** Selects the packet that was selected before, or the first one, as soon as it is there. */
async function selectFirst(number: number | undefined): Promise<void> {
  if (number !== undefined && (app.get().capture?.view.count ?? 0) >= number && (await selectFrame(number))) return;
  const stop = app.subscribe(() => {
    const { capture, selection } = app.get();
    if (!capture || selection) stop();
    else if (capture.view.count > (number ?? 0) - 1 && capture.view.count > 0) {
      stop();
      run(number === undefined ? selectIndex(0) : selectFrame(number));
    }
  });
  app.set({});
}

/** From now on the start page shows when nothing is open. */
function forgetAwaited(): void {
  const { start } = app.get();
  if (start?.awaitsCapture) app.set({ start: { ...start, awaitsCapture: false } });
}
