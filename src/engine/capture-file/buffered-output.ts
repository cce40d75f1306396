/** Collects small writes into large ones. */

const capacity = 1024 * 1024;

export class BufferedOutput {
  bytes = new Uint8Array(capacity);
  view = new DataView(this.bytes.buffer);
  /** Bytes handed over so far, those still collected included. */
  length = 0;
  #used = 0;
  readonly #sink: (bytes: Uint8Array) => void;

  /** `sink` must be done with its bytes when it returns: they are overwritten afterwards. */
  constructor(sink: (bytes: Uint8Array) => void) {
    this.#sink = sink;
  }

  /** Makes room for `length` bytes and returns where in `bytes` the caller has to write them, before any other call. */
  reserve(length: number): number {
    if (this.#used + length > this.bytes.length) this.flush();
    if (length > this.bytes.length) {
      this.bytes = new Uint8Array(length);
      this.view = new DataView(this.bytes.buffer);
    }
    const at = this.#used;
    this.#used += length;
    this.length += length;
    return at;
  }

  write(bytes: Uint8Array): void {
    const at = this.reserve(bytes.length);
    this.bytes.set(bytes, at);
  }

  flush(): void {
    if (this.#used > 0) this.#sink(this.bytes.subarray(0, this.#used));
    this.#used = 0;
  }
}
