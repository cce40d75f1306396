import { expect, it } from 'vitest';
import { hex, open, scanBytes } from './testing';

const text = (words: string): Uint8Array => new TextEncoder().encode(words);

it.each([
  ['an empty file', new Uint8Array(0), '“test” is empty: there is no capture in it yet.'],
  ['text', text('No.  Time  Source\n'), '“test” is not a capture file: it is text.'],
  ['an archive', text('PK\x03\x04 and more'), '“test” is not a capture file: it is a ZIP archive.'],
  [
    'other bytes',
    hex('00 01 02 03'),
    '“test” is not a capture file: it is something that begins with the bytes 00 01 02 03.',
  ],
  [
    'half a magic number',
    hex('d4 c3'),
    '“test” is not a capture file: it is something that begins with the bytes d4 c3.',
  ],
  [
    'a pcapng file cut in its first block',
    hex('0a0d0d0a 1c000000 4d3c'),
    'The file was cut in the middle of the section header: it ends at byte 10, and 18 more bytes would be needed.',
  ],
  [
    'another program’s capture',
    text('GMBU....'),
    '“test” is not a capture file: it is a Microsoft Network Monitor capture, a format that is not read.',
  ],
])('says in one sentence what %s is', async (_what, bytes, sentence) => {
  expect(await open(bytes)).toBe(sentence);
});

it('reads Sun snoop files', async () => {
  const file = hex(`
    736e6f6f70000000 00000002 00000004
    00000032 00000003 0000001c 00000000 00000064 00000005 aabbcc00 # 50 bytes, of which 3 captured
    00000003 00000003 0000001c 00000000 00000065 00000006 ddeeff00
  `);
  const { packets, state, capture } = await scanBytes(file);
  expect(state).toBe('end');
  expect(capture.format).toMatchObject({ kind: 'snoop', description: 'snoop' });
  expect(packets).toMatchObject([
    { bytes: hex('aabbcc'), original: 50, time: '100.000005000', linkType: 1 },
    { bytes: hex('ddeeff'), original: 3, time: '101.000006000' },
  ]);
});

it.each([
  [
    '00000032 00000003 00000018 00000000 00000064 00000005',
    'packet 1 claims to be 3 bytes long, but its record has room for 0.',
  ],
  [
    '00000032 7fffffff 0000001c 00000000 00000064 00000005',
    'packet 1 claims to be 2,147,483,647 bytes long, where 262,144 is the most that can be.',
  ],
  ['00000032 00000003 7fffffff 00000000 00000064 00000005', 'a record claims to be 2,147,483,647 bytes long.'],
  [
    '00000032 00000003',
    'The file was cut in the middle of the header of packet 1: it ends at byte 24, and 16 more bytes would be needed.',
  ],
])('does not trust a snoop record (%#)', async (record, message) => {
  const { problem } = await scanBytes(hex(`736e6f6f70000000 00000002 00000004 ${record}`));
  expect(problem).toContain(message);
});
