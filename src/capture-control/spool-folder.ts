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
import type { RecoverableCapture, SpoolState } from '../shared/live-capture';
import { ownersPath } from '../shared/owners-path';
import { countPackets, cutToWholeBlocks } from './cut-file';
import { isRunning, type ProcessIdentity, thisProcess } from './processes';

export const defaultSpoolLimit = 20 * 1024 ** 3;

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

  /** Writes down that a capture is ours; again when its files change. */
  write(id: string, paths: readonly string[], title: string, started: number): void {
    const record: Record = { id, paths, title, started, owner: thisProcess() };
    const path = this.#recordPath(id);
    writeFileSync(`${path}.new`, JSON.stringify(record), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  }

  /** The capture is safe elsewhere, or not wanted: its record goes, and its files where they lie in the folder. */
  remove(id: string): void {
    const record = this.#read(id);
    rmSync(this.#recordPath(id), { force: true });
    for (const path of record?.paths ?? [])
      if (this.#isOurs(path)) for (const file of [path, ownersPath(path)]) rmSync(file, { force: true });
  }

  /** Only the record goes: the files stay where they are. */
  forget(id: string): void {
    rmSync(this.#recordPath(id), { force: true });
  }

  /** Captures whose program ended without saving or deleting them, latest first. */
  recoverable(): RecoverableCapture[] {
    const found = this.#ids().flatMap((id) => this.#abandoned(id));
    return found.sort((a, b) => b.started - a.started);
  }

  /** Takes over what a crash left: cuts the half-written block off and makes it ours. Returns where it lies. */
  recover(id: string): { readonly path: string; readonly cutBytes: number } {
    const record = this.#read(id);
    if (record === undefined || isRunning(record.owner)) throw new Error('There is no such capture to recover.');
    const present = record.paths.filter((path) => existsSync(path));
    const path = present.at(-1);
    if (path === undefined) throw new Error('The files of this capture are gone.');
    const cutBytes = cutToWholeBlocks(path);
    this.write(id, present, record.title, record.started);
    return { path, cutBytes };
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

  #abandoned(id: string): RecoverableCapture[] {
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
    const packets = stats.length === 1 ? countPackets(last.path) : undefined;
    return [{ id, path: last.path, started, lastWritten: last.written, bytes, title, packets }];
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
