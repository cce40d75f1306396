/** The short way through plain packets finds, and remembers, what the long one does. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SeededRandom } from '../../../test/captures/random';
import { traffic } from '../../../test/captures/traffic';
import { type CapturedPacket, pcapFile } from '../../../test/captures/write';
import { MemoryHost, open } from '../capture-file/testing';
import { catalogue } from '../protocols';
import { CaptureIndex } from './index-pass';

interface Indexed {
  readonly index: CaptureIndex;
  /** How many packets went the short way. */
  readonly short: number;
}

async function indexed(bytes: Uint8Array, lean: boolean): Promise<Indexed> {
  const file = await open(bytes);
  if (typeof file === 'string') throw new Error(file);
  const index = new CaptureIndex(file, catalogue, new MemoryHost(), { verifyChecksums: false });
  let short = 0;
  const { lean: way } = index;
  if (!lean) index.lean = undefined;
  else {
    const walk = way!.walk.bind(way!);
    way!.walk = (dissection, frame) => {
      const done = walk(dissection, frame);
      if (done) short++;
      return done;
    };
  }
  while (index.advance(1000));
  return { index, short };
}

/** Every number, text and array that an object holds, by its path: what only serves to be faster is left out. */
function contents(value: unknown, path = '', seen = new Set<unknown>()): string[] {
  if (ArrayBuffer.isView(value))
    return [`${path} ${createHash('sha1').update(new Uint8Array(value.buffer)).digest('hex')}`];
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? [] : [`${path} ${value}`];
  if (seen.has(value)) return [];
  seen.add(value);
  const entries = value instanceof Map || value instanceof Set ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([key, each]) =>
    /recent|probe|layer|dissection|segment$/.test(String(key)) ? [] : contents(each, `${path}.${key}`, seen),
  );
}

function found({ index }: Indexed): string[] {
  const { table, stacks, stackColumns, memory } = index;
  const { conversations, notes, exchanges, tcp, payloads } = memory;
  const states = { table, stackColumns, conversations, notes, exchanges, tcp, payloads };
  return [
    ...stackColumns.stacks.map((_, number) => stackColumns.protocolsOf(number)),
    `${stacks.count}`,
    ...contents({ ...states, catalogue: undefined }),
  ];
}

function packets(count: number, seed: number): CapturedPacket[] {
  const source = traffic({ seed, flows: 24, loss: 0.05 });
  return Array.from({ length: count }, () => source.next().value);
}

/** Three packets in ten with damage: bits of the headers turned, the end cut off, the rest of another packet. */
function damaged(whole: readonly CapturedPacket[], seed: number): CapturedPacket[] {
  const numbers = new SeededRandom(seed);
  const random = (limit: number): number => numbers.uint32() % limit;
  return whole.map((packet) => {
    const bytes = Uint8Array.from(packet.bytes);
    if (random(10) > 2 || bytes.length < 20) return packet;
    for (let n = random(3); n >= 0; n--) bytes[random(Math.min(bytes.length, 80))] ^= 1 << random(8);
    return {
      ...packet,
      bytes: random(3) === 0 ? bytes.subarray(0, random(bytes.length)) : bytes,
      originalLength: bytes.length,
    };
  });
}

const captures: readonly (readonly [name: string, bytes: () => Uint8Array, share: number])[] = [
  ['the sample', () => readFileSync(new URL('../../../resources/sample.pcapng', import.meta.url)), 0.5],
  ['mixed traffic', () => pcapFile(packets(6000, 3)), 0.95],
  ['damaged traffic', () => pcapFile(damaged(packets(6000, 4), 5)), 0.4],
  [
    'traffic cut short',
    () =>
      pcapFile(
        packets(3000, 6).map((packet) => ({
          ...packet,
          bytes: packet.bytes.subarray(0, 96),
          originalLength: packet.bytes.length,
        })),
      ),
    0.4,
  ],
];

test.each(captures)(
  '%s',
  async (_name, bytes, share) => {
    const long = await indexed(bytes(), false);
    const short = await indexed(bytes(), true);
    expect(short.index.table.count).toBe(long.index.table.count);
    expect(found(short)).toEqual(found(long));
    expect(short.short / short.index.table.count).toBeGreaterThan(share);
  },
  60_000,
);
