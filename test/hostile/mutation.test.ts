/** Mutated captures through reader, index and full decode: no throw, no hang, no memory out of bounds. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CaptureFileError } from '../../src/engine/capture-file/capture-file';
import { openSession } from '../../src/engine/session/open-session';
import { createNodeHost } from '../../src/node-host/node-host';
import { SeededRandom } from '../captures/random';

const rounds = Number(process.env.SOCKEYE_MUTATIONS ?? 150);
/** Reading a file of a few hundred kilobytes must not take longer, in milliseconds, nor hold more memory, in bytes. */
const longestRound = 20_000;
const mostMemory = 1024 * 1024 * 1024;

let folder = '';
const host = createNodeHost();
const sample = readFileSync(new URL('../../resources/sample.pcapng', import.meta.url));

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sockeye-mutation-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

type Random = (limit: number) => number;

/** One way of damaging bytes. */
const mutations: readonly ((bytes: Buffer, random: Random) => Buffer)[] = [
  function flipBits(bytes, random) {
    for (let n = 1 + random(40); n > 0; n--) bytes[random(bytes.length)] ^= 1 << random(8);
    return bytes;
  },
  function cut(bytes, random) {
    return bytes.subarray(0, random(bytes.length));
  },
  function extremes(bytes, random) {
    const values = [0, 1, 0x7f, 0x80, 0xff];
    for (let n = 1 + random(30); n > 0; n--) {
      const at = random(bytes.length);
      bytes.fill(values[random(values.length)], at, at + 1 + random(4));
    }
    return bytes;
  },
  function lengths(bytes, random) {
    for (let n = 1 + random(12); n > 0; n--)
      bytes.writeUInt16BE([0, 1, 0xffff, 0x8000][random(4)], random(bytes.length - 2));
    return bytes;
  },
  function splice(bytes, random) {
    const from = random(bytes.length);
    const length = random(Math.min(3000, bytes.length - from));
    bytes.copy(bytes, random(bytes.length - length), from, from + length);
    return bytes;
  },
  function remove(bytes, random) {
    const at = random(bytes.length);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + random(200))]);
  },
];

function mutate(seed: number): Buffer {
  const numbers = new SeededRandom(seed);
  const random: Random = (limit) => numbers.uint32() % limit;
  let bytes = Buffer.from(sample);
  for (let n = 1 + random(3); n > 0 && bytes.length > 16; n--)
    bytes = mutations[random(mutations.length)](bytes, random) as Buffer<ArrayBuffer>;
  return bytes;
}

test(`${rounds} mutated captures`, async () => {
  for (let seed = 1; seed <= rounds; seed++) {
    const path = join(folder, 'mutated.pcapng');
    writeFileSync(path, mutate(seed));
    const started = performance.now();
    await readWhole(path, seed);
    expect(performance.now() - started, `seed ${seed}`).toBeLessThan(longestRound);
    expect(process.memoryUsage.rss(), `seed ${seed}`).toBeLessThan(mostMemory);
  }
}, 1_200_000);

async function readWhole(path: string, seed: number): Promise<void> {
  try {
    const session = await openSession(host, path);
    while (session.advance(1000));
    const view = session.view('');
    if ('message' in view) throw new Error(view.message);
    while (view.advance(1000));
    session.rows(view, 0, view.count);
    for (let number = 1; number <= session.status().packets; number++) {
      const failed = session.detail(number).nodes.find((node) => node.text.includes('decoder failed'));
      if (failed !== undefined) throw new Error(`seed ${seed}, packet ${number}: ${failed.text}`);
    }
    session.close();
  } catch (error) {
    // A file whose header is destroyed is refused with a sentence; nothing else may be thrown.
    if (!(error instanceof CaptureFileError)) throw error;
    expect(error.problem.message).not.toBe('');
  }
}
