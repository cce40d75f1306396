import { expect, test } from 'vitest';
import media from '../protocols/application/media';
import { type Line, shownText } from './packet-tree';

test('a label that quotes captured text shows its controls instead of passing them on', () => {
  const line: Line = {
    kind: 'text',
    parent: -1,
    field: undefined,
    protocol: media,
    value: undefined,
    buffer: 0,
    at: 0,
    length: 0,
    text: 'SSID: "\x1b]0;\x07\x9b"',
    more: ' \u202e\r\n',
    hidden: false,
  };
  expect(shownText(line)).toBe('SSID: "\\x1b]0;\\x07\\x9b" \\u202e\\r\\n');
});
