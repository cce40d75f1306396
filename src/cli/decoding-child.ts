/**
 * Decodes what is being captured in a process of its own: this program again, reading standard input. So decoding never
 * holds the capture up, and never runs with root's rights.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const chunkBytes = 256 * 1024;
const lookMilliseconds = 20;
const nobody = 65_534;

export class DecodingChild {
  /** Resolves with its exit code. */
  readonly ended: Promise<number>;
  readonly #child: ChildProcess;
  #gone = false;

  /** `words` are the options for printing. */
  constructor(words: readonly string[]) {
    this.#child = spawn(process.execPath, [process.argv[1], '-r', '-', '-l', ...words], {
      stdio: ['pipe', 'inherit', 'inherit'],
      // Ctrl+C is for the capture: what was captured until then is still printed.
      detached: true,
      ...plainUser(),
    });
    this.#child.stdin!.on('error', () => undefined);
    this.ended = new Promise((resolve) => {
      this.#child.on('error', () => resolve(2));
      this.#child.on('exit', (code) => resolve(code ?? 2));
    });
    void this.ended.then(() => {
      this.#gone = true;
    });
  }

  /**
   * Feeds it a file that still grows, until `isWhole` says that all of it is there. A ring buffer may have deleted the file
   * when decoding is far behind.
   */
  async feed(path: string, isWhole: () => boolean): Promise<void> {
    if (!existsSync(path)) return;
    const descriptor = openSync(path, 'r');
    try {
      for (let at = 0; !this.#gone; ) {
        const whole = isWhole();
        const chunk = Buffer.allocUnsafe(chunkBytes);
        const got = readSync(descriptor, chunk, 0, chunkBytes, at);
        at += got;
        if (got > 0) await this.#write(chunk.subarray(0, got));
        else if (whole) return;
        else await pause(lookMilliseconds);
      }
    } finally {
      closeSync(descriptor);
    }
  }

  /** All was fed. */
  finish(): Promise<number> {
    this.#child.stdin!.end();
    return this.ended;
  }

  async #write(bytes: Buffer): Promise<void> {
    const { stdin } = this.#child;
    if (stdin!.write(bytes)) return;
    await Promise.race([new Promise((resolve) => stdin!.once('drain', resolve)), this.ended]);
  }
}

/** Root hands the decoding to the user behind sudo, or to nobody. */
function plainUser(): { uid?: number; gid?: number; env?: NodeJS.ProcessEnv; cwd?: string } {
  if (process.getuid?.() !== 0) return {};
  const uid = Number(process.env.SUDO_UID);
  const gid = Number(process.env.SUDO_GID);
  return uid > 0 && gid > 0 ? { uid, gid } : { uid: nobody, gid: nobody };
}
