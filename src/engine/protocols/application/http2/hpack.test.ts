/** HPACK by the examples of its specification, and against whatever bytes come. RFC 7541, appendix C. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hex } from '../../../decode/testing';
import { HeaderUnpacker, shownText } from './hpack';
import { unpackHuffman } from './huffman';

const said = (unpacker: HeaderUnpacker, block: string): string[] => {
  const { lines, stopped } = unpacker.unpack(hex(block));
  return [...lines.map(({ name, value }) => `${name}: ${value}`), ...(stopped === '' ? [] : [stopped])];
};

const first = [':method: GET', ':scheme: http', ':path: /', ':authority: www.example.com'];
const second = [...first, 'cache-control: no-cache'];
const third = [
  ':method: GET',
  ':scheme: https',
  ':path: /index.html',
  ':authority: www.example.com',
  'custom-key: custom-value',
];

describe('header blocks', () => {
  it.each([
    [
      'plain',
      '8286 8441 0f77 7777 2e65 7861 6d70 6c65 2e63 6f6d',
      '8286 84be 5808 6e6f 2d63 6163 6865',
      '8287 85bf 400a 6375 7374 6f6d 2d6b 6579 0c63 7573 746f 6d2d 7661 6c75 65',
    ],
    [
      'in the Huffman code',
      '8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff',
      '8286 84be 5886 a8eb 1064 9cbf',
      '8287 85bf 4088 25a8 49e9 5ba9 7d7f 8925 a849 e95b b8e8 b4bf',
    ],
  ])('say what requests say, %s (C.3, C.4)', (_, ...blocks) => {
    const unpacker = new HeaderUnpacker();
    expect(blocks.map((block) => said(unpacker, block))).toEqual([first, second, third]);
  });

  it('drop the oldest entries of a table that is full (C.6)', () => {
    const unpacker = new HeaderUnpacker();
    expect(said(unpacker, '3fe1 01')).toEqual([]);
    const location = 'location: https://www.example.com';
    expect(
      said(
        unpacker,
        '4882 6402 5885 aec3 771a 4b61 96d0 7abe 9410 54d4 44a8 2005 9504 0b81 66e0 82a6 2d1b ff6e 919d 29ad 1718 63c7 8f0b 97c8 e9ae 82ae 43d3',
      ),
    ).toEqual([':status: 302', 'cache-control: private', 'date: Mon, 21 Oct 2013 20:13:21 GMT', location]);
    expect(said(unpacker, '4883 640e ffc1 c0bf')).toEqual([
      ':status: 307',
      'cache-control: private',
      'date: Mon, 21 Oct 2013 20:13:21 GMT',
      location,
    ]);
    expect(
      said(
        unpacker,
        '88c1 6196 d07a be94 1054 d444 a820 0595 040b 8166 e084 a62d 1bff c05a 839b d9ab 77ad 94e7 821d d7f2 e6c7 b335 dfdf cd5b 3960 d5af 2708 7f36 72c1 ab27 0fb5 291f 9587 3160 65c0 03ed 4ee5 b106 3d50 07',
      ),
    ).toEqual([
      ':status: 200',
      'cache-control: private',
      'date: Mon, 21 Oct 2013 20:13:22 GMT',
      location,
      'content-encoding: gzip',
      'set-cookie: foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1',
    ]);
  });

  it('stop at what was never put into the table, and say no more from there on', () => {
    const unpacker = new HeaderUnpacker();
    expect(said(unpacker, '82be 84')).toEqual([':method: GET', 'unknown']);
    expect(said(unpacker, '82')).toEqual(['unknown']);
  });

  it('stop where they are damaged', () => {
    for (const block of ['80', '40', '4085aaaa', '3fffffffff7f', '0081ff', '00840000'])
      expect([block, said(new HeaderUnpacker(), block).at(-1)]).toEqual([block, 'damaged']);
  });

  it('unpack to no more than a bound', () => {
    const unpacker = new HeaderUnpacker();
    const value = 'x'.repeat(4000);
    const long = Buffer.concat([Buffer.from([0x40, 1, 0x61, 0x7f, 0xa1, 0x1e]), Buffer.from(value)]);
    const { lines, stopped } = unpacker.unpack(Buffer.concat([long, Buffer.alloc(100_000, 0xbe)]));
    expect(stopped).toBe('limit');
    expect(lines.reduce((sum, line) => sum + line.name.length + line.value.length, 0)).toBeLessThanOrEqual(65_536);
    expect(unpacker.unpack(Uint8Array.of(0xbe)).lines).toMatchObject([{ name: 'a', value }]);
    // A table of 16 MiB may be agreed on: it is no damage.
    expect(said(new HeaderUnpacker(), '3fe1ffff07')).toEqual(['limit']);
  });

  it('throw at nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 4 }), (blocks) => {
        const unpacker = new HeaderUnpacker();
        for (const block of blocks) expect(unpacker.unpack(block).lines.length).toBeLessThanOrEqual(1000);
      }),
    );
  });
});

it('a text is shown with the mark of byte order that it begins with', () => {
  expect(shownText('\xef\xbb\xbfa\xc3\xbc')).toBe('\ufeffaü');
});

describe('the Huffman code', () => {
  it('has short codes and long ones', () => {
    expect(Buffer.from(unpackHuffman(hex('f1e3c2e5f23a6ba0ab90f4ff'), 0, 12)!).toString()).toBe('www.example.com');
    // Among the longest codes: of line feed and carriage return, with ones behind them.
    expect([...unpackHuffman(hex('fffffff3 ffffffdf'), 0, 8)!]).toEqual([10, 13]);
  });

  it('refuses padding that is none', () => {
    expect(unpackHuffman(hex('f1e3c2e5f23a6ba0ab90f400'), 0, 12)).toBeUndefined();
    expect(unpackHuffman(hex('ffff'), 0, 2)).toBeUndefined();
  });
});
