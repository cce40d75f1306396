/** What the page may ask an engine for about HTTP exchanges, verdicts on streams, and problem connections. */
import * as v from 'valibot';
import type { BodyPart, ExchangeDetail, ExchangeRow, ExchangeSortKey } from '../engine/streams/exchanges/exchange-view';
import type { ProblemStream, Verdict } from '../engine/streams/verdict/verdict-view';
import { call, reply } from './contract';

export type {
  BodyPart,
  ExchangeDetail,
  ExchangeNote,
  ExchangeRow,
  ExchangeSortKey,
  Header,
  MessageDetail,
  MessageSide,
} from '../engine/streams/exchanges/exchange-view';
export type {
  Clause,
  ClauseSeverity,
  Phase,
  PhaseKind,
  ProblemFinding,
  ProblemStream,
  Verdict,
} from '../engine/streams/verdict/verdict-view';

const index = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff_ffff));
const position = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
const token = v.pipe(v.string(), v.maxLength(1000));
const side = v.picklist(['request', 'response']);
const sortKeys = [
  'start',
  'method',
  'url',
  'status',
  'mediaType',
  'responseBytes',
  'bodyBytes',
  'timeToFirstByte',
  'total',
  'stream',
] as const satisfies readonly ExchangeSortKey[];
/** All exchanges, those with a displayed packet, or chosen ones. */
/** Problem connections that are described at once. */
export const mostProblems = 5000;
const which = v.union([v.picklist(['all', 'displayed']), v.pipe(v.array(index), v.maxLength(100_000))]);

/** A window of the list. */
export interface ExchangeWindow {
  readonly rows: readonly ExchangeRow[];
  /** Exchanges in the list, and found in the whole capture so far. */
  readonly count: number;
  readonly total: number;
  /** All packets that are there were looked at. */
  readonly done: boolean;
}

export interface ProblemList {
  readonly streams: readonly ProblemStream[];
  readonly total: number;
  readonly done: boolean;
}

export const exchangeCalls = {
  /** Rows `[from, from + count)` of the list. While it is not `done`, ask again: each question looks at more packets. */
  exchanges: call(
    v.object({
      key: v.picklist(sortKeys),
      descending: v.boolean(),
      text: v.pipe(v.string(), v.maxLength(1000)),
      displayed: v.boolean(),
      from: index,
      count: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(500)),
    }),
    reply<ExchangeWindow>(),
  ),
  exchange: call(v.object({ exchange: index }), reply<ExchangeDetail>()),
  exchangeBody: call(
    v.object({
      exchange: index,
      side,
      form: v.picklist(['decoded', 'sent']),
      from: position,
      length: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1 << 22)),
    }),
    reply<BodyPart>(),
  ),
  exchangeAsCurl: call(v.object({ exchange: index }), reply<string>()),
  /** A file name for a body. */
  exchangeBodyName: call(v.object({ exchange: index, side }), reply<string>()),
  saveExchangeBody: call(v.object({ exchange: index, side, token }), reply<{ readonly kind: 'done' | 'cancelled' }>()),
  exportHar: call(v.object({ which, token }), reply<{ readonly kind: 'done' | 'cancelled' }>()),
  /** Writes every body into the folder that the token stands for. */
  exportObjects: call(v.object({ which, token }), reply<{ readonly kind: 'done' | 'cancelled' }>()),
  /** How many bodies that would be. */
  countObjects: call(v.object({ which }), reply<number>()),
  verdict: call(v.object({ stream: index }), reply<Verdict | undefined>()),
  /** The worst connections, described for at most so many, and how many there are. While it is not `done`, ask again. */
  problems: call(
    v.object({ most: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(mostProblems)) }),
    reply<ProblemList>(),
  ),
};
