import { expect, test } from 'vitest';
import { ioStatisticsRequestOf } from './io-statistics-columns';

test('an interval, and what each column counts of which packets', () => {
  expect(ioStatisticsRequestOf('io,stat,0.25,udp,AVG(tcp.len)tcp.len > 1,FRAMES()')).toEqual({
    interval: 250_000,
    decimals: 2,
    columns: [
      { text: 'udp', calculation: 'FRAMES AND BYTES', field: '', filter: 'udp' },
      { text: 'AVG(tcp.len)tcp.len > 1', calculation: 'AVG', field: 'tcp.len', filter: 'tcp.len > 1' },
      { text: 'FRAMES()', calculation: 'FRAMES', field: '', filter: '' },
    ],
  });
  expect(ioStatisticsRequestOf('io,stat,0')?.columns).toMatchObject([{ text: '', filter: '' }]);
  expect(ioStatisticsRequestOf('io,phs')).toBeUndefined();
});

test.each([
  ['io,stat', 'wants its interval'],
  ['io,stat,1e5', 'wants its interval'],
  ['io,stat,1,LOAD(tcp.len)', 'not “LOAD”'],
  ['io,stat,1,SUM()tcp', 'needs a field'],
  ['io,stat,1,BYTES(tcp.len)', 'takes no field'],
])('%s is refused', (request, sentence) => {
  expect(() => ioStatisticsRequestOf(request)).toThrow(sentence);
});
