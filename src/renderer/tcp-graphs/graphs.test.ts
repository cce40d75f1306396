import { expect, test } from 'vitest';
import { tcpAnalysis, tcpFlag } from '../../engine/declare/tcp-analysis';
import { type Points, plotOf } from './graphs';

interface Segment {
  readonly time: number;
  readonly backward?: boolean;
  readonly flags?: number;
  readonly analysis?: number;
  readonly sequence?: number;
  readonly length?: number;
  readonly acknowledgement?: number;
  readonly window?: number;
  readonly roundTrip?: number;
  readonly inFlight?: number;
}

function pointsOf(segments: readonly Segment[]): Points {
  const column = (key: keyof Segment): number[] => segments.map((segment) => Number(segment[key] ?? 0));
  return {
    count: segments.length,
    frame: Uint32Array.from(segments, (_, at) => at + 1),
    time: Float64Array.from(column('time')),
    backward: Uint8Array.from(column('backward')),
    flags: Uint16Array.from(segments, ({ flags }) => flags ?? tcpFlag.ack),
    analysis: Uint32Array.from(column('analysis')),
    sequence: Uint32Array.from(column('sequence')),
    length: Uint32Array.from(column('length')),
    acknowledgement: Uint32Array.from(column('acknowledgement')),
    window: Uint32Array.from(column('window')),
    roundTrip: Float64Array.from(column('roundTrip')),
    inFlight: Uint32Array.from(column('inFlight')),
  };
}

const download = pointsOf([
  { time: 0, flags: tcpFlag.syn, window: 64240 },
  { time: 0.01, backward: true, flags: tcpFlag.syn | tcpFlag.ack, acknowledgement: 1, window: 65160, roundTrip: 0.01 },
  { time: 0.02, sequence: 1, length: 100, acknowledgement: 1, window: 500, inFlight: 100 },
  { time: 0.5, sequence: 101, length: 400, acknowledgement: 1, window: 500, inFlight: 500 },
  { time: 0.6, backward: true, sequence: 1, acknowledgement: 101, window: 1000, roundTrip: 0.58 },
  { time: 1.4, sequence: 101, length: 400, acknowledgement: 1, window: 500, analysis: tcpAnalysis.retransmission },
]);

const named = (kind: Parameters<typeof plotOf>[0], name: string, backward = false) =>
  plotOf(kind, download, backward).curves.find((curve) => curve.name === name);

test('a sequence graph has the data of one direction, and what was sent again apart', () => {
  const { x, frames } = plotOf('sequence', download, false);
  expect(x).toEqual([0, 0.02, 0.5, 1.4]);
  expect(frames).toEqual([1, 3, 4, 6]);
  expect(named('sequence', 'sequence')?.values).toEqual([0, 1, 101, null]);
  expect(named('sequence', 'repeated')?.values).toEqual([null, null, null, 101]);
});

test('tcptrace shows segments as bars between what is acknowledged and what the window allows', () => {
  expect(named('tcptrace', 'segments')?.low).toEqual([0, null, 1, 101, null, null]);
  expect(named('tcptrace', 'segments')?.values).toEqual([1, null, 101, 501, null, null]);
  expect(named('tcptrace', 'repeated')?.values).toEqual([null, null, null, null, null, 501]);
  expect(named('tcptrace', 'acknowledged')?.values).toEqual([null, 1, null, null, 101, null]);
  expect(named('tcptrace', 'window')?.values).toEqual([null, 65161, null, null, 1101, null]);
});

test('throughput is averaged over the last second', () => {
  const rates = named('throughput', 'throughput')?.values;
  expect(rates?.[0]).toBeNull();
  expect(rates?.[1]).toBeCloseTo((500 * 8) / 0.48);
  expect(rates?.[2]).toBeCloseTo(800 * 8);
});

test('round trips stand at the acknowledgements of the other side', () => {
  expect(plotOf('roundTrip', download, false).frames).toEqual([2, 5]);
  expect(named('roundTrip', 'roundTrip')?.values).toEqual([0.01, 0.58]);
  expect(plotOf('roundTrip', download, true).curves).toEqual([]);
});

test('window scaling sets the receiver’s window beside the bytes in flight', () => {
  expect(named('window', 'window')?.values).toEqual([null, 65160, null, null, 1000, null]);
  expect(named('window', 'inFlight')?.values).toEqual([null, null, 100, 500, null, null]);
});

test('packets whose clock went back are drawn in order of time', () => {
  const points = pointsOf([
    { time: 0.2, sequence: 5, length: 1 },
    { time: 0.1, sequence: 4, length: 1 },
  ]);
  expect(plotOf('sequence', points, false).frames).toEqual([2, 1]);
});
