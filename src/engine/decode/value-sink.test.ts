import { expect, test } from 'vitest';
import { catalogue } from '../session/open-session';
import { ValueSink } from './value-sink';

const openings = (...names: string[]): boolean =>
  new ValueSink(
    catalogue,
    names.flatMap((name) => catalogue.field(name)),
  ).openings;

test('the opening of a PDU is enough for what is known of the frame, lies in headers below, or is said to be early', () => {
  expect(openings('frame.number', 'frame.time_epoch', 'http.host')).toBe(true);
  expect(openings('ip.src', 'tcp.port', 'http.request.method')).toBe(true);
});

test('what the rest of a PDU decides needs all of it', () => {
  expect(openings('frame.number', 'http.file_data')).toBe(false);
  expect(openings('frame.protocols')).toBe(false);
});
