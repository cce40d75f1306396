import { describe, expect, test } from 'vitest';
import { hexDump } from './hex-dump';
import { pdmlHeader } from './pdml-document';
import { fieldCell } from './print-packets';

const printing = { header: false, separator: '\t', occurrence: 'all', aggregator: ',', quote: '', bom: false } as const;

describe('a cell of -T fields', () => {
  test('joins or chooses occurrences', () => {
    expect(fieldCell(['a', 'b'], printing)).toBe('a,b');
    expect(fieldCell(['a', 'b'], { ...printing, occurrence: 'first', quote: '"' })).toBe('"a"');
    expect(fieldCell(['a', 'b'], { ...printing, occurrence: 'last' })).toBe('b');
    expect(fieldCell([], { ...printing, quote: '"' })).toBe('');
  });

  test('never lets a control character through', () => {
    expect(fieldCell(['\x1b[2J\n\u202e'], printing)).toBe('\\x1b[2J\\n\\u202e');
  });
});

test('bytes are dumped sixteen a line', () => {
  expect([...hexDump(Uint8Array.from({ length: 17 }, (_, i) => i + 0x3f))].join('')).toBe(
    '0000  3f 40 41 42 43 44 45 46 47 48 49 4a 4b 4c 4d 4e   ?@ABCDEFGHIJKLMN\n0010  4f                                                O\n',
  );
});

test('many bytes are dumped piece by piece', () => {
  const pieces = [...hexDump(new Uint8Array(100_000))];
  expect(pieces.length).toBeGreaterThan(5);
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(200_000);
  const lines = pieces.join('').split('\n').slice(0, -1);
  expect(lines).toHaveLength(6250);
  expect(lines.every((line, index) => line.startsWith((16 * index).toString(16).padStart(5, '0')))).toBe(true);
});

test('XML is escaped', () => {
  expect(pdmlHeader('a<b>"&\x00')).toContain('capture_file="a&lt;b&gt;&quot;&amp;\\x00"');
  expect(pdmlHeader('\r\n\x1b[31m\x9b\u202e\ud800')).toContain('capture_file="\\r\\n\\x1b[31m\\x9b\\u202e\ufffd"');
});
