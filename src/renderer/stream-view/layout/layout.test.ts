import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maximumStretch, type StreamPart, type StreamStretch } from '../../../shared/packed-stream';
import { ansiRow, type StreamColours } from '../ansi-lines';
import { ebcdic, encode, utf8 } from './decoders';
import { packetAt, type StreamLine } from './stream-line';
import { bytesBefore, bytesBehind, layOutTile, type StreamForm, streamForms, tileBytes } from './tile';

const part = (length: number, rest: Partial<StreamPart> = {}): StreamPart => ({
  record: 0,
  kind: 'data',
  server: false,
  packet: 1,
  time: 0,
  since: 0,
  offset: 0,
  skip: 0,
  length,
  ...rest,
});

/** Lays out one tile that is the whole stream. */
async function laidOut(
  bytes: Uint8Array,
  parts: readonly StreamPart[],
  form: StreamForm = 'utf8',
  columns = 40,
): Promise<readonly StreamLine[]> {
  const stretch: StreamStretch = { from: 0, parts, bytes };
  return await layOutTile(stretch, 0, bytes.length, true, {
    form,
    columns,
    gapText: ({ length }) => `[${length} missing]`,
    readRecord: (_part, position) => Promise.resolve(bytes.subarray(position)),
  });
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const texts = (lines: readonly StreamLine[]): readonly string[] => lines.map(({ text }) => text);
const words = async (text: string, form?: StreamForm, columns?: number): Promise<readonly string[]> => {
  const bytes = bytesOf(text);
  return texts(await laidOut(bytes, [part(bytes.length)], form, columns));
};

test('lines end where the text says so, and where the columns end', async () => {
  expect(await words('a\r\nb\n\nc')).toEqual(['a', 'b', '', 'c']);
  expect(await words('x'.repeat(90))).toEqual(['x'.repeat(40), 'x'.repeat(40), 'x'.repeat(10)]);
  expect(await words('a\tb')).toEqual(['a       b']);
});

test('a line of megabytes is cut at every tile and at every column', async () => {
  const lines = await words('y'.repeat(8192), 'utf8', 100);
  expect(lines).toHaveLength(82);
});

test('the border of two tiles divides no line, however wide', async () => {
  const text = Array.from({ length: 40 }, (_, index) => `${'word '.repeat(index % 9)}${index}`).join('\r\n');
  const bytes = bytesOf(text);
  const parts = [part(100), part(bytes.length - 100, { packet: 2, record: 1 })];
  for (const columns of [13, 200]) {
    const options = { form: 'utf8', columns, gapText: () => '', readRecord: () => Promise.resolve(bytes) } as const;
    const stretch: StreamStretch = { from: 0, parts, bytes };
    const whole = texts(await layOutTile(stretch, 0, bytes.length, true, options));
    for (let border = 1; border < bytes.length; border += 7) {
      const first = await layOutTile(stretch, 0, border, false, options);
      const second = await layOutTile(stretch, border, bytes.length, true, options);
      expect(texts([...first, ...second])).toEqual(whole);
    }
  }
});

test.each([
  ['digits', '0123456789', 4096],
  ['characters of three bytes', '€', 1366],
])('a line of %s without an end is bounded, and loses nothing where tiles cut it', async (_words, piece, longest) => {
  const text = piece.repeat(30_000 / bytesOf(piece).length);
  const bytes = bytesOf(text);
  const shown: string[] = [];
  for (let first = 0; first < bytes.length; first += tileBytes) {
    const from = Math.max(0, first - bytesBefore);
    const end = first + tileBytes;
    const there = bytes.subarray(from, Math.min(bytes.length, end + bytesBehind));
    const stretch: StreamStretch = { from, parts: [part(there.length, { skip: from })], bytes: there };
    const options = {
      form: 'utf8',
      columns: 100_000,
      gapText: () => '',
      readRecord: () => Promise.resolve(bytes),
    } as const;
    shown.push(...texts(await layOutTile(stretch, first, Math.min(end, bytes.length), end >= bytes.length, options)));
  }
  expect(shown.join('')).toBe(text);
  expect(Math.max(...shown.map(({ length }) => length))).toBe(longest);
});

test('what a terminal would obey is shown instead', async () => {
  expect(await words('\x1b[31m\x07\x00', 'utf8')).toEqual(['\\x1b[31m\\x07\\x00']);
  expect(await words('\u009b1m \u202e \u200b \ufeff \u2028 \ue000', 'utf8', 80)).toEqual([
    '\\x9b1m \\u202e \\u200b \\ufeff \\u2028 \\ue000',
  ]);
  expect(texts(await laidOut(Uint8Array.of(0x9b, 0x41, 0x1b), [part(3)], 'latin1'))).toEqual(['\\x9bA\\x1b']);
  expect(texts(await laidOut(Uint8Array.of(0xc3, 0x28, 0xff), [part(3)], 'utf8'))).toEqual(['\\xc3(\\xff']);
});

test('the sides stand in lines of their own, packets of one side in the same', async () => {
  const bytes = bytesOf('GET /itemOK');
  const lines = await laidOut(bytes, [
    part(5, { packet: 4 }),
    part(4, { packet: 5, record: 1 }),
    part(2, { packet: 6, record: 2, server: true }),
  ]);
  expect(texts(lines)).toEqual(['GET /item', 'OK']);
  expect(lines.map(({ server }) => server)).toEqual([false, true]);
  expect([0, 4, 5, 8, 30].map((column) => packetAt(lines[0], column)?.packet)).toEqual([4, 4, 5, 5, 5]);
  expect(lines[1].begins?.packet).toBe(6);
  const torn = bytesOf('a\r\nb');
  expect(texts(await laidOut(torn, [part(2), part(2, { server: true })]))).toEqual(['a\\r', '', 'b']);
});

test('missing bytes stand where they are missing, at the end too', async () => {
  const lines = await laidOut(bytesOf('abcd'), [
    part(2),
    part(16_060, { kind: 'missing' }),
    part(2),
    part(7, { kind: 'cut' }),
  ]);
  expect(texts(lines)).toEqual(['ab', '[16060 missing]', 'cd', '[7 missing]']);
});

test('characters that two tiles share are shown once', async () => {
  const bytes = bytesOf('äöü'.repeat(10));
  for (let border = 1; border < bytes.length; border++) {
    const stretch: StreamStretch = { from: 0, parts: [part(bytes.length)], bytes };
    const options = {
      form: 'utf8',
      columns: 100,
      gapText: () => '',
      readRecord: () => Promise.resolve(bytes),
    } as const;
    const first = await layOutTile(stretch, 0, border, false, options);
    const second = await layOutTile(stretch, border, bytes.length, true, options);
    expect(texts([...first, ...second]).join('')).toBe('äöü'.repeat(10));
  }
});

test('dumps and encodings', async () => {
  const bytes = bytesOf('GET / HTTP/1.1\r\nHost: x');
  const parts = [part(bytes.length, { packet: 9, record: 3 })];
  const shown = async (form: StreamForm): Promise<readonly string[]> => texts(await laidOut(bytes, parts, form, 100));
  expect(await shown('hex')).toEqual([
    '00000000  47 45 54 20 2f 20 48 54  54 50 2f 31 2e 31 0d 0a  GET / HTTP/1.1..',
    '00000010  48 6f 73 74 3a 20 78                              Host: x',
  ]);
  expect((await shown('c'))[0]).toBe('char peer0_3[] = { /* Packet 9 */');
  expect((await shown('c')).at(-1)).toBe('0x48, 0x6f, 0x73, 0x74, 0x3a, 0x20, 0x78 };');
  expect((await shown('raw')).join('')).toBe(Buffer.from(bytes).toString('hex'));
  expect((await shown('base64')).join('')).toBe(Buffer.from(bytes).toString('base64'));
  expect((await shown('yaml')).slice(0, 2)).toEqual(['- packet: 9', '  peer: 0']);
});

test('rows that two tiles share are shown once', async () => {
  const bytes = Uint8Array.from({ length: 300 }, (_, index) => index);
  for (const form of ['hex', 'raw', 'base64', 'c'] as const) {
    const stretch: StreamStretch = { from: 0, parts: [part(300)], bytes };
    const options = { form, columns: 100, gapText: () => '', readRecord: () => Promise.resolve(bytes) };
    const whole = texts(await layOutTile(stretch, 0, 300, true, options));
    const halves = [
      ...(await layOutTile(stretch, 0, 101, false, options)),
      ...(await layOutTile(stretch, 101, 300, true, options)),
    ];
    expect(texts(halves)).toEqual(whole);
  }
});

test('JSON behind an HTTP head is pretty-printed, and numbers keep their digits', async () => {
  expect(await words('HTTP/1.1 200 OK\r\n\r\n{"a":[1.10,{}],"b":"x\\"y"}', 'json')).toEqual([
    'HTTP/1.1 200 OK',
    '',
    '{',
    '  "a": [',
    '    1.10,',
    '    {}',
    '  ],',
    '  "b": "x\\"y"',
    '}',
  ]);
  expect(await words('{"a": nonsense', 'json')).toEqual(['{"a": nonsense']);
});

test('JSON of one line each is pretty-printed line by line, and what is none stays', async () => {
  expect(await words('{"a":1}\r\n[ERROR] no\n[2]\n', 'json')).toEqual([
    '{',
    '  "a": 1',
    '}',
    '[ERROR] no',
    '[',
    '  2',
    ']',
  ]);
});

test('EBCDIC is read by its code page', async () => {
  expect(texts(await laidOut(Uint8Array.of(0xc8, 0x85, 0x93, 0x93, 0x96, 0x40, 0xf1), [part(7)], 'ebcdic'))).toEqual([
    'Hello 1',
  ]);
  expect([...encode('Hello', ebcdic)]).toEqual([0xc8, 0x85, 0x93, 0x93, 0x96]);
  expect([...encode('é', utf8)]).toEqual([0xc3, 0xa9]);
});

const colours = Object.fromEntries(
  [
    'client',
    'clientBackground',
    'server',
    'serverBackground',
    'dim',
    'background',
    'match',
    'currentMatch',
    'onMatch',
    'clientSelected',
    'serverSelected',
  ].map((name) => [name, [1, 2, 3]]),
) as unknown as StreamColours;

test('whatever the bytes are, only our own sequences reach the terminal', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.constantFrom(...streamForms), async (bytes, form) => {
      for (const line of await laidOut(bytes, [part(bytes.length)], form)) {
        const written = ansiRow(0, line, colours, { matches: [{ from: 2, to: 5, current: true }], packet: 1 });
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the sequences that are ours
        const rest = written.replaceAll(/\x1b\[(?:\d+;1H|0m|[34]8;2;1;2;3m|K)/g, '');
        expect(rest).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }
    }),
  );
});

test('a tile with what lies around it can be asked for', () => {
  expect(bytesBefore + tileBytes + bytesBehind).toBeLessThanOrEqual(maximumStretch);
});
