import { expect, test } from 'vitest';
import { parsePacketRange } from './packet-range';

function numbers(text: string): readonly number[] {
  const range = parsePacketRange(text);
  if (typeof range !== 'function') throw new Error(range.message);
  return Array.from({ length: 12 }, (_, i) => i + 1).filter(range);
}

test('numbers, ranges and open ranges', () => {
  expect(numbers('3')).toEqual([3]);
  expect(numbers('2-4, 7')).toEqual([2, 3, 4, 7]);
  expect(numbers('10-')).toEqual([10, 11, 12]);
  expect(numbers('-2')).toEqual([1, 2]);
});

test('what is no range is named with its place', () => {
  expect(parsePacketRange('1-3,x')).toEqual({
    message: '“x” is not a packet number or a range such as 10-20.',
    start: 4,
    end: 5,
  });
  expect(parsePacketRange('9-3')).toMatchObject({ message: 'The range 9-3 ends before it begins.' });
});
