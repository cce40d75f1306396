/** The whole typed contract: what the page may ask of the main process, and what it may ask of an engine. */
import * as v from 'valibot';
import { captureCalls, captureEvents } from './capture-contract';
import { call, event, reply } from './contract';
import { conversationContract } from './conversation-contract';
import { exchangeCalls } from './exchanges-contract';
import { fieldsMainContract } from './fields-contract';
import { filterContract } from './filter-contract';
import { graphCalls } from './graphs-contract';
import { ownersCalls } from './owners-contract';
import type { PackedDetail } from './packed-detail';
import { type Settings, settingsSchema } from './settings';
import { socketsMainContract } from './sockets-contract';
import { statisticsCalls } from './statistics-contract';
import { streamCalls, streamEvents } from './streams-contract';
import type { CaptureProperties, CaptureStatus, FilterProblem, FrameNumber } from './view';

const nothing = v.undefined();
const text = v.pipe(v.string(), v.maxLength(100_000));
const index = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff_ffff));
const bytes = v.custom<Uint8Array>((value) => value instanceof Uint8Array, 'bytes are expected');
const frame = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(0xffff_ffff));
const frames = v.pipe(v.array(frame), v.maxLength(100_000));

/** A capture that was opened before, for the start page and File > Open Recent. */
export interface RecentFile {
  readonly path: string;
  readonly name: string;
  readonly folder: string;
  readonly bytes: number;
  /** Milliseconds since 1970 when it was last opened here. */
  readonly openedAt: number;
  readonly packets?: number;
}

/** What the page must know before it can show anything. */
export interface StartInformation {
  readonly settings: Settings;
  readonly recent: readonly RecentFile[];
  readonly hasSample: boolean;
  readonly version: string;
  readonly electronVersion: string;
  readonly logPath: string;
  /** A capture will be opened right away, so the start page need not show. */
  readonly awaitsCapture: boolean;
}

/** A capture that is being opened. */
export interface OpeningCapture {
  readonly path: string;
  readonly name: string;
  readonly sample: boolean;
  /** Packets are still being captured into it: the list follows them. */
  readonly live: boolean;
  /** It goes on where the one before was: the next file of a ring buffer, or the same file saved under another name. */
  readonly continues: boolean;
}

/** A place in the file system that the user chose in a dialog; only the token is known to the page. */
export interface SaveTarget {
  readonly token: string;
  readonly name: string;
}

/** Between the page and the main process. */
export const mainContract = {
  ...captureCalls,
  ...captureEvents,
  start: call(nothing, reply<StartInformation>()),
  openDialog: call(nothing, reply<void>()),
  openRecent: call(v.object({ index }), reply<void>()),
  openSample: call(nothing, reply<void>()),
  /** Only the preload calls this, with the path of a file that was dropped. */
  openDropped: call(v.object({ path: text }), reply<void>()),
  /** Opens the same file again, in a new engine process. */
  reload: call(nothing, reply<void>()),
  closeCapture: call(nothing, reply<void>()),
  clearRecent: call(nothing, reply<void>()),
  /** The reading ended: remembered with the file in the list of recent ones. */
  captureRead: call(v.object({ packets: index }), reply<void>()),
  /** There are comments that are not in the file yet. */
  captureModified: call(v.object({ modified: v.boolean() }), reply<void>()),
  saveSettings: call(settingsSchema, reply<void>()),
  chooseTarget: call(
    v.object({
      title: text,
      suggestedName: text,
      extension: v.picklist(['pcapng', 'pcap', 'csv', 'json', 'bin', 'har', '*']),
    }),
    reply<SaveTarget | undefined>(),
  ),
  /** A folder to write files into. */
  chooseFolder: call(v.object({ title: text }), reply<SaveTarget | undefined>()),
  /** The file that is open, as a target to save over. */
  currentTarget: call(nothing, reply<SaveTarget>()),
  writeBytes: call(v.object({ token: text, bytes }), reply<void>()),
  copyText: call(v.object({ text: v.pipe(v.string(), v.maxLength(64 * 1024 * 1024)) }), reply<void>()),
  setZoom: call(v.object({ level: v.pipe(v.number(), v.minValue(-4), v.maxValue(6)) }), reply<void>()),
  toggleFullScreen: call(nothing, reply<void>()),
  showLog: call(nothing, reply<void>()),
  report: call(v.object({ message: v.pipe(v.string(), v.maxLength(20_000)) }), reply<void>()),
  quit: call(nothing, reply<void>()),
  /** Nothing is still being drawn or fetched. */
  settled: call(nothing, reply<void>()),
  ...socketsMainContract,
  ...fieldsMainContract,

  /** A capture is being opened; its engine's port follows. */
  opening: event<OpeningCapture>(),
  closed: event<void>(),
  /** The engine process ended by itself. */
  engineGone: event<{ readonly message: string }>(),
  recent: event<readonly RecentFile[]>(),
  /** Something the user should read that has no place of its own. */
  notice: event<{ readonly message: string }>(),
};

const packetChoice = v.union([
  v.picklist(['all', 'displayed', 'marked']),
  v.object({ range: v.pipe(v.string(), v.maxLength(10_000)) }),
]);

const findQuery = v.variant('kind', [
  v.object({ kind: v.literal('filter'), text }),
  v.object({ kind: v.literal('bytes'), bytes }),
  v.object({
    kind: v.literal('text'),
    text,
    in: v.picklist(['list', 'detail', 'bytes']),
    caseSensitive: v.boolean(),
    regularExpression: v.boolean(),
  }),
]);

