/** The private folder of captures that nobody has named yet, and what a crash left there. */
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { type SystemError, writingTrouble } from '../shared/file-sentences';
import type { RecoverableCapture, SpoolState } from '../shared/live-capture';
import { ownersPath } from '../shared/owners-path';
import { countPackets, cutToWholeBlocks } from './cut-file';
import { isRunning, type ProcessIdentity, thisProcess } from './processes';

export const defaultSpoolLimit = 20 * 1024 ** 3;

/** Bytes of abandoned captures that are read at most for the sake of telling how many packets they hold. */
const mostCounted = 256 * 1024 * 1024;

/** Nobody: the owner of a capture that is offered again. */
const nobody: ProcessIdentity = { pid: 0, begun: '' };

/** What stands beside a capture, in `ID.json`, from before its first packet until it is saved or given up. */
interface Record {
  readonly id: string;
  /** Files of the capture, oldest first; outside the folder where the user named them. */
  readonly paths: readonly string[];
  readonly title: string;
  /** Milliseconds since 1970. */
  readonly started: number;
  readonly owner: ProcessIdentity;
}

/** The user's folder for what may be lost, but not by us. */
export function defaultSpoolFolder(environment: NodeJS.ProcessEnv = process.env): string {
  if (process.platform === 'darwin') return join(homedir(), 'Library/Caches/sockeye/captures');
  if (process.platform === 'win32')
    return join(environment.LOCALAPPDATA ?? join(homedir(), 'AppData/Local'), 'sockeye', 'captures');
  return join(environment.XDG_CACHE_HOME || join(homedir(), '.cache'), 'sockeye', 'captures');
}

/** The environment variable that moves the folder. */
const folderVariable: Partial<{ [platform in NodeJS.Platform]: string }> = { darwin: 'HOME', win32: 'LOCALAPPDATA' };

/** Why captures without a file of their own cannot be kept in the folder, and what helps. */
export function spoolTrouble(error: SystemError, folder: string): string {
  const variable = folderVariable[process.platform] ?? 'XDG_CACHE_HOME';
  const reason = error.code === undefined ? error.message : writingTrouble(error, folder)[1];
  return `There is no room for a capture without a file of its own. ${reason} Name a file for it (-w FILE), or set ${variable} to a folder that you may write to.`;
}

export class SpoolFolder {
  constructor(
    readonly folder: string,
    readonly limit: number,
  ) {}

  /** Makes the folder, for its owner alone. Throws when it cannot, or when it is somebody else's. */
  prepare(): void {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    const stats = lstatSync(this.folder);
    if (!stats.isDirectory()) throw new Error(`${this.folder} is not a folder.`);
    const user = process.getuid?.();
    if (user !== undefined && user !== 0 && stats.uid !== user)
      throw new Error(`${this.folder} belongs to another user.`);
    if (process.platform !== 'win32' && (stats.mode & 0o077) !== 0) chmodSync(this.folder, 0o700);
  }

