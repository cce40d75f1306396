/** A sliding view of a file: neighbouring packets cost one read together, a pass from front to back reads each byte once. */
import type { HostFile } from '../host';

const defaultSize = 512 * 1024;
/** What a jump to a far place reads: more would be wasted when the next jump goes elsewhere. */
const jumpSize = 16 * 1024;

/** Bytes in memory, and where in them those that were asked for begin. */
export interface Located {
  readonly bytes: Uint8Array;
  readonly start: number;
}

export class PacketWindow {
  /** The bytes in memory; overwritten or replaced when `locate` has to read. */
  bytes: Uint8Array;
  #from = 0;
  #length = 0;
  /** What a pass from front to back had before: the packets that a PDU began in lie behind, not ahead. */
  #before: Uint8Array | undefined;
  #beforeFrom = 0;
  #beforeLength = 0;

  constructor(
    readonly file: HostFile,
    size = defaultSize,
  ) {
    this.bytes = new Uint8Array(size);
  }

  /**
   * Brings `length` bytes at `position` into memory and returns where they start in `bytes`, or -1 when the file does
   * not have them. What was located before may no longer be in `bytes`.
   */
  locate(position: number, length: number): number {
    const start = position - this.#from;
    if (start >= 0 && start + length <= this.#length) return start;
    if (length > this.bytes.length) {
      if (position + length > this.file.size()) return -1;
      this.bytes = new Uint8Array(length);
    }
    this.#load(position, length);
    const at = position - this.#from;
    return at + length <= this.#length ? at : -1;
  }

  /** `length` bytes at `position` where they are in memory now, undefined where they are not. Reads nothing. */
  peek(position: number, length: number): Located | undefined {
    const start = position - this.#from;
    if (start >= 0 && start + length <= this.#length) return { bytes: this.bytes, start };
    const before = position - this.#beforeFrom;
    return this.#before !== undefined && before >= 0 && before + length <= this.#beforeLength
      ? { bytes: this.#before, start: before }
      : undefined;
  }

  /** Forgets what is in memory, so that the next `locate` reads again. */
  clear(): void {
    this.#length = 0;
    this.#beforeLength = 0;
  }

  #load(position: number, length: number): void {
    const size = this.bytes.length;
    const end = this.#from + this.#length;
    const goesOn = position >= this.#from && position <= end + jumpSize;
    const goesBack = position < this.#from && position + length + jumpSize >= this.#from;
    if (position >= this.#from && this.#length === size) this.#keep();
    const wanted = goesOn || goesBack ? size : Math.min(size, Math.max(length, jumpSize));
    this.#from = goesBack ? Math.max(0, position + length - wanted) : position;
    this.#length = this.file.read(this.bytes, 0, wanted, this.#from);
  }

  /** Puts what is in memory aside, in exchange for what was put aside before. */
  #keep(): void {
    const { bytes } = this;
    this.bytes = this.#before?.length === bytes.length ? this.#before : new Uint8Array(bytes.length);
    this.#before = bytes;
    this.#beforeFrom = this.#from;
    this.#beforeLength = this.#length;
  }
}
