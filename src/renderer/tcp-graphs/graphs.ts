/** The graphs of a TCP stream: which curves each has, computed from the stream's segments. */
import { sentAgain, tcpAnalysis, tcpFlag } from '../../engine/declare/tcp-analysis';
import type { TcpPoints } from '../../shared/view';

export type Points = Omit<TcpPoints, 'nextRow'>;

/** How a curve is drawn: dots, a line, steps that hold until the next value, or a bar from `low` up to the value. */
export type CurveShape = 'dots' | 'line' | 'steps' | 'bars';

/** Names a curve in the message catalogue and in the colours of the theme. */
export type CurveName =
  | 'sequence'
  | 'segments'
  | 'repeated'
  | 'acknowledged'
  | 'window'
  | 'throughput'
  | 'segmentLength'
  | 'roundTrip'
  | 'inFlight';

export interface Curve {
  readonly name: CurveName;
  readonly shape: CurveShape;
  readonly unit: 'bytes' | 'bits-per-second' | 'seconds';
  /** A value or nothing for each entry of `Plot.x`. */
  readonly values: readonly (number | null)[];
  /** Lower ends, of bars. */
  readonly low?: readonly (number | null)[];
}

export interface Plot {
  /** Seconds since the stream's first packet, ascending. */
  readonly x: readonly number[];
  /** The packet of each entry. */
  readonly frames: readonly number[];
  readonly curves: readonly Curve[];
}

export const graphKinds = ['sequence', 'tcptrace', 'throughput', 'roundTrip', 'window'] as const;
export type GraphKind = (typeof graphKinds)[number];

/** Time over which the throughput is averaged, in seconds. */
const averagedOver = 1;

/** Draws one graph of one direction: of the data that it sends, and of what the other side says to it. */
export function plotOf(kind: GraphKind, points: Points, backward: boolean): Plot {
  return plots[kind](points, inOrderOfTime(points), backward);
}

const plots: Readonly<Record<GraphKind, (points: Points, order: readonly number[], backward: boolean) => Plot>> = {
  /** Stevens: each segment of data at its first sequence number. */
  sequence: (points, order, backward) => {
    const own = order.filter((at) => isOwn(points, at, backward) && sendsSomething(points, at));
    return plot(points, own, [
      curve('sequence', 'dots', 'bytes', own, (at) => (isRepeated(points, at) ? null : points.sequence[at])),
      curve('repeated', 'dots', 'bytes', own, (at) => (isRepeated(points, at) ? points.sequence[at] : null)),
    ]);
  },
  /** After tcptrace: data between what was acknowledged and what the window allows. */
  tcptrace: (points, order, backward) => {
    const own = (at: number): boolean => isOwn(points, at, backward) && sendsSomething(points, at);
    const acknowledges = (at: number): boolean =>
      !isOwn(points, at, backward) && (points.flags[at] & tcpFlag.ack) !== 0;
    const bars = (name: CurveName, wanted: (at: number) => boolean): Curve => ({
      ...curve(name, 'bars', 'bytes', order, (at) => (wanted(at) ? points.sequence[at] + lengthOf(points, at) : null)),
      low: order.map((at) => (wanted(at) ? points.sequence[at] : null)),
    });
    return plot(points, order, [
      curve('acknowledged', 'steps', 'bytes', order, (at) => (acknowledges(at) ? points.acknowledgement[at] : null)),
      curve('window', 'steps', 'bytes', order, (at) =>
        acknowledges(at) ? points.acknowledgement[at] + points.window[at] : null,
      ),
      bars('segments', (at) => own(at) && !isRepeated(points, at)),
      bars('repeated', (at) => own(at) && isRepeated(points, at)),
    ]);
  },
  throughput: (points, order, backward) => {
    const own = order.filter((at) => isOwn(points, at, backward) && points.length[at] > 0);
    const rates = movingRate(points, own);
    return plot(points, own, [
      { ...curve('throughput', 'line', 'bits-per-second', own, () => null), values: rates },
      curve('segmentLength', 'dots', 'bytes', own, (at) => points.length[at]),
    ]);
  },
  roundTrip: (points, order, backward) => {
    const timed = order.filter((at) => !isOwn(points, at, backward) && points.roundTrip[at] > 0);
    return plot(points, timed, [curve('roundTrip', 'dots', 'seconds', timed, (at) => points.roundTrip[at])]);
  },
  window: (points, order, backward) =>
    plot(points, order, [
      curve('window', 'steps', 'bytes', order, (at) =>
        isOwn(points, at, backward) || (points.flags[at] & tcpFlag.rst) !== 0 ? null : points.window[at],
      ),
      curve('inFlight', 'steps', 'bytes', order, (at) =>
        isOwn(points, at, backward) && points.inFlight[at] > 0 ? points.inFlight[at] : null,
      ),
    ]),
};

function plot(points: Points, order: readonly number[], curves: readonly Curve[]): Plot {
  return {
    x: order.map((at) => points.time[at]),
    frames: order.map((at) => points.frame[at]),
    curves: curves.filter(({ values }) => values.some((value) => value !== null)),
  };
}

function curve(
  name: CurveName,
  shape: CurveShape,
  unit: Curve['unit'],
  order: readonly number[],
  value: (at: number) => number | null,
): Curve {
  return { name, shape, unit, values: order.map(value) };
}

/** Places of the points by their times; equal ones keep the order of the capture. */
function inOrderOfTime({ count, time }: Points): number[] {
  return Array.from({ length: count }, (_, at) => at).sort((one, other) => time[one] - time[other] || one - other);
}

const isOwn = (points: Points, at: number, backward: boolean): boolean => (points.backward[at] === 1) === backward;

/** SYN and FIN take up a sequence number each. RFC 9293 section 3.4. */
const lengthOf = (points: Points, at: number): number =>
  points.length[at] + ((points.flags[at] & (tcpFlag.syn | tcpFlag.fin)) === 0 ? 0 : 1);

const sendsSomething = (points: Points, at: number): boolean => lengthOf(points, at) > 0;

/** A retransmission of any kind, or a segment out of its order. */
const isRepeated = (points: Points, at: number): boolean =>
  (points.analysis[at] & (sentAgain | tcpAnalysis.outOfOrder)) !== 0;

/** Bits a second of the payload sent in the second up to each segment; in the first second, of the time there was. */
function movingRate(points: Points, order: readonly number[]): (number | null)[] {
  let sum = 0;
  let oldest = 0;
  const first = points.time[order[0]] ?? 0;
  return order.map((at) => {
    const now = points.time[at];
    sum += points.length[at];
    while (points.time[order[oldest]] <= now - averagedOver) sum -= points.length[order[oldest++]];
    const span = Math.min(averagedOver, now - first);
    return span > 0 ? (sum * 8) / span : null;
  });
}
