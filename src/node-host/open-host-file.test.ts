import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  createWriteStream,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { HostFile } from '../engine/host';
import { createNodeHost } from './node-host';

let folder: string;
let spoolFolder: string;
const opened: HostFile[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'node-host-test-'));
  spoolFolder = join(folder, 'spool');
  mkdirSync(spoolFolder);
});
afterEach(() => {
  for (const file of opened.splice(0)) file.close();
  rmSync(folder, { recursive: true, force: true });
});

async function openFile(path: string, spoolLimit = 1_000_000): Promise<HostFile> {
  const file = await createNodeHost({ spoolFolder }).openFile(path, { spoolLimit });
  opened.push(file);
  return file;
}

function filled(file: HostFile): Promise<void> {
  if (!file.filling) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = file.watch(() => {
      if (file.filling) return;
      stop();
      resolve();
    });
  });
}

function contents(file: HostFile): string {
  const bytes = new Uint8Array(file.size());
  expect(file.read(bytes, 0, bytes.length, 0)).toBe(bytes.length);
  return Buffer.from(bytes).toString();
}

const text = 'a capture, as it were, '.repeat(2000);
/** The same text as `zstd -19` packs it, made with the zstd program. */
const zstd = Buffer.from('KLUv/WSwsv0AALhhIGNhcHR1cmUsIGFzIGl0IHdlcmUsIAEALWeqzyYY9GLR', 'base64');

it('reads a plain file in place, at any position', async () => {
  const path = join(folder, 'plain');
  writeFileSync(path, text);
  const file = await openFile(path);
  expect(file).toMatchObject({ compression: 'none', filling: false, path });
  expect(contents(file)).toBe(text);
  const four = new Uint8Array(4);
  expect(file.read(four, 1, 3, 2)).toBe(3);
  expect(Buffer.from(four).toString()).toBe('\0cap');
  expect(file.read(four, 0, 4, text.length)).toBe(0);
  file.close();
  expect(file.size()).toBe(0);
  expect(file.read(four, 0, 4, 0)).toBe(0);
});

it('notices that a file grows', async () => {
  const path = join(folder, 'growing');
  writeFileSync(path, 'one');
  const file = await openFile(path);
  const grown = new Promise<number>((resolve) => {
    const stop = file.watch(() => {
      stop();
      resolve(file.size());
    });
  });
  appendFileSync(path, ' two');
  expect(await grown).toBe(7);
});

it('unpacks gzip, several members included', async () => {
  const path = join(folder, 'packed.gz');
  writeFileSync(path, Buffer.concat([gzipSync(text), gzipSync('and more')]));
  const file = await openFile(path);
  expect(file.compression).toBe('gzip');
  await filled(file);
  expect(contents(file)).toBe(`${text}and more`);
  expect(file.failure).toBeUndefined();
});

it('unpacks zstd', async () => {
  const path = join(folder, 'packed.zst');
  writeFileSync(path, zstd);
  const file = await openFile(path);
  expect(file.compression).toBe('zstd');
  await filled(file);
  expect(file.failure).toBeUndefined();
  expect(contents(file)).toBe(text);
});

it.each(['gzip', 'zstd'] as const)(
  'gives what there is of a %s file that was cut, and says so',
  async (compression) => {
    const path = join(folder, 'cut');
    const noise = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * index) >> 3));
    const packed = compression === 'gzip' ? gzipSync(noise) : zstd;
    writeFileSync(path, packed.subarray(0, Math.floor(packed.length / 2)));
    const file = await openFile(path);
    await filled(file);
    expect(file.failure?.kind).toBe('damaged');
    expect(file.failure?.message).toContain(`The ${compression} file “${path}”`);
    if (compression === 'gzip') expect(file.size()).toBeGreaterThan(10_000);
  },
);

it('stops at the limit of the spool', async () => {
  const path = join(folder, 'bomb.gz');
  writeFileSync(path, gzipSync(new Uint8Array(5_000_000)));
  const file = await openFile(path, 100_000);
  await filled(file);
  expect(file.size()).toBe(100_000);
  expect(file.failure).toMatchObject({ kind: 'limit' });
  expect(file.failure?.message).toContain('larger than the 100,000 bytes');
});

it('reads a named pipe while it is written, packed or not', async () => {
  for (const bytes of [Buffer.from(text), gzipSync(text)]) {
    const path = join(folder, 'pipe');
    execFileSync('mkfifo', [path]);
    const writer = createWriteStream(path);
    writer.write(bytes.subarray(0, 10));
    const file = await openFile(path);
    expect(file.filling).toBe(true);
    writer.end(bytes.subarray(10));
    await filled(file);
    expect(contents(file)).toBe(text);
    rmSync(path);
  }
});

it('keeps the spool private, and leaves nothing of it behind', async () => {
  const path = join(folder, 'packed.gz');
  writeFileSync(path, gzipSync(text));
  const file = await openFile(path);
  await filled(file);
  if (process.platform !== 'win32') expect(readdirSync(spoolFolder)).toEqual([]);
  file.close();
  expect(readdirSync(spoolFolder)).toEqual([]);
});

it('closes while a pipe is still being read', async () => {
  const path = join(folder, 'pipe');
  execFileSync('mkfifo', [path]);
  const writer = createWriteStream(path);
  writer.on('error', () => {});
  writer.write('some bytes');
  const file = await openFile(path);
  file.close();
  expect(file.size()).toBe(0);
  writer.destroy();
});

it.each([
  ['missing', (path: string) => path, 'does not exist.'],
  ['directory', (path: string) => mkdirSync(path), 'is a folder, not a capture file.'],
])('says in one sentence why it cannot open what is %s', async (kind, make, sentence) => {
  const path = join(folder, kind);
  make(path);
  await expect(openFile(path)).rejects.toMatchObject({ kind, message: `“${path}” ${sentence}` });
});

it.skipIf(process.getuid?.() === 0)('says that it may not read a file', async () => {
  const path = join(folder, 'secret');
  writeFileSync(path, text);
  chmodSync(path, 0);
  await expect(openFile(path)).rejects.toMatchObject({ kind: 'permission' });
});

it('hashes the bytes on disk', async () => {
  const path = join(folder, 'abc');
  writeFileSync(path, 'abc');
  const host = createNodeHost();
  expect(await host.hashFile(path, 'sha256')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(await host.hashFile(path, 'sha1')).toBe('a9993e364706816aba3e25717850c26c9cd0d89d');
  await expect(host.hashFile(join(folder, 'none'), 'sha1')).rejects.toMatchObject({ kind: 'missing' });
});
