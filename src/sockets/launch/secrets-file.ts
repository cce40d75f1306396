/** The file that a started program writes its TLS secrets to: readable by this user alone, and removed when it is no longer wanted. */
import {
  closeSync,
  fstatSync,
  lstatSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Secrets beyond this are left out. */
const largest = 16 * 1024 * 1024;
const prefix = 'sockeye-launch-';

export class SecretsFile {
  private readonly folder = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  readonly path = join(this.folder, 'tls-secrets.txt');
  private counted = { size: 0, lines: 0 };

  constructor() {
    writeFileSync(this.path, '', { mode: 0o600 });
  }

  read(): Uint8Array {
    const file = openSync(this.path, 'r');
    try {
      const bytes = new Uint8Array(Math.min(fstatSync(file).size, largest));
      return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, 0));
    } finally {
      closeSync(file);
    }
  }

  /** Lines with a secret; 0 where the file is gone. Read again only when the file has another size. */
  get lines(): number {
    const size = statSync(this.path, { throwIfNoEntry: false })?.size ?? 0;
    if (size !== this.counted.size) this.counted = { size, lines: size === 0 ? 0 : this.count() };
    return this.counted.lines;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private count(): number {
    try {
      const lines = new TextDecoder().decode(this.read()).split('\n');
      return lines.filter((line) => /^[A-Z]/.test(line)).length;
    } catch {
      return 0;
    }
  }
}

/** Removes the secrets of processes like this one that were killed before they could do so themselves, as far as it may. */
export function removeLeftSecrets(): void {
  for (const name of namesIn(tmpdir())) {
    const owner = ownerInName.exec(name)?.[1];
    if (owner !== undefined && !isRunning(Number(owner))) removeOwn(join(tmpdir(), name));
  }
}

const ownerInName = new RegExp(`^${prefix}(\\d+)-`);

/** Nothing of a folder that cannot be read. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** What is another user's stays, and so does what cannot be removed. */
function removeOwn(folder: string): void {
  try {
    if (lstatSync(folder).uid === process.getuid?.()) rmSync(folder, { recursive: true, force: true });
  } catch {}
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It runs, and is another user's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
