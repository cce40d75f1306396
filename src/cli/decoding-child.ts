/**
 * Decodes what is being captured in a process of its own: this program again, reading standard input. So decoding never
 * holds the capture up, and never runs with root's rights.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  cpSync,
  existsSync,
  mkdtempSync,
  openSync,
  readSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { withoutPrecedence } from '../sockets/owners/precedence';
import { asksForOwners, LiveOwners, ownersDelay } from './live-owners';
import { ownersVariable } from './open-for';

const chunkBytes = 256 * 1024;
const lookMilliseconds = 20;
const nobody = 65_534;

export class DecodingChild {
  /** Resolves with its exit code. */
  readonly ended: Promise<number>;
  readonly #child: ChildProcess;
  readonly #owners: LiveOwners | undefined;
  #gone = false;

  /** `words` are the options for printing; `local` is whether the packets are those of this machine's sockets. */
  static async start(words: readonly string[], local: boolean): Promise<DecodingChild> {
    return new DecodingChild(words, await decoder(), local && asksForOwners(words));
  }

  private constructor(words: readonly string[], { program, user, cleanUp }: Decoder, withOwners: boolean) {
    this.#owners = withOwners ? new LiveOwners(user) : undefined;
    this.#child = spawn(process.execPath, [program, '-r', '-', '-l', ...words], {
      stdio: ['pipe', 'inherit', 'inherit'],
      // Ctrl+C is for the capture: what was captured until then is still printed.
      detached: true,
      env: { ...process.env, ...(this.#owners && { [ownersVariable]: this.#owners.capture }) },
      ...user,
    });
    // Only the watch on owners goes before others, and not who decodes.
    if (this.#child.pid !== undefined) withoutPrecedence(this.#child.pid);
    this.#child.stdin!.on('error', () => undefined);
    this.ended = new Promise((resolve) => {
      this.#child.on('error', () => resolve(2));
      this.#child.on('exit', (code) => resolve(code ?? 2));
    });
    void this.ended.then(() => {
      this.#gone = true;
      this.#owners?.close();
      cleanUp();
    });
  }

  /**
   * Feeds it a file that still grows, until `isWhole` says that all of it is there. A ring buffer may have deleted the file
   * when decoding is far behind.
   */
  async feed(path: string, isWhole: () => boolean): Promise<void> {
    if (!existsSync(path)) return;
    const descriptor = openSync(path, 'r');
    const held: { readonly bytes: Buffer; readonly due: number }[] = [];
    const delay = this.#owners === undefined ? 0 : ownersDelay;
    try {
      for (let at = 0; !this.#gone; ) {
        const whole = isWhole();
        const chunk = Buffer.allocUnsafe(chunkBytes);
        const got = readSync(descriptor, chunk, 0, chunkBytes, at);
        at += got;
        if (got > 0) held.push({ bytes: chunk.subarray(0, got), due: performance.now() + delay });
        while (held.length > 0 && held[0].due <= performance.now()) await this.#write(held.shift()!.bytes);
        if (got > 0) continue;
        if (whole && held.length === 0) return;
        await pause(lookMilliseconds);
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

interface Decoder {
  /** This program, where the child's user can read it. */
  readonly program: string;
  readonly user: { readonly uid?: number; readonly gid?: number; readonly cwd?: string };
  cleanUp(): void;
}

const nothing = (): void => undefined;

/** Root hands the decoding to the user behind sudo, or to nobody, with a copy of the program where theirs cannot be read. */
async function decoder(): Promise<Decoder> {
  const [, program] = process.argv;
  if (process.getuid?.() !== 0) return { program, user: {}, cleanUp: nothing };
  const [uid, gid] = [Number(process.env.SUDO_UID), Number(process.env.SUDO_GID)];
  const user = { ...(uid > 0 && gid > 0 ? { uid, gid } : { uid: nobody, gid: nobody }), cwd: '/' };
  const may = (right: string, path: string): Promise<boolean> =>
    new Promise((resolve) => {
      const child = spawn('test', [right, path], { ...user, stdio: 'ignore' });
      child.on('error', () => resolve(false));
      child.on('exit', (code) => resolve(code === 0));
    });
  if (!(await may('-x', process.execPath))) {
    console.error('sockeye: packets are decoded as root, because Node lies where nobody else may execute it.');
    return { program, user: {}, cleanUp: nothing };
  }
  if (await may('-r', resolve(program))) return { program: resolve(program), user, cleanUp: nothing };
  const folder = mkdtempSync(join(tmpdir(), 'sockeye-program-'));
  cpSync(dirname(realpathSync(program)), folder, { recursive: true });
  chmodSync(folder, 0o755);
  return {
    program: join(folder, basename(program)),
    user,
    cleanUp: () => rmSync(folder, { recursive: true, force: true }),
  };
}
