/** What the page may ask an engine for its graphs of TCP streams and its sequence diagrams. */
import * as v from 'valibot';
import { call, reply } from './contract';
import type { FlowRow, TcpPoints } from './view';

const index = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff_ffff));
/** The packets of one TCP stream, or the displayed ones. */
const flowScope = v.union([v.literal('displayed'), v.object({ stream: index })]);

export const graphCalls = {
  /** Segments of a TCP stream, a batch from a row (counted from 0) on. Fails where there is no such stream. */
  tcpPoints: call(v.object({ stream: index, fromRow: index }), reply<TcpPoints>()),
  /** How many packets a sequence diagram has so far, and whether that is all. */
  flowCount: call(v.object({ scope: flowScope }), reply<{ readonly count: number; readonly done: boolean }>()),
  flow: call(
    v.object({ scope: flowScope, from: index, count: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(500)) }),
    reply<readonly FlowRow[]>(),
  ),
};

export type FlowScope = v.InferOutput<typeof flowScope>;
