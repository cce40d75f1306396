import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PacketWindow } from './packet-window';
import { MemoryHost } from './testing';

const size = 200_000;

async function windowOver(bytes: Uint8Array, windowSize: number): Promise<PacketWindow> {
  const host = new MemoryHost();
  host.files.set('file', bytes);
  return new PacketWindow(await host.openFile('file'), windowSize);
}

it('finds the bytes of any place, wherever it was before', async () => {
  const bytes = new Uint8Array(size).map((_, index) => (index * 7919) >> 5);
  const places = fc.array(fc.tuple(fc.nat(size), fc.nat(3000)), { minLength: 1, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(places, fc.integer({ min: 64, max: 65_536 }), async (wanted, windowSize) => {
      const window = await windowOver(bytes, windowSize);
      for (const [position, length] of wanted) {
        const start = window.locate(position, length);
        if (position + length > size) expect(start).toBe(-1);
        else {
          // Comparing them by `toEqual` costs a second for some.
          const found = window.bytes.subarray(start, start + length);
          expect(Buffer.compare(found, bytes.subarray(position, position + length))).toBe(0);
        }
      }
    }),
    { numRuns: 60 },
  );
});

it('keeps in memory what a pass from front to back had just before', async () => {
  const bytes = new Uint8Array(size).map((_, index) => (index * 7919) >> 5);
  const [length, back] = [100, 900];
  const window = await windowOver(bytes, 1024);
  for (let position = 0; position < 10_000; position += length) {
    window.locate(position, length);
    if (position < back) continue;
    const found = window.peek(position - back, length);
    expect(found?.bytes.subarray(found.start, found.start + length)).toEqual(
      bytes.subarray(position - back, position - back + length),
    );
  }
});

it('does not allocate for a length the file does not have', async () => {
  const window = await windowOver(new Uint8Array(100), 64);
  expect(window.locate(0, 0xffffffff)).toBe(-1);
  expect(window.bytes.length).toBe(64);
});
