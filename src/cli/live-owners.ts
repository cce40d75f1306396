/** Watches, while packets are captured and printed, which program has which socket, for fields such as `frame.process.name`. */
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownersPath } from '../shared/owners-path';
import { OwnerWatch } from '../sockets/owners/owner-watch';

/** Milliseconds for which a packet waits to be printed: its socket is found a moment after its first packet. */
export const ownersDelay = 300;

/** Whether what is to be printed or let through names processes at all. */
export const asksForOwners = (words: readonly string[]): boolean =>
  words.some((word) => /\bframe\.process\b/.test(word));

export class LiveOwners {
  readonly #folder = mkdtempSync(join(tmpdir(), 'sockeye-owners-'));
  /** What stands for the name of the capture: the owners lie beside it. */
  readonly capture = join(this.#folder, 'capture');
  readonly #watch = new OwnerWatch(this.capture);

  /** The one who decodes may read them, and nobody else. */
  constructor({ uid, gid }: { readonly uid?: number; readonly gid?: number }) {
    if (uid === undefined || gid === undefined) return;
    for (const path of [this.#folder, ownersPath(this.capture)]) chownSync(path, uid, gid);
  }

  close(): void {
    this.#watch.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
