/** What the filter bar and the "build a filter" popover ask of an engine. */
import * as v from 'valibot';
import type { CaptureFacts } from '../engine/statistics/capture-facts';
import { call, reply } from './contract';
import type { CompletionItem, FilterProblem, FilterVerdict } from './view';

export type { CaptureFacts, Fact, FactGroup, FactKind } from '../engine/statistics/capture-facts';

const text = v.pipe(v.string(), v.maxLength(100_000));
const index = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff_ffff));
const few = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(500));

export const filterContract = {
  /** The macros by which all filters are read from now on: the bar's, columns', colouring rules' and Find's. */
  setMacros: call(
    v.object({ macros: v.pipe(v.array(v.object({ name: text, text })), v.maxLength(500)) }),
    reply<readonly (FilterProblem | undefined)[]>(),
  ),
  /** Green where there is neither problem nor warning. */
  checkFilter: call(v.object({ text }), reply<FilterVerdict>()),
  /** The same for what a column shows: a field, or several with `||` between them. */
  checkColumn: call(v.object({ text }), reply<FilterVerdict>()),
  completeFilter: call(
    v.object({ text, caret: index }),
    reply<{ readonly start: number; readonly end: number; readonly items: readonly CompletionItem[] }>(),
  ),
  /**
   * What is in the capture, at most `count` of each kind, as far as it is counted. Counting goes on for a few seconds behind each
   * call, so ask again until `done`; who asks no more stops it.
   */
  captureFacts: call(v.object({ count: few }), reply<CaptureFacts>()),
  /** The term for what a packet has in a column, by the column's field; empty where it has nothing. */
  cellTerm: call(v.object({ number: v.pipe(index, v.minValue(1)), field: text }), reply<string>()),
};
