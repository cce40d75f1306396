/** Where a wrong filter is underlined, on a line that anybody can read. */
import { expect, test } from 'vitest';
import { underlined } from './underlined';

const problem = (start: number, end: number) => ({ message: '', start, end });

test('a short filter stands there as it is', () => {
  expect(underlined('tcp && foo', problem(7, 10))).toEqual(['tcp && foo', '       ^^^']);
  expect(underlined('tcp &&', problem(6, 6))).toEqual(['tcp &&', '      ^']);
});

test('control characters take one place each', () => {
  expect(underlined('a\tb', problem(2, 3))).toEqual(['a b', '  ^']);
});

test('of a long filter what stands around the place is shown, and the marks stay below it', () => {
  const filter = `${'tcp && '.repeat(300)}zzz.x${' && udp'.repeat(300)}`;
  const start = filter.indexOf('zzz.x');
  const [text, marks] = underlined(filter, problem(start, start + 5));
  expect(text.length).toBeLessThanOrEqual(102);
  expect(text.startsWith('…') && text.endsWith('…')).toBe(true);
  expect(text.slice(marks.indexOf('^'), marks.length)).toBe('zzz.x');
  const [end, last] = underlined(filter, problem(filter.length, filter.length));
  expect(end.endsWith('udp')).toBe(true);
  expect(last.length).toBe(end.length + 1);
  const [, all] = underlined(filter, problem(0, filter.length));
  expect(all).toBe('^'.repeat(100));
});
