/** Graphs of a field's values over time, as `iograph` asks for them: `sum:frame.len`, `load:tcp.time_delta`. */
import type { PacketView } from '../../engine/session';
import { catalogue } from '../../engine/session/open-session';
import { isCalculable } from '../calculated-field';
import type { LoadedCapture } from './loaded-capture';
import { RpcError } from './request';

const badGraph = -6001;

/** Values by the number of the stretch of time, ascending. */
export type Graph = ReadonlyMap<number, number>;

interface Stretch {
  packets: number;
  values: number;
  sum: number;
  least: number;
  most: number;
}

/** What is drawn of the values in a stretch. */
const measures = {
  sum: ({ sum }) => sum,
  frames: ({ packets }) => packets,
  fields: ({ values }) => values,
  max: ({ most }) => most,
  min: ({ least }) => least,
  avg: ({ sum, values }) => sum / values,
} satisfies Record<string, (stretch: Stretch) => number>;

type Unit = keyof typeof measures | 'load';

/** Undefined for what is no graph of a field. @throws RpcError for a field that cannot be drawn so */
export function fieldGraph(
  capture: LoadedCapture,
  view: PacketView,
  request: string,
  milliseconds: number,
): Graph | undefined {
  const match = /^(sum|frames|fields|max|min|avg|load):(.*)$/.exec(request);
  if (match === null) return undefined;
  const unit = match[1] as Unit;
  const field = match[2];
  checkField(unit, field);
  const occurrences = occurrencesOf(capture, view, field, milliseconds);
  return unit === 'load' ? loads(occurrences, milliseconds / 1000) : measured(occurrences, measures[unit]);
}

function checkField(unit: Unit, name: string): void {
  if (name === '') throw new RpcError(badGraph, "You didn't specify a field name.");
  const [field] = catalogue.field(name);
  if (field === undefined) throw new RpcError(badGraph, `There is no field named '${name}'.`);
  if (unit === 'frames' || unit === 'fields' || field.type === 'RELATIVE_TIME') return;
  if (!isCalculable(name))
    throw new RpcError(
      badGraph,
      `"${name}" doesn't have integral or float values. ${unit.toUpperCase()} calculations are not supported on it.`,
    );
  if (unit === 'load') throw new RpcError(badGraph, 'LOAD is only supported for relative-time fields.');
}

interface Occurrences {
  /** Number of the stretch. */
  readonly index: number;
  /** Seconds since the capture's first packet. */
  readonly seconds: number;
  readonly values: readonly number[];
}

/** Of each packet that has the field. Packets from before the first one are left out. */
function* occurrencesOf(
  { session }: LoadedCapture,
  view: PacketView,
  field: string,
  milliseconds: number,
): Generator<Occurrences> {
  const reader = session.fieldReader([field]);
  if ('unknown' in reader) return;
  const first = session.time(1) ?? 0n;
  for (let at = 0; at < view.count; at++) {
    const number = view.frameAt(at);
    const [texts] = reader.read(number);
    const since = Number((session.time(number) ?? first) - first) / 1e6;
    if (texts.length > 0 && since >= 0)
      yield { index: Math.floor(since / milliseconds), seconds: since / 1000, values: texts.map(Number) };
  }
}

function measured(occurrences: Iterable<Occurrences>, measure: (stretch: Stretch) => number): Graph {
  const stretches = new Map<number, Stretch>();
  for (const { index, values } of occurrences) {
    const stretch = stretches.get(index) ?? {
      packets: 0,
      values: 0,
      sum: 0,
      least: Number.POSITIVE_INFINITY,
      most: Number.NEGATIVE_INFINITY,
    };
    stretch.packets++;
    for (const value of values) {
      stretch.values++;
      stretch.sum += value;
      stretch.least = Math.min(stretch.least, value);
      stretch.most = Math.max(stretch.most, value);
    }
    stretches.set(index, stretch);
  }
  return ascending([...stretches].map(([index, stretch]) => [index, measure(stretch)] as const));
}

/** Stretches that one value may reach over. */
const farthest = 100_000;

/** How many things were under way: each value is the time that something took which ended with its packet. */
function loads(occurrences: Iterable<Occurrences>, length: number): Graph {
  const sums = new Map<number, number>();
  for (const { index, seconds, values } of occurrences)
    for (const value of values) {
      const begin = Math.max(0, seconds - value);
      for (let at = Math.max(Math.floor(begin / length), index - farthest); at <= index; at++) {
        const part = Math.min(seconds, (at + 1) * length) - Math.max(begin, at * length);
        if (part > 0) sums.set(at, (sums.get(at) ?? 0) + part / length);
      }
    }
  return ascending([...sums]);
}

const ascending = (entries: readonly (readonly [number, number])[]): Graph =>
  new Map(entries.toSorted(([a], [b]) => a - b));