/** How far a view has come. */
export interface ViewProgress {
  readonly view: number;
  readonly count: number;
  readonly examined: number;
  readonly done: boolean;
  /** Why packets that come later are not in it: a pattern took too long. */
  readonly stopped?: FilterProblem;
  /** Time spent on it. */
  readonly milliseconds: number;
}

/** The state of a capture as its engine process tells it. */
export interface EngineStatus extends CaptureStatus {
  /** The user stopped the reading: only the first packets are there. */
  readonly stopped: boolean;
  /** Comments were changed and not saved. */
  readonly unsavedComments: boolean;
  readonly marked: number;
  readonly ignored: number;
  readonly timeReferences: number;
  readonly commented: number;
  /** Changes when the packets were read anew, because some are to be left out: rows and details are to be fetched again. */
  readonly readings: number;
}

/** A packet and what was written to it. */
export interface CommentedPacket {
  readonly number: FrameNumber;
  readonly comments: readonly string[];
}

export type Outcome = { readonly kind: 'done' } | { readonly kind: 'cancelled' };

/** Between the page and the engine process of one capture. */
export const engineContract = {
  ...conversationContract,
  ...exchangeCalls,
  ...statisticsCalls,
  ...ownersCalls,
  ...filterContract,
  ...graphCalls,
  ...streamCalls,
  ...streamEvents,
  /** Starts a view, which replaces the one before. */
  view: call(v.object({ filter: text }), reply<{ readonly view: number } | FilterProblem>()),
  rows: call(
    v.object({ view: index, from: index, count: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1000)) }),
    reply<Uint8Array>(),
  ),
  detail: call(v.object({ number: frame }), reply<PackedDetail>()),
  bytes: call(
    v.object({
      number: frame,
      buffer: index,
      from: index,
      length: v.pipe(v.number(), v.integer(), v.maxValue(1 << 20)),
    }),
    reply<Uint8Array>(),
  ),
  indexOf: call(v.object({ number: frame }), reply<number>()),
  frameAt: call(v.object({ index }), reply<FrameNumber>()),
  minimap: call(
    v.object({ buckets: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(4096)) }),
    reply<Uint8Array>(),
  ),
  setColumns: call(
    v.object({ columns: v.pipe(v.array(v.object({ title: text, field: text })), v.maxLength(100)) }),
    reply<FilterProblem | undefined>(),
  ),
  setTimeFormat: call(v.object({ format: settingsSchema.entries.timeFormat }), reply<void>()),
  setNameResolution: call(v.object({ on: v.boolean() }), reply<void>()),
  setColouringRules: call(
    v.object({
      rules: v.pipe(v.array(v.object({ name: text, filter: text, enabled: v.boolean() })), v.maxLength(250)),
    }),
    reply<readonly (FilterProblem | undefined)[]>(),
  ),
  /** Looks for a packet; a new search or `cancelFind` ends it with `cancelled`. */
  find: call(
    v.object({ query: findQuery, from: index, backwards: v.boolean() }),
    reply<{ readonly found: FrameNumber } | { readonly found: 'none' | 'cancelled' } | FilterProblem>(),
  ),
  cancelFind: call(nothing, reply<void>()),
  conversationStep: call(
    v.object({ from: frame, step: v.picklist(['next', 'previous']) }),
    reply<FrameNumber | undefined>(),
  ),
  conversationFilter: call(
    v.object({ number: frame, layer: v.picklist(['ethernet', 'ip', 'tcp', 'udp']) }),
    reply<string>(),
  ),
  mark: call(v.object({ numbers: v.union([frames, v.literal('displayed')]), on: v.boolean() }), reply<void>()),
  ignore: call(v.object({ numbers: v.union([frames, v.literal('displayed')]), on: v.boolean() }), reply<void>()),
  timeReference: call(v.object({ number: frame, on: v.boolean() }), reply<void>()),
  clearTimeReferences: call(nothing, reply<void>()),
  comments: call(v.object({ number: frame }), reply<readonly string[]>()),
  setComments: call(
    v.object({ number: frame, comments: v.pipe(v.array(v.pipe(v.string(), v.maxLength(60_000))), v.maxLength(100)) }),
    reply<void>(),
  ),
  /** The packets of the whole capture that have comments, at most a thousand. */
  commented: call(nothing, reply<readonly CommentedPacket[]>()),
  properties: call(nothing, reply<CaptureProperties>()),
  save: call(
    v.object({
      token: text,
      format: v.picklist(['pcap', 'pcap-nanoseconds', 'pcapng']),
      packets: packetChoice,
      withoutIgnored: v.boolean(),
      /** Into pcapng: the processes of the packets. */
      owners: v.optional(v.boolean()),
      /** Into pcapng: TLS secrets in the form of SSLKEYLOGFILE, when the user agreed to keep them. */
      secrets: v.optional(bytes),
    }),
    reply<Outcome>(),
  ),
  exportPackets: call(
    v.object({ token: text, format: v.picklist(['csv', 'json']), packets: packetChoice }),
    reply<Outcome>(),
  ),
  cancelTask: call(nothing, reply<void>()),
  stopReading: call(nothing, reply<void>()),
  /** Leaves the view as far as it has come. */
  stopView: call(nothing, reply<void>()),

  status: event<EngineStatus>(),
  viewProgress: event<ViewProgress>(),
  taskProgress: event<{ readonly fraction: number }>(),
};

export type MainContract = typeof mainContract;
export type EngineContract = typeof engineContract;

/** What the main process tells an engine process, beside handing it the page's port. */
export type EngineOrder =
  | { readonly kind: 'open'; readonly path: string }
  /** No capture: the field reference is all that is asked. */
  | { readonly kind: 'fields' }
  /** A place the user chose for saving. */
  | { readonly kind: 'target'; readonly token: string; readonly path: string };
