import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CaptureFileError } from './capture-file';
import { openCaptureFile } from './open-capture-file';
import { PacketBatch } from './packet-batch';
import { saveCapture } from './save-capture';
import { hex, joined, MemoryHost } from './testing';

const pcap = hex(`
  d4c3b2a1 0200 0400 00000000 00000000 ffff0000 01000000
  00f15365 05000000 04000000 40000000 01020304
  00f15365 06000000 08000000 08000000 0102030405060708
`);
const snoop = hex(`
  736e6f6f70000000 00000002 00000004
  00000032 00000003 0000001c 00000000 00000064 00000005 aabbcc00
  00000003 00000003 0000001c 00000000 00000065 00000006 ddeeff00
`);
const section = hex('0a0d0d0a 1c000000 4d3c2b1a 0100 0000 ffffffffffffffff 1c000000');
const pcapng = joined([
  section,
  hex(`
    01000000 28000000 0100 0000 00000400 0200 0400 65746830 0900 0100 09000000 00000000 28000000
    04000000 20000000 0100 0900 0a000001 686f737400 000000 00000000 20000000
    0a000000 18000000 4b534c54 03000000 414243 00 18000000
    06000000 38000000 00000000 00000000 01000000 04000000 32000000 01020304 0100 0200 68690000 0200 0400 01000000 38000000
    03000000 14000000 32000000 aabbccdd 14000000
    ad0b0000 14000000 d97e0000 01020304 14000000
    09000000 18000000 4d3d31 0a 4e3d32 0a 00000000 18000000
    05000000 20000000 00000000 00000000 05000000 0400 0800 0100000000000000
  `),
  hex('00000000 20000000'),
  section,
]);

const extremes = [0, 1, 3, 4, 0x7f, 0x80, 0xff, 0x7fffffff, 0x80000000, 0xfffffffc, 0xffffffff];

/** A change to a file: at a place, a byte or a 32-bit number set, or bytes cut out or repeated. */
const changes = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    kind: fc.constantFrom('flip', 'extreme', 'cut', 'repeat', 'end'),
    value: fc.nat(0xffffffff),
    length: fc.nat(40),
  }),
  { minLength: 1, maxLength: 4 },
);
type Change = (typeof changes extends fc.Arbitrary<(infer One)[]> ? One : never) & { readonly at: number };

function changed(file: Uint8Array, { at, kind, value, length }: Change): Uint8Array {
  const place = Math.floor(at * file.length);
  const copy = file.slice();
  switch (kind) {
    case 'flip':
      copy[place] ^= 1 << (value & 7);
      return copy;
    case 'extreme':
      if (place + 4 <= copy.length)
        new DataView(copy.buffer).setUint32(place, extremes[value % extremes.length], (value & 256) === 0);
      return copy;
    case 'cut':
      return joined([file.subarray(0, place), file.subarray(place + length)]);
    case 'repeat':
      return joined([file.subarray(0, place), file.subarray(place, place + length), file.subarray(place)]);
    default:
      return file.slice(0, place);
  }
}

/** Opens, scans, reads options and saves; throws only what the interface promises. */
async function exercise(bytes: Uint8Array): Promise<void> {
  const host = new MemoryHost();
  host.files.set('file', bytes);
  try {
    const capture = await openCaptureFile(host, 'file');
    const scanner = capture.scan();
    const batch = new PacketBatch(5);
    for (let state = 'more'; state === 'more'; ) {
      const before = scanner.position;
      state = scanner.next(batch);
      expect(state !== 'more' || scanner.position > before).toBe(true);
      if (state === 'truncated' || state === 'damaged')
        expect(scanner.problem?.offset).toBeLessThanOrEqual(bytes.length);
      for (let row = 0; row < batch.count; row += 1) {
        const position = batch.bytesPosition + batch.start[row];
        expect(position + batch.capturedLength[row]).toBeLessThanOrEqual(bytes.length);
        capture.packetOptions(position, batch.interfaceIndex[row]);
      }
    }
    for (const format of ['pcapng', 'pcap'] as const) {
      await saveCapture(host, capture, 'saved', {
        format,
        keep: (number) => number !== 2,
        comments: new Map([[1, ['x']]]),
      });
    }
  } catch (error) {
    if (!(error instanceof CaptureFileError)) throw error;
  }
}

it.each([
  ['pcap', pcap],
  ['pcapng', pcapng],
  ['snoop', snoop],
])('survives any damage to a %s file', async (_name, file) => {
  await fc.assert(
    fc.asyncProperty(changes, (list) => exercise(list.reduce<Uint8Array>(changed, file))),
    { numRuns: 1500 },
  );
});

it('survives a file cut at any byte', async () => {
  for (const file of [pcap, pcapng, snoop]) {
    for (let length = 0; length <= file.length; length += 1) await exercise(file.subarray(0, length));
  }
});

it('survives any bytes after a magic number', async () => {
  const starts = fc.constantFrom(pcap.subarray(0, 24), section, snoop.subarray(0, 16));
  await fc.assert(
    fc.asyncProperty(starts, fc.uint8Array({ maxLength: 400 }), (start, rest) => exercise(joined([start, rest]))),
    { numRuns: 500 },
  );
});
