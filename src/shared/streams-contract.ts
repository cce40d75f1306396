/** What the page may ask an engine for to follow streams, and what it is told. */
import * as v from 'valibot';
import { call, event, reply } from './contract';
import { maximumStretch } from './packed-stream';
import type { FrameNumber, StreamSummary } from './view';

const index = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff_ffff));
const position = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
const frame = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(0xffff_ffff));
const kind = v.picklist(['tcp', 'udp', 'http', 'tls']);
/** Positions count the bytes of this side alone; of both, in the order of the records. */
const side = v.picklist(['both', 'client', 'server']);
const needle = v.custom<Uint8Array>(
  (value) => value instanceof Uint8Array && value.length > 0 && value.length <= 1000,
  'between 1 and 1000 bytes are looked for',
);

/** What a search has found so far. */
export interface StreamFindings {
  readonly id: number;
  /** Number of the search, as `searchStream` gave it. */
  readonly search: number;
  readonly count: number;
  /** Bytes looked at, of all that there are. */
  readonly examined: number;
  readonly done: boolean;
  /** There are more matches than are counted. */
  readonly limited: boolean;
}

/** One match: positions of its first byte and behind its last one, and which it is, from 0. */
export interface StreamMatchPlace {
  readonly index: number;
  readonly from: number;
  readonly to: number;
}

export const streamCalls = {
  /** The stream of a kind that a packet belongs to. */
  streamOf: call(v.object({ kind, packet: frame }), reply<number | undefined>()),
  /** Opens a stream and looks at its first packets; `streamGrown` tells how it goes on. Fails where there is none. */
  openStream: call(
    v.object({ kind, stream: index }),
    reply<{ readonly id: number; readonly summary: StreamSummary }>(),
  ),
  closeStream: call(v.object({ id: index }), reply<void>()),
  /** A stretch of the stream, packed as `packStretch` does. */
  streamStretch: call(
    v.object({
      id: index,
      side,
      from: position,
      length: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(maximumStretch)),
    }),
    reply<Uint8Array>(),
  ),
  /** Where the bytes of a packet begin; undefined where it brought none. */
  streamPlace: call(v.object({ id: index, side, packet: frame }), reply<number | undefined>()),
  /** Starts a search, which replaces the one before; `streamSearched` tells what it finds. */
  searchStream: call(
    v.object({ id: index, side, needle, ignoreCase: v.boolean() }),
    reply<{ readonly search: number }>(),
  ),
  endStreamSearch: call(v.object({ id: index }), reply<void>()),
  /** The matches that overlap a stretch, at most 5000. */
  streamMatches: call(v.object({ id: index, from: position, to: position }), reply<readonly StreamMatchPlace[]>()),
  /** The match next to a position, around the end once; undefined while there is none. */
  nextStreamMatch: call(
    v.object({ id: index, from: position, backwards: v.boolean() }),
    reply<StreamMatchPlace | undefined>(),
  ),
  saveStream: call(
    v.object({ id: index, side, token: v.pipe(v.string(), v.maxLength(1000)) }),
    reply<{ readonly kind: 'done' | 'cancelled' }>(),
  ),
};

export const streamEvents = {
  /** A stream has grown, or has been looked through. */
  streamGrown: event<{ readonly id: number; readonly summary: StreamSummary }>(),
  streamSearched: event<StreamFindings>(),
  /** The capture was indexed anew: open streams have to be opened again. */
  streamsGone: event<{ readonly ids: readonly number[] }>(),
};

export type StreamSide = v.InferOutput<typeof side>;
export type { FrameNumber, StreamSummary };