  /** A name for a new capture, unused so far: its date and a number. */
  newId(): string {
    const date = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
    for (let number = 0; ; number++) {
      const id = `${date}${number === 0 ? '' : `-${number}`}-${process.pid}`;
      if (!existsSync(this.#recordPath(id)) && !existsSync(this.pathOf(id))) return id;
    }
  }

  pathOf(id: string): string {
    return join(this.folder, `capture-${id}.pcapng`);
  }

  /** Writes down that a capture is ours; again when its files change. @throws Error where the folder takes nothing */
  write(id: string, paths: readonly string[], title: string, started: number): void {
    this.prepare();
    this.#write({ id, paths, title, started, owner: thisProcess() });
  }

  /** The capture is safe elsewhere, or not wanted: its record goes, and its files where they lie in the folder. */
  remove(id: string): void {
    const record = this.#read(id);
    this.forget(id);
    for (const path of record?.paths ?? [])
      if (this.#isOurs(path)) for (const file of [path, ownersPath(path)]) rmSync(file, { force: true });
  }

  /** Only the record goes: the files stay where they are. */
  forget(id: string): void {
    const record = this.#recordPath(id);
    if (existsSync(record)) rmSync(record, { force: true });
  }

  /** Captures whose program ended without saving or deleting them, latest first. */
  async recoverable(): Promise<RecoverableCapture[]> {
    const found = this.#ids().flatMap((id) => this.#abandoned(id));
    found.sort((a, b) => b.started - a.started);
    const counted: RecoverableCapture[] = [];
    let left = mostCounted;
    for (const { paths, ...capture } of found) {
      const packets = paths.length === 1 ? await countPackets(capture.path, left) : undefined;
      if (packets !== undefined) left -= capture.bytes;
      counted.push({ ...capture, packets });
    }
    return counted;
  }

  /**
   * Takes over what a crash left: makes it ours, so that nobody else does, and cuts the half-written block off. Returns where it lies.
   * @throws Error when it is not there, or cannot be cut
   */
  async recover(id: string): Promise<{ readonly path: string; readonly title: string; readonly cutBytes: number }> {
    const record = this.#read(id);
    if (record === undefined || isRunning(record.owner)) throw new Error('There is no such capture to recover.');
    const present = record.paths.filter((path) => existsSync(path));
    const path = present.at(-1);
    if (path === undefined) throw new Error('The files of this capture are gone.');
    this.#write({ ...record, id, paths: present, owner: thisProcess() });
    try {
      return { path, title: record.title, cutBytes: await cutToWholeBlocks(path) };
    } catch (error) {
      this.giveBack(id);
      throw error;
    }
  }

  /** A recovered capture was not wanted after all: it is offered again. */
  giveBack(id: string): void {
    const record = this.#read(id);
    if (record !== undefined) this.#write({ ...record, id, owner: nobody });
  }

  /** Deletes what a crash left. Never called but by the user's wish. */
  deleteRecoverable(id: string): void {
    const record = this.#read(id);
    if (record === undefined || isRunning(record.owner)) throw new Error('There is no such capture to delete.');
    this.remove(id);
  }

  state(): SpoolState {
    const { folder, limit } = this;
    let bytes = 0;
    for (const name of this.#names()) bytes += statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0;
    return { folder, limit, bytes, free: freeBytes(folder) };
  }

  #write(record: Record): void {
    const path = this.#recordPath(record.id);
    writeFileSync(`${path}.new`, JSON.stringify(record), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  }

  #abandoned(id: string): (RecoverableCapture & Pick<Record, 'paths'>)[] {
    const record = this.#read(id);
    if (record === undefined || isRunning(record.owner)) return [];
    const stats = record.paths.flatMap((path) => {
      const found = statSync(path, { throwIfNoEntry: false });
      return found === undefined ? [] : [{ path, size: found.size, written: found.mtimeMs }];
    });
    const last = stats.at(-1);
    if (last === undefined) return [];
    const bytes = stats.reduce((sum, { size }) => sum + size, 0);
    const { title, started } = record;
    const paths = stats.map(({ path }) => path);
    return [{ id, path: last.path, started, lastWritten: last.written, bytes, title, paths }];
  }

  #read(id: string): Record | undefined {
    try {
      const value: unknown = JSON.parse(readFileSync(this.#recordPath(id), 'utf8'));
      return isRecord(value) ? value : undefined;
    } catch {
      return undefined;
    }
  }

  #ids(): string[] {
    return this.#names()
      .filter((name) => name.endsWith('.json'))
      .map((name) => name.slice(0, -'.json'.length));
  }

  #names(): string[] {
    try {
      return readdirSync(this.folder);
    } catch {
      return [];
    }
  }

  /** Ids come back from the page: a name in the folder, never a path out of it. */
  #recordPath(id: string): string {
    if (id !== basename(id)) throw new Error('This is not the name of a capture.');
    return join(this.folder, `${id}.json`);
  }

  #isOurs(path: string): boolean {
    return path === join(this.folder, basename(path));
  }
}

function isRecord(value: unknown): value is Record {
  const record = value as Partial<Record> | null;
  return (
    typeof record === 'object' &&
    Array.isArray(record?.paths) &&
    record.paths.every((path) => typeof path === 'string') &&
    typeof record.title === 'string' &&
    typeof record.started === 'number' &&
    typeof record.owner?.pid === 'number' &&
    typeof record.owner.begun === 'string'
  );
}

function freeBytes(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return 0;
  }
}
