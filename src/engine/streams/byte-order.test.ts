import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ByteOrder, type SegmentFacts } from './byte-order';

interface Sent {
  readonly sequence: number;
  readonly text?: string;
  readonly backward?: boolean;
  readonly acknowledgement?: number;
  readonly syn?: boolean;
  /** Bytes of the text that were captured. */
  readonly captured?: number;
}

/** What comes out: runs of text, gaps as `<n missing>`, cuts as `<n cut>`; the second endpoint's behind a `<`. */
function ordered(segments: readonly Sent[]): readonly string[] {
  const runs: string[] = [];
  const margin = (backward: boolean): string => (backward ? '< ' : '');
  const order = new ByteOrder({
    data: (row, backward, skip, length) =>
      runs.push(margin(backward) + (segments[row].text ?? '').slice(skip, skip + length)),
    missing: (_row, backward, count) => runs.push(`${margin(backward)}<${count} missing>`),
    cut: (_row, backward, count) => runs.push(`${margin(backward)}<${count} cut>`),
  });
  for (const [
    row,
    { sequence, text = '', backward = false, acknowledgement = 0, syn = false, captured },
  ] of segments.entries()) {
    const facts: SegmentFacts = {
      row,
      backward,
      sequence: sequence >>> 0,
      acknowledgement: acknowledgement >>> 0,
      syn,
      length: text.length,
      captured: captured ?? text.length,
    };
    order.add(facts);
  }
  return runs;
}

test('segments in order, both directions', () => {
  expect(
    ordered([
      { sequence: 99, syn: true },
      { sequence: 499, syn: true, backward: true, acknowledgement: 100 },
      { sequence: 100, text: 'GET', acknowledgement: 500 },
      { sequence: 500, text: 'OK', backward: true, acknowledgement: 103 },
    ]),
  ).toEqual(['GET', '< OK']);
});

test('what was sent twice counts once, and of an overlap the new bytes', () => {
  expect(
    ordered([
      { sequence: 100, text: 'abc' },
      { sequence: 100, text: 'abc' },
      { sequence: 101, text: 'bcDE' },
      { sequence: 99, text: '?' },
      { sequence: 105, text: 'f' },
    ]),
  ).toEqual(['abc', 'DE', 'f']);
});

test('segments out of order wait for those before them', () => {
  expect(
    ordered([
      { sequence: 100, text: 'ab' },
      { sequence: 106, text: 'gh' },
      { sequence: 104, text: 'ef' },
      { sequence: 102, text: 'cd' },
    ]),
  ).toEqual(['ab', 'cd', 'ef', 'gh']);
});

test('bytes that were acknowledged and never captured are missing', () => {
  expect(
    ordered([
      { sequence: 100, text: 'ab' },
      { sequence: 110, text: 'kl' },
      { sequence: 1, backward: true, acknowledgement: 102 },
      { sequence: 1, backward: true, acknowledgement: 110 },
      { sequence: 1, backward: true, acknowledgement: 112 },
    ]),
  ).toEqual(['ab', '<8 missing>', 'kl']);
});

test('sequence numbers wrap', () => {
  expect(
    ordered([
      { sequence: 0xffff_fffd, syn: true },
      { sequence: 0xffff_fffe, text: 'abcd' },
      { sequence: 4, text: 'gh' },
      { sequence: 2, text: 'ef' },
    ]),
  ).toEqual(['abcd', 'ef', 'gh']);
});

test('a stream that was captured from its middle on begins with what came first', () => {
  expect(
    ordered([
      { sequence: 5000, text: 'middle' },
      { sequence: 4990, text: 'earlier' },
      { sequence: 5006, text: '!' },
    ]),
  ).toEqual(['middle', '!']);
});

test('both sides open at once', () => {
  expect(
    ordered([
      { sequence: 10, syn: true },
      { sequence: 20, syn: true, backward: true },
      { sequence: 10, syn: true, acknowledgement: 21 },
      { sequence: 20, syn: true, backward: true, acknowledgement: 11 },
      { sequence: 11, text: 'a', acknowledgement: 21 },
      { sequence: 21, text: 'b', backward: true, acknowledgement: 12 },
    ]),
  ).toEqual(['a', '< b']);
});

test('a SYN may carry data, and a keep-alive brings nothing new', () => {
  expect(
    ordered([
      { sequence: 9, syn: true, text: 'fast' },
      { sequence: 14, text: ' open' },
      { sequence: 18, text: '\0' },
      { sequence: 18, text: '' },
      { sequence: 19, text: '.' },
    ]),
  ).toEqual(['fast', ' open', '.']);
});

test('what the capture cut off is told, and the stream goes on behind it', () => {
  expect(
    ordered([
      { sequence: 100, text: 'abcdef', captured: 4 },
      { sequence: 106, text: 'g' },
    ]),
  ).toEqual(['abcd', '<2 cut>', 'g']);
});

test('any segmentation, order and repetition of bytes gives the bytes', () => {
  const pieces = fc
    .tuple(
      fc.string({ minLength: 1, maxLength: 200 }),
      fc.integer({ min: 0, max: 0xffff_ffff }),
      fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 30 }),
      fc.array(fc.nat(), { maxLength: 20 }),
    )
    .map(([text, first, repeats, cuts]) => {
      const places = [...new Set([0, text.length, ...cuts.map((cut) => cut % text.length)])].sort((a, b) => a - b);
      const parts = places.slice(1).map((end, index) => [places[index], end] as const);
      const more = repeats.map(([from, length]) => {
        const start = from % text.length;
        return [start, Math.min(text.length, start + 1 + (length % text.length))] as const;
      });
      return { text, first, parts: [...parts, ...more] };
    });
  fc.assert(
    fc.property(
      pieces.chain(({ parts, ...rest }) =>
        fc
          .shuffledSubarray(parts, { minLength: parts.length, maxLength: parts.length })
          .map((shuffled) => ({ ...rest, shuffled })),
      ),
      ({ text, first, shuffled }) => {
        const opening: Sent = { sequence: first - 1, syn: true };
        const segments = shuffled.map(([start, end]) => ({ sequence: first + start, text: text.slice(start, end) }));
        expect(ordered([opening, ...segments]).join('')).toBe(text);
      },
    ),
  );
});

test('segments that wait by the thousand are quickly found again', () => {
  let bytes = 0;
  const order = new ByteOrder({
    data: (_row, _backward, _skip, length) => {
      bytes += length;
    },
    missing: () => expect.unreachable(),
    cut: () => expect.unreachable(),
  });
  const add = (row: number, sequence: number): void =>
    order.add({
      row,
      backward: false,
      sequence: sequence >>> 0,
      acknowledgement: 0,
      syn: false,
      length: 1,
      captured: 1,
    });
  add(0, 0);
  for (let row = 1; row <= 40_000; row++) add(row, row + 1);
  for (let row = 0; row < 40_000; row++)
    order.add({ row, backward: true, sequence: 7, acknowledgement: 1, syn: false, length: 0, captured: 0 });
  add(40_001, 1);
  expect(bytes).toBe(40_002);
  expect(order.pending).toBe(0);
});
