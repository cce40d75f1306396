/** What is reckoned of RTP packets; the figures are those that sharkd 4.0 gives for the same packets. */
import { expect, test } from 'vitest';
import { StreamAnalysis } from './stream-analysis';

const voice = { name: 'g711U', clock: 8000 };
const noise = { name: 'CN', clock: 8000 };
const event = { name: 'telephone-event', clock: 8000 };

/** Milliseconds, sequence number, timestamp in units of 20 ms, and what is special. */
type Sent = readonly [at: number, sequence: number, ticks: number, type?: number, marker?: boolean];

function analyse(...sent: readonly Sent[]) {
  const analysis = new StreamAnalysis();
  const packets = sent.map(([milliseconds, sequence, ticks, type = 0, marker = false], index) =>
    analysis.add({
      ...{ frame: index + 2, milliseconds, sequence: sequence & 0xffff, marker, type },
      timestamp: 1000 + 160 * ticks,
      payload: type === 13 ? noise : type === 101 ? event : voice,
      bytes: 200,
    }),
  );
  return { analysis, packets };
}

test('numbers wrap, and packets are lost, late, doubled, marked, silent and events', () => {
  const { analysis, packets } = analyse(
    [100, 65533, 0, 0, true],
    ...[121, 142, 160, 181, 202].map((at, index): Sent => [at, 65534 + index, index + 1]),
    [250, 65541, 8],
    [255, 65540, 7],
    [270, 65542, 9],
    [271, 65542, 9],
    [290, 65543, 10, 8],
    [312, 65544, 20, 0, true],
    [330, 65545, 19],
    [350, 65546, 22, 13],
    [372, 65547, 23],
    [390, 65548, 24, 101],
    [411, 65549, 25],
  );
  expect(analysis).toMatchObject({ packets: 17, expected: 17, sequenceErrors: 3, problem: true, duration: 311 });
  expect(analysis).toMatchObject({ maximumDelta: 48, maximumDeltaFrame: 8, maximumSkew: 190 });
  expect(analysis.maximumJitter).toBeCloseTo(16.660319, 6);
  expect(analysis.meanJitter).toBeCloseTo(3.66295, 6);
  expect(analysis.payloadNames).toBe('g711U, CN, telephone-event');
  expect(packets.map(({ oddity }) => oddity).slice(6)).toEqual([
    ...['sequence', 'sequence', undefined, 'sequence', 'payload-type', 'payload-type', undefined, undefined],
    ...['marker-missing', 'payload-type', 'payload-type'],
  ]);
});

test('a stream in which nothing is odd has no problem, and one with a gap has', () => {
  const regular = analyse([0, 1, 0], [20, 2, 1], [41, 3, 2]).analysis;
  expect(regular).toMatchObject({ problem: false, expected: 3, meanJitter: 0.03125, maximumSkew: -1 });
  expect(analyse([0, 1, 0], [40, 3, 2]).analysis).toMatchObject({ problem: true, packets: 2, expected: 3 });
});

test('bandwidth is that of one second, and a clock that is not known gives no jitter', () => {
  const { packets } = analyse([0, 1, 0], [600, 2, 30], [1500, 3, 75]);
  expect(packets.map(({ bandwidth }) => bandwidth)).toEqual([1.6, 3.2, 3.2]);
  const unknown = new StreamAnalysis();
  for (const sequence of [1, 2])
    unknown.add({
      ...{ frame: sequence, milliseconds: sequence * 70, sequence, timestamp: sequence, marker: false, type: 96 },
      ...{ payload: { name: 'RTPType-96', clock: 0 }, bytes: 100 },
    });
  expect(unknown).toMatchObject({ maximumJitter: 0, maximumDelta: 70 });
});

test('what all comes at once leaves the bandwidth at once', () => {
  const count = 600_000;
  const analysis = new StreamAnalysis();
  const bandwidthAt = (milliseconds: number): number =>
    Math.round(
      analysis.add({
        ...{ frame: 1, milliseconds, sequence: analysis.packets & 0xffff, timestamp: 0, marker: false, type: 0 },
        payload: voice,
        bytes: 125,
      }).bandwidth,
    );
  for (let sent = 1; sent < count; sent++) bandwidthAt(0);
  expect([0, 500, 1001, 1502].map(bandwidthAt)).toEqual([count, count + 1, 2, 2]);
});
