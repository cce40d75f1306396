/** Capturing: the interfaces, starting and stopping, what is left to recover. */
import type { CaptureRequest, CaptureSourceRequest, CaptureStart, LiveState } from '../../shared/capture-contract';
import { type CaptureSettings, defaultInterfaceSettings, type InterfaceSettings } from '../../shared/capture-settings';
import type { CaptureInterface, Remedy } from '../../shared/live-capture';
import { askMain, onMain } from '../bridge/main-client';
import { messages } from '../messages/messages';
import { app, isCapturing } from '../state/app-state';
import { capturing, interfaceNamed, noteRates } from '../state/capturing';
import { copyText } from './copying';
import { notify, run } from './notices';
import { saveAs } from './saving';
import { changeSettings } from './settings';

const longestHistory = 20;
/** Interfaces whose settings are kept. */
const mostInterfaces = 100;
/** Time after the end of a capture in which its last packets are read, in milliseconds. */
const lastPackets = 1000;

/** Listens to what the main process tells of captures. */
export function followCaptures(): void {
  onMain('live', noteLive);
  onMain('interfaceRates', noteRates);
  onMain('saveUnsaved', () => {
    saveAs({ format: 'pcapng', packets: 'all', withoutIgnored: false }).then(
      (saved) => run(askMain('unsavedAnswered', { answer: saved ? 'saved' : 'cancelled' })),
      (error: unknown) => {
        run(askMain('unsavedAnswered', { answer: 'cancelled' }));
        notify(String(error));
      },
    );
  });
}

function noteLive(live: LiveState | undefined): void {
  const before = app.get().live;
  app.set({ live });
  if (before?.running && !live?.running) setTimeout(endFollowing, lastPackets);
}

/** Nothing comes any more that the list could follow. */
function endFollowing(): void {
  if (!isCapturing(app.get())) app.set({ autoScroll: false });
}

/** Looks for interfaces, for interrupted captures and for what the spool takes. */
export async function lookForInterfaces(): Promise<void> {
  capturing.set({ interfacesFailure: undefined });
  run(lookIntoSpool());
  try {
    const interfaces = usefulFirst(await askMain('interfaces', undefined));
    capturing.set({ interfaces });
    chooseInterfaces(stillThere(interfaces));
  } catch (error) {
    capturing.set({ interfaces: [], interfacesFailure: error instanceof Error ? error.message : String(error) });
  }
}

async function lookIntoSpool(): Promise<void> {
  const [recoverable, spool] = await Promise.all([askMain('recoverable', undefined), askMain('spoolState', undefined)]);
  capturing.set({ recoverable, spool });
}

/** Those that carry something and can be captured stand on top; otherwise the system's order stays. */
function usefulFirst(interfaces: readonly CaptureInterface[]): CaptureInterface[] {
  const rank = ({ capturability, up }: CaptureInterface): number => (capturability.possible ? 0 : 2) + (up ? 0 : 1);
  return interfaces.toSorted((one, other) => rank(one) - rank(other));
}

/** What was chosen before, as far as it is there; otherwise the first interface that can be captured and carries something. */
function stillThere(interfaces: readonly CaptureInterface[]): string[] {
  const before = capturing.get().chosen.length > 0 ? capturing.get().chosen : app.get().settings.capture.chosen;
  const found = before.filter((name) => interfaces.some((one) => one.name === name));
  if (found.length > 0) return found;
  const able = interfaces.filter(({ capturability }) => capturability.possible);
  const first = able.find(({ running, loopback, kind }) => running && !loopback && kind !== 'any') ?? able[0];
  return first ? [first.name] : interfaces.slice(0, 1).map(({ name }) => name);
}

/** Turns to other interfaces. A filter that the user typed stays; otherwise the field shows theirs, so that none works unseen. */
export function chooseInterfaces(names: readonly string[]): void {
  const { chosen, filter } = capturing.get();
  const typed = filter !== sharedFilter(chosen);
  capturing.set({ chosen: names, filter: typed ? filter : sharedFilter(names) });
}

/** The filter that all these interfaces have; empty where they differ. */
function sharedFilter(names: readonly string[]): string {
  const filters = filtersOf(names);
  return filters.size === 1 ? [...filters][0] : '';
}

function filtersOf(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.map((name) => interfaceSettings(name).filter));
}

/** Whether each has a filter of its own, which Start uses while the field is empty. */
export function filtersDiffer(names: readonly string[]): boolean {
  return filtersOf(names).size > 1;
}

