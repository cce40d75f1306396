/** Names that are suggested for one that nobody knows. */
import { expect, test } from 'vitest';
import { catalogue } from '../protocols';
import { nearestNames } from './nearest-names';

test('the shortest names that go on where it ends', () => {
  expect(nearestNames('http.re', catalogue)).toEqual(['http.referer', 'http.request']);
  expect(nearestNames('tcp.analysis.retr', catalogue)).toContain('tcp.analysis.retransmission');
});

test('names of the same protocol with the same end, and such with few other letters', () => {
  expect(nearestNames('http.method', catalogue)[0]).toBe('http.request.method');
  expect(nearestNames('tcp.prot', catalogue)).toContain('tcp.port');
});
