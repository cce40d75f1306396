import { expect, test } from 'vitest';
import type { ShownEvent } from '../state/sockets';
import { consoleLines, newestLines } from './console-lines';

const at = new Date(2026, 2, 12, 12, 4, 11, 204).getTime();
/** Without the colours, which are all that may stay. */
const bare = (text: string): string =>
  text
    .split('\x1b[')
    .map((part, place) => (place === 0 ? part : part.replace(/^\d+m/, '')))
    .join('');

test('a step stands behind its time', () => {
  expect(bare(consoleLines({ kind: 'step', at, step: 'connect', text: 'connected to 127.0.0.1:3000' }, 'text'))).toBe(
    '12:04:11.204  connected to 127.0.0.1:3000\r\n',
  );
});

test('what passed is shown as text or as bytes, and what was cut is told', () => {
  const event = {
    kind: 'received',
    at,
    bytes: Uint8Array.of(0x48, 0x69, 0x0a),
    text: 'Hi\n',
    length: 7,
    client: 2,
  } as const;
  expect(bare(consoleLines(event, 'text'))).toBe(
    '12:04:11.204 client 2  receive 7 bytes\r\n  Hi\r\n  … 4 more bytes\r\n',
  );
  expect(bare(consoleLines(event, 'hex'))).toContain('0000  48 69 0a');
});

test('what a program wrote goes on in its line, unless something else comes between', () => {
  const piece = (kind: 'output' | 'errors', text: string) =>
    ({ kind, at, bytes: new Uint8Array(), text, length: text.length }) as const;
  const events: ShownEvent[] = [
    piece('output', 'one\ntw'),
    piece('output', 'o\n\nthr'),
    piece('errors', 'oh'),
    { kind: 'step', at, step: 'end', text: 'Ended' },
  ];
  const all = events.map((event, place) => consoleLines(event, 'text', events[place - 1])).join('');
  expect(bare(all)).toBe('  one\r\n  two\r\n  \r\n  thr\r\n  oh\r\n12:04:11.204  Ended\r\n');
});

test('a flood is cut: of each event the first lines are shown, and of all events the newest', () => {
  const text = 'y\n'.repeat(8000);
  const event = { kind: 'output', at, bytes: new Uint8Array(), text, length: text.length } as const;
  const end = { kind: 'step', at, step: 'end', text: 'Ended' } as const;
  const shown = bare(newestLines([...Array.from({ length: 100 }, () => event), end], 10, 'text')).split('\r\n');
  expect(shown.length).toBeLessThan(2600);
  expect(shown[0]).toContain('86 events');
  expect(shown[501]).toContain('7,500 more lines');
  expect(shown.at(-2)).toContain('Ended');
  expect(newestLines([event, end], 2, 'text')).toBe('');
});

test('an error says what usually causes it', () => {
  const event = {
    kind: 'error',
    at,
    step: 'connect',
    code: 'ECONNREFUSED',
    text: 'refused',
    cause: 'nothing listens',
  } as const;
  expect(bare(consoleLines(event, 'text'))).toBe(
    '12:04:11.204  connect: refused (ECONNREFUSED)\r\n              Usually: nothing listens\r\n',
  );
});

test('nothing that came from outside can drive the terminal', () => {
  const hostile = 'a\x1b]0;title\x07\x9b31m\u202eb\r\x08';
  const shown = [
    consoleLines({ kind: 'step', at, step: 'x', text: hostile }, 'text'),
    consoleLines({ kind: 'received', at, bytes: new Uint8Array(), text: hostile, length: 1, peer: hostile }, 'text'),
    consoleLines({ kind: 'error', at, step: hostile, code: hostile, text: hostile, cause: hostile }, 'text'),
  ].join('');
  expect(bare(shown).replaceAll('\r\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
});
