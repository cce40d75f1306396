/** The options for capturing, tshark's: `-i`, `-f`, `-s`, `-p`, `-I`, `-y` and `-B` hold for the interface before them, or for all when none is before. */
import type { RingBuffer, StopConditions } from '../shared/live-capture';
import { UsageError } from './usage-error';

/** An option's letter and its value, empty where it has none. */
export type GivenOption = readonly [letter: string, value: string];

/** Letters of options that concern capturing alone. */
export const captureLetters = { withValue: 'ifsyBab', without: 'DpIL' } as const;

export interface WantedInterface {
  /** A name, a number of `-D`, `-`, a FIFO, `TCP@host:port`; undefined: the first that can be captured on. */
  readonly place: string | undefined;
  readonly filter: string;
  readonly promiscuous: boolean;
  readonly monitorMode: boolean;
  /** Bytes; undefined: all. */
  readonly snapshotLength: number | undefined;
  readonly bufferBytes: number | undefined;
  /** Name of a link-layer header type. */
  readonly linkType: string | undefined;
}

export interface CaptureRequest {
  readonly action: 'capture' | 'list-interfaces' | 'list-link-types';
  readonly interfaces: readonly WantedInterface[];
  readonly stop: StopConditions;
  readonly ring: RingBuffer | undefined;
}

const kilobyte = 1000;
const mebibyte = 1024 * 1024;
const longestSnapshot = 262_144;
const everything: WantedInterface = {
  place: undefined,
  filter: '',
  promiscuous: true,
  monitorMode: false,
  snapshotLength: undefined,
  bufferBytes: undefined,
  linkType: undefined,
};

/** Undefined when none of the options is about capturing. @throws UsageError */
export function captureRequestOf(given: readonly GivenOption[], count: number): CaptureRequest | undefined {
  const letters = captureLetters.withValue + captureLetters.without;
  const own = given.filter(([letter]) => letters.includes(letter));
  if (own.length === 0) return undefined;
  const interfaces: WantedInterface[] = [];
  let defaults = everything;
  for (const [letter, value] of own) {
    if (letter === 'i') {
      interfaces.push({ ...defaults, place: value });
      continue;
    }
    const change = settingOf(letter, value);
    const last = interfaces.pop();
    if (last === undefined) defaults = { ...defaults, ...change };
    else interfaces.push({ ...last, ...change });
  }
  const values = (letter: string): string[] => own.filter(([name]) => name === letter).map(([, value]) => value);
  const has = (letter: string): boolean => own.some(([name]) => name === letter);
  return {
    action: has('D') ? 'list-interfaces' : has('L') ? 'list-link-types' : 'capture',
    interfaces: interfaces.length === 0 ? [defaults] : interfaces,
    stop: stopOf(values('a'), count),
    ring: has('b') ? ringOf(values('b')) : undefined,
  };
}

function settingOf(letter: string, value: string): Partial<WantedInterface> {
  switch (letter) {
    case 'f':
      return { filter: value };
    case 'p':
      return { promiscuous: false };
    case 'I':
      return { monitorMode: true };
    case 'y':
      return { linkType: value };
    case 's': {
      const length = wholeNumber(value, '-s');
      return { snapshotLength: length === 0 ? undefined : Math.min(length, longestSnapshot) };
    }
    case 'B':
      return { bufferBytes: Math.max(1, wholeNumber(value, '-B')) * mebibyte };
    default:
      return {};
  }
}

function stopOf(conditions: readonly string[], count: number): StopConditions {
  const stop: { seconds?: number; packets?: number; bytes?: number; files?: number } = {};
  if (Number.isFinite(count)) stop.packets = count;
  for (const condition of conditions) {
    const [kind, value] = split(condition, '-a');
    if (kind === 'duration') stop.seconds = seconds(value, condition);
    else if (kind === 'packets') stop.packets = Math.min(stop.packets ?? Infinity, positive(value, condition));
    else if (kind === 'filesize') stop.bytes = positive(value, condition) * kilobyte;
    else if (kind === 'files') stop.files = positive(value, condition);
    else throw new UsageError(`-a stops by duration, packets, filesize or files, not by “${kind}”.`);
  }
  return stop;
}

function ringOf(conditions: readonly string[]): RingBuffer {
  const ring: { seconds?: number; packets?: number; bytes?: number; files?: number } = {};
  for (const condition of conditions) {
    const [kind, value] = split(condition, '-b');
    if (kind === 'duration') ring.seconds = seconds(value, condition);
    else if (kind === 'packets') ring.packets = positive(value, condition);
    else if (kind === 'filesize') ring.bytes = positive(value, condition) * kilobyte;
    else if (kind === 'files') ring.files = positive(value, condition);
    else throw new UsageError(`-b changes files by duration, packets or filesize, and keeps files, not by “${kind}”.`);
  }
  if (ring.seconds === undefined && ring.packets === undefined && ring.bytes === undefined)
    throw new UsageError('A ring buffer needs to know when a file is full: -b filesize:, duration: or packets:.');
  return ring;
}

function split(condition: string, option: string): [string, string] {
  const at = condition.indexOf(':');
  if (at < 0) throw new UsageError(`${option} takes a condition such as duration:10, not “${condition}”.`);
  return [condition.slice(0, at), condition.slice(at + 1)];
}

function wholeNumber(text: string, option: string): number {
  if (!/^\d{1,10}$/.test(text)) throw new UsageError(`“${text}” behind ${option} is not a number.`);
  return Number(text);
}

function positive(text: string, condition: string): number {
  if (!/^\d{1,10}$/.test(text) || Number(text) === 0) throw new UsageError(`“${condition}” needs a number above 0.`);
  return Number(text);
}

function seconds(text: string, condition: string): number {
  if (!/^\d{1,9}(\.\d+)?$/.test(text) || Number(text) < 0.001)
    throw new UsageError(`“${condition}” needs a number of seconds.`);
  return Number(text);
}
