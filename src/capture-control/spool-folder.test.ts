import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pcapngFile } from '../../test/captures/write';
import { SpoolFolder, spoolTrouble } from './spool-folder';

const capture = pcapngFile([{ bytes: new Uint8Array(60) }, { bytes: new Uint8Array(61) }]);

describe('the spool', () => {
  let root: string;
  let spool: SpoolFolder;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'sockeye-spool-'));
    spool = new SpoolFolder(join(root, 'captures'), 1_000_000);
    spool.prepare();
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  /** Writes a capture and a record of it by a process that is no more. */
  function leave(bytes: Uint8Array, started = 1000): { id: string; path: string } {
    const id = spool.newId();
    const path = spool.pathOf(id);
    writeFileSync(path, bytes);
    spool.write(id, [path], 'eth0', started);
    const record = join(spool.folder, `${id}.json`);
    const text = readFileSync(record, 'utf8');
    writeFileSync(record, text.replace(/"begun":"[^"]*"/, '"begun":"another time"'));
    return { id, path };
  }

  test('is a folder for its owner alone', () => {
    expect(statSync(spool.folder).mode & 0o777).toBe(0o700);
    chmodSync(spool.folder, 0o755);
    spool.prepare();
    expect(statSync(spool.folder).mode & 0o777).toBe(0o700);
  });

  test('offers what a process left that is no more, and nothing else', async () => {
    const id = spool.newId();
    writeFileSync(spool.pathOf(id), capture);
    spool.write(id, [spool.pathOf(id)], 'lo', 1000);
    expect(await spool.recoverable()).toEqual([]);
    const left = leave(capture);
    expect(await spool.recoverable()).toMatchObject([
      { id: left.id, title: 'eth0', bytes: capture.length, packets: 2 },
    ]);
  });

  test('tells a process from a later one with the same id', async () => {
    const { id } = leave(capture);
    expect(readFileSync(join(spool.folder, `${id}.json`), 'utf8')).toContain(`"pid":${process.pid}`);
    expect((await spool.recoverable()).map((offered) => offered.id)).toEqual([id]);
  });

  test('cuts off the half-written end when it recovers, and makes the capture ours', async () => {
    const { id, path } = leave(capture);
    appendFileSync(path, capture.subarray(0, 26));
    expect(await spool.recover(id)).toEqual({ path, title: 'eth0', cutBytes: 26 });
    expect(readFileSync(path).equals(Buffer.from(capture))).toBe(true);
    expect(await spool.recoverable()).toEqual([]);
    await expect(spool.recover(id)).rejects.toThrow('no such capture');
  });

  test('counts piece by piece: other work is done in between', async () => {
    const section = capture.subarray(0, capture.length);
    leave(Buffer.concat(Array.from({ length: Math.ceil((20 * 1024 * 1024) / section.length) }, () => section)));
    let turns = 0;
    const turning = setInterval(() => turns++, 0);
    const [{ bytes, packets }] = await spool.recoverable();
    clearInterval(turning);
    expect(packets).toBe((bytes / section.length) * 2);
    expect(turns).toBeGreaterThan(0);
  });

  test('counts no more than can be read in a moment, the latest first', async () => {
    const sizes = [100, 100, 100, 300].map((mebibytes) => mebibytes * 1024 * 1024);
    for (const [index, size] of sizes.entries()) truncateSync(leave(capture, 1000 + index).path, size);
    const offered = await spool.recoverable();
    expect(offered.map(({ started, packets }) => [started, packets])).toEqual([
      [1003, undefined],
      [1002, 2],
      [1001, 2],
      [1000, undefined],
    ]);
  });

  test('offers again what could not be cut', async () => {
    const { id, path } = leave(capture);
    rmSync(path);
    mkdirSync(path);
    await expect(spool.recover(id)).rejects.toThrow();
    expect((await spool.recoverable()).map((offered) => offered.id)).toEqual([id]);
  });

  test('makes a capture ours before it is cut, so that it is recovered once, and offers it again when it is given back', async () => {
    const { id } = leave(capture);
    const both = await Promise.allSettled([spool.recover(id), spool.recover(id)]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    spool.giveBack(id);
    expect((await spool.recoverable()).map((offered) => offered.id)).toEqual([id]);
  });

  test('deletes only when told, and only its own files', async () => {
    const { id, path } = leave(capture);
    spool.deleteRecoverable(id);
    expect(existsSync(path)).toBe(false);
    expect(await spool.recoverable()).toEqual([]);
    const named = join(root, 'mine.pcapng');
    writeFileSync(named, capture);
    const other = spool.newId();
    spool.write(other, [named], 'eth0', 1000);
    spool.remove(other);
    expect(existsSync(named)).toBe(true);
  });

  test('takes no name that leads out of it, and no record that is none', async () => {
    const { id, path } = leave(capture);
    expect(() => spool.deleteRecoverable(`../captures/${id}`)).toThrow('no such capture');
    expect(existsSync(path)).toBe(true);
    spool.deleteRecoverable(id);
    writeFileSync(join(spool.folder, 'odd.json'), '{"paths":"x"}');
    expect(await spool.recoverable()).toEqual([]);
  });

  test('that cannot be made names itself and what helps', () => {
    const impossible = join(spool.folder, 'file', 'captures');
    writeFileSync(join(spool.folder, 'file'), '');
    const elsewhere = new SpoolFolder(impossible, 1);
    let message = '';
    try {
      elsewhere.prepare();
    } catch (error) {
      message = spoolTrouble(error as Error, impossible);
    }
    expect(message).toContain(`“${impossible}” cannot be written`);
    expect(message).toMatch(/-w FILE.* set (XDG_CACHE_HOME|HOME|LOCALAPPDATA)/);
    expect(() => elsewhere.forget('none')).not.toThrow();
  });

  test('tells how full it is', () => {
    leave(capture);
    const { bytes, limit, free } = spool.state();
    expect(bytes).toBeGreaterThan(capture.length);
    expect(limit).toBe(1_000_000);
    expect(free).toBeGreaterThan(0);
  });
});
