import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FragmentOutcome } from '../declare/memory';
import { Fragments } from './fragments';

interface Part {
  readonly offset: number;
  readonly length: number;
  readonly more: boolean;
}

/** Adds parts of a datagram, each in a packet of its own (from 1) at offset 3, and gives what became of each, then and later. */
function put(whole: Uint8Array, parts: readonly Part[], key = (_: number) => 'a') {
  const packets = parts.map(({ offset, length }) =>
    Uint8Array.from([9, 9, 9, ...whole.subarray(offset, offset + length)]),
  );
  const fragments = new Fragments((frame) => ({ bytes: packets[frame - 1], start: 0 }));
  const numbers: number[] = [];
  const outcomes: FragmentOutcome[] = parts.map(({ offset, length, more }, index) => {
    const fragment = { identification: 1, scope: 0, offset, more, at: 3, length };
    fragments.add(key(index), index + 1, fragment, { bytes: packets[index], start: 3, length, place: 3 });
    numbers.push(fragments.number);
    return fragments.outcome;
  });
  return { outcomes, later: numbers.map((number) => fragments.recall(number)) };
}

const bytes = (length: number) => Uint8Array.from({ length }, (_, index) => index);

test('a datagram is whole when its last gap is filled, and later as well', () => {
  const parts = [
    { offset: 16, length: 4, more: false },
    { offset: 0, length: 8, more: true },
    { offset: 8, length: 8, more: true },
  ];
  const { outcomes, later } = put(bytes(20), parts);
  expect(outcomes.map(({ kind }) => kind)).toEqual(['incomplete', 'incomplete', 'complete']);
  expect(later[0]).toEqual({ kind: 'incomplete', frame: 3 });
  expect(later[2]).toEqual(outcomes[2]);
  expect(later[2]).toEqual({
    kind: 'complete',
    whole: {
      bytes: bytes(20),
      pieces: [
        { frame: 2, offset: 0, length: 8 },
        { frame: 3, offset: 8, length: 8 },
        { frame: 1, offset: 16, length: 4 },
      ],
    },
  });
});

test('any order and any overlap give the same bytes', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 8, max: 200 }),
      fc.array(fc.tuple(fc.nat(199), fc.integer({ min: 1, max: 60 })), { maxLength: 30 }),
      fc.boolean(),
      (length, extra, lastFirst) => {
        const whole = bytes(length);
        const needed: Part[] = [];
        for (let offset = 0; offset < length; offset += 8)
          needed.push({ offset, length: Math.min(8, length - offset), more: offset + 8 < length });
        const others = extra
          .map(([offset, size]) => ({
            offset: offset % length,
            length: Math.min(size, length - (offset % length)),
            more: true,
          }))
          .filter(({ offset, length: size }) => offset + size < length);
        const parts = [...others, ...(lastFirst ? needed.toReversed() : needed)];
        const { outcomes, later } = put(whole, parts);
        const complete = outcomes.findIndex(({ kind }) => kind === 'complete');
        expect(complete).toBeGreaterThanOrEqual(0);
        expect(later[complete]).toEqual(outcomes[complete]);
        const found = outcomes[complete];
        expect(found.kind === 'complete' && found.whole.bytes).toEqual(whole);
      },
    ),
    { numRuns: 200 },
  );
});

test('a fragment that was cut by the capture completes nothing', () => {
  const fragments = new Fragments(() => undefined);
  const fragment = { identification: 1, scope: 0, offset: 0, more: false, at: 0, length: 20 };
  fragments.add('a', 1, fragment, { bytes: bytes(10), start: 0, length: 10, place: 0 });
  expect(fragments.outcome).toEqual({ kind: 'incomplete', frame: 0 });
  expect(fragments.recall(fragments.number)).toEqual({ kind: 'incomplete', frame: 0 });
});

test('what nobody completes is given up, and memory stays bounded', () => {
  const parts = Array.from({ length: 10_000 }, () => ({ offset: 0, length: 8, more: true }));
  const { later } = put(bytes(16), parts, (index) => `${index}`);
  expect(later.every((outcome) => outcome.kind === 'incomplete' && outcome.frame === 0)).toBe(true);
});
