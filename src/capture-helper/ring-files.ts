/** The files of a ring buffer, named as Wireshark names them: `name_00001_20260131235959.pcapng`. */
import { closeSync, openSync, rmSync } from 'node:fs';
import { extname } from 'node:path';
import type { RingOrder } from '../shared/capture-orders';
import { BlockOutput } from './block-output';
import type { OutputSequence } from './packet-sink';

export class RingFiles implements OutputSequence {
  current!: BlockOutput;
  files = 0;
  readonly #path: string;
  readonly #ring: RingOrder;
  readonly #begun: (path: string, removed: string | undefined) => void;
  readonly #kept: string[] = [];
  #descriptor = -1;
  #started = 0;

  /** `begun` hears of every file. Throws when the first cannot be made. */
  constructor(path: string, ring: RingOrder, begun: (path: string, removed: string | undefined) => void) {
    this.#path = path;
    this.#ring = ring;
    this.#begun = begun;
    this.next();
  }

  isFull(packetsInFile: number, bytesInFile: number): boolean {
    const { packets, bytes, seconds } = this.#ring;
    return (
      (packets !== undefined && packetsInFile >= packets) ||
      (bytes !== undefined && bytesInFile >= bytes) ||
      (seconds !== undefined && performance.now() - this.#started >= seconds * 1000)
    );
  }

  next(): void {
    const path = numberedName(this.#path, this.files + 1, new Date());
    const descriptor = openSync(path, 'wx', 0o600);
    this.close();
    this.#descriptor = descriptor;
    this.current = new BlockOutput(descriptor);
    this.files += 1;
    this.#started = performance.now();
    this.#kept.push(path);
    this.#begun(path, this.#removeOldest());
  }

  close(): void {
    if (this.#descriptor >= 0) closeSync(this.#descriptor);
    this.#descriptor = -1;
  }

  #removeOldest(): string | undefined {
    const { files } = this.#ring;
    if (files === undefined || this.#kept.length <= files) return undefined;
    const oldest = this.#kept.shift()!;
    rmSync(oldest, { force: true });
    return oldest;
  }
}

/** Local time, as dumpcap puts it there. */
export function numberedName(path: string, number: number, time: Date): string {
  const extension = extname(path);
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = `${time.getFullYear()}${two(time.getMonth() + 1)}${two(time.getDate())}`;
  const clock = `${two(time.getHours())}${two(time.getMinutes())}${two(time.getSeconds())}`;
  const stem = extension === '' ? path : path.slice(0, -extension.length);
  return `${stem}_${String(number).padStart(5, '0')}_${date}${clock}${extension}`;
}