/** How Start captures these, with what stands in the field for the capture filter. */
export function settingsToStart(names: readonly string[], filter: string): InterfaceSettings[] {
  const given = filter.trim();
  const own = given === '' && filtersDiffer(names);
  return names.map((name) => (own ? interfaceSettings(name) : { ...interfaceSettings(name), filter: given }));
}

/** How an interface is captured: as it was the last time. */
export function interfaceSettings(name: string): InterfaceSettings {
  const { interfaces } = app.get().settings.capture;
  return interfaces.find((one) => one.name === name) ?? defaultInterfaceSettings(name);
}

export function changeCaptureSettings(change: Partial<CaptureSettings>): void {
  changeSettings({ capture: { ...app.get().settings.capture, ...change } });
}

/** Start: captures the chosen interfaces with the filter that stands on the start page; asks where none is chosen. */
export function startChosen(elevation?: 'pkexec'): void {
  const { chosen, filter } = capturing.get();
  const names = chosen.length > 0 ? chosen : app.get().settings.capture.chosen;
  if (names.length === 0) {
    app.set({ dialog: { kind: 'capture-options' } });
    return;
  }
  run(startOn(settingsToStart(names, filter), {}, elevation));
}

/** Keeps how interfaces are captured for the next time; what is as it is by default needs no place. */
export function rememberInterfaces(changed: readonly InterfaceSettings[]): void {
  const all = new Map([...app.get().settings.capture.interfaces, ...changed].map((one) => [one.name, one]));
  const special = [...all.values()].filter(
    (one) => JSON.stringify(one) !== JSON.stringify(defaultInterfaceSettings(one.name)),
  );
  changeCaptureSettings({ interfaces: special.slice(-mostInterfaces) });
}

/** Captures interfaces with the stop conditions and the ring that are set, and remembers the choice. */
export async function startOn(
  interfaces: readonly InterfaceSettings[],
  { target }: { readonly target?: string },
  elevation?: 'pkexec',
): Promise<void> {
  const { ring, stop } = app.get().settings.capture;
  const sources = interfaces.map((one): CaptureSourceRequest => ({ kind: 'interface', ...one }));
  const { on, ...limits } = ring;
  const chosen = interfaces.map(({ name }) => name);
  rememberInterfaces(interfaces);
  changeCaptureSettings({ chosen });
  capturing.set({ chosen, filter: sharedFilter(chosen) });
  for (const { filter } of interfaces) rememberFilter(filter);
  await startCapture({ sources, target, stop, ...(on && target !== undefined ? { ring: limits } : {}), elevation });
}

/** Starts what is asked for, and says why when it cannot. True when it runs; false too where the user thought better of it. */
export async function startCapture(request: CaptureRequest): Promise<boolean> {
  if (capturing.get().starting) return false;
  capturing.set({ starting: true });
  try {
    const start = await askMain('startCapture', request);
    tellFailure(start);
    return start.kind === 'running';
  } finally {
    capturing.set({ starting: false });
  }
}

export async function restartCapture(): Promise<void> {
  tellFailure(await askMain('restartCapture', undefined));
}

export function stopCapture(): void {
  if (isCapturing(app.get())) run(askMain('stopCapture', undefined));
}

function tellFailure(start: CaptureStart): void {
  if (start.kind !== 'failed') return;
  const { end } = start;
  if (end.remedies.length > 0) showRemedies(end.message, end.remedies);
  else notify(end.message);
}

export function showRemedies(reason: string, remedies: readonly Remedy[]): void {
  app.set({ dialog: { kind: 'capture-remedies', reason, remedies } });
}

/** The reason why an interface cannot be captured, with what can be done. */
export function showRemediesOf(name: string): void {
  const capturability = interfaceNamed(name)?.capturability;
  if (capturability && !capturability.possible) showRemedies(capturability.reason, capturability.remedies);
}

function rememberFilter(filter: string): void {
  if (filter === '') return;
  const { filterHistory } = app.get().settings.capture;
  if (filterHistory[0] === filter) return;
  const others = filterHistory.filter((one) => one !== filter);
  changeCaptureSettings({ filterHistory: [filter, ...others].slice(0, longestHistory) });
}

export function copyCommand(command: string): void {
  run(copyText(command).then(() => notify(messages.capturing.remedies.copied)));
}

export function openRecoverable(id: string): void {
  run(askMain('openRecoverable', { id }));
}

export async function saveRecoverable(id: string): Promise<void> {
  const saved = await askMain('saveRecoverable', { id });
  if (saved) notify(messages.capturing.recovery.saved(saved.name));
  await lookIntoSpool();
}

export async function deleteRecoverable(id: string): Promise<void> {
  await askMain('deleteRecoverable', { id });
  await lookIntoSpool();
}
