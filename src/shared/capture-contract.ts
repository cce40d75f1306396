/** What the page may ask of the main process about capturing, and what it is told. */
import * as v from 'valibot';
import { interfaceSettingsSchema } from './capture-settings';
import { call, event, reply } from './contract';
import type {
  CaptureEnd,
  CaptureFilterProblem,
  CaptureInterface,
  Finding,
  InterfaceRate,
  LiveCaptureStatus,
  RecoverableCapture,
  SpoolState,
} from './live-capture';

const nothing = v.undefined();
const text = v.pipe(v.string(), v.maxLength(4096));
const id = v.pipe(v.string(), v.maxLength(200));
const limit = v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(Number.MAX_SAFE_INTEGER)));
const index = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000));

/** A place packets come from. Paths and programs that are named here are confirmed by the user in a dialog of the main process. */
const source = v.variant('kind', [
  v.object({ kind: v.literal('interface'), ...interfaceSettingsSchema.entries }),
  v.object({ kind: v.literal('pipe'), path: text }),
  v.object({
    kind: v.literal('command'),
    arguments: v.pipe(v.array(text), v.minLength(1), v.maxLength(200)),
    name: v.optional(text),
  }),
  v.object({
    kind: v.literal('remote'),
    host: text,
    port: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535))),
    user: text,
    interface: text,
    filter: text,
    /** The program over there needs more rights than the user has. */
    sudo: v.boolean(),
  }),
  v.object({
    kind: v.literal('tcp'),
    host: text,
    port: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)),
  }),
]);

export const captureRequestSchema = v.object({
  sources: v.pipe(v.array(source), v.minLength(1), v.maxLength(100)),
  /** Of the file to write, from `chooseCaptureFile`; in the spool when absent. */
  target: v.optional(id),
  ring: v.optional(v.object({ bytes: limit, seconds: limit, packets: limit, files: limit })),
  stop: v.optional(v.object({ seconds: limit, packets: limit, bytes: limit, files: limit })),
  /** The user's password is asked for, and the helper alone gets the rights. */
  elevation: v.optional(v.literal('pkexec')),
});

export type CaptureSourceRequest = v.InferOutput<typeof source>;
export type CaptureRequest = v.InferOutput<typeof captureRequestSchema>;

/** One file of a capture that writes a ring of them. */
export interface RingFile {
  readonly name: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly started: number;
}

/** The capture that runs, or that ran and is still open. */
export interface LiveState {
  /** What is captured: `eth0 and lo`. */
  readonly title: string;
  readonly running: boolean;
  /** Undefined for a capture that was recovered: nobody counted to its end. */
  readonly status: LiveCaptureStatus | undefined;
  /** How it ended; undefined while it runs and for a capture that was recovered. */
  readonly end: CaptureEnd | undefined;
  /** All files of a ring that still exist, oldest first; one for a plain capture. */
  readonly files: readonly RingFile[];
  /** Index of the file on show; -1 when another capture is. */
  readonly shown: number;
  /** It lies in the spool alone. */
  readonly unsaved: boolean;
}

/** What became of a wish to capture. */
export type CaptureStart =
  | { readonly kind: 'running' }
  /** The user said no to a question: to leave what is open, or to what was to be started. */
  | { readonly kind: 'declined' }
  | { readonly kind: 'failed'; readonly end: CaptureEnd };

/** What happens to the packets that are in no file of the user's. */
export type UnsavedAnswer = 'saved' | 'cancelled';

export const captureCalls = {
  /** All interfaces, and whether each can be captured. Looks anew at every call. */
  interfaces: call(nothing, reply<readonly CaptureInterface[]>()),
  /** While it is on, `interfaceRates` is told once a second. */
  watchInterfaces: call(v.object({ on: v.boolean() }), reply<void>()),
  checkCaptureFilter: call(
    v.object({ filter: text, interface: v.optional(text), linkType: v.optional(index) }),
    reply<CaptureFilterProblem | undefined>(),
  ),
  chooseCaptureFile: call(nothing, reply<{ readonly token: string; readonly name: string } | undefined>()),
  choosePipe: call(nothing, reply<string | undefined>()),
  /** The command that a form for a remote capture stands for, to be read before it is started. */
  remoteCommand: call(source, reply<readonly string[]>()),
  /** Ends what runs, asks about what is unsaved, and begins. The reply comes when the capture runs or does not come about. */
  startCapture: call(captureRequestSchema, reply<CaptureStart>()),
  stopCapture: call(nothing, reply<void>()),
  /** Begins the same capture anew; what it had is asked about. */
  restartCapture: call(nothing, reply<CaptureStart>()),
  /** Shows one file of a ring; the newest is followed. */
  showRingFile: call(v.object({ index }), reply<void>()),
  /** All packets of the ended capture were written to a file that the user chose, which takes the capture's place. */
  captureSaved: call(
    v.object({ token: id, format: v.picklist(['pcap', 'pcap-nanoseconds', 'pcapng']) }),
    reply<void>(),
  ),
  /** A file that the user chose was written: what is noted beside it of owners is of another capture, or is in it now. */
  ownersSaved: call(v.object({ token: id }), reply<void>()),
  /** The answer to `saveUnsaved`. */
  unsavedAnswered: call(v.object({ answer: v.picklist(['saved', 'cancelled']) }), reply<void>()),
  recoverable: call(nothing, reply<readonly RecoverableCapture[]>()),
  openRecoverable: call(v.object({ id }), reply<void>()),
  deleteRecoverable: call(v.object({ id }), reply<void>()),
  saveRecoverable: call(v.object({ id }), reply<{ readonly name: string } | undefined>()),
  spoolState: call(nothing, reply<SpoolState>()),
  /** Why no packets are seen, for the running capture or the interfaces chosen. */
  explainNothing: call(
    v.object({ interfaces: v.pipe(v.array(text), v.maxLength(100)), filter: text }),
    reply<readonly Finding[]>(),
  ),
};

export const captureEvents = {
  interfaceRates: event<readonly InterfaceRate[]>(),
  /** Once a second and at every change; undefined when there is none any more. */
  live: event<LiveState | undefined>(),
  /** The user wants to keep what is unsaved before going on: the page saves it and tells with `unsavedAnswered`. */
  saveUnsaved: event<void>(),
  /** The open capture is another file from now on, with the same packets. */
  renamed: event<{ readonly path: string; readonly name: string }>(),
};
