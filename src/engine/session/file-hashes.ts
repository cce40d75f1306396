/** The hashes of a capture file, computed in the background once they are wanted. */
import type { EngineHost } from '../host';

/** Hashes of the file as it lies on disk; undefined while they are being computed, a sentence where it cannot be read. */
export interface HashTexts {
  readonly sha256?: string;
  readonly sha1?: string;
}

export class FileHashes {
  texts: HashTexts = {};
  private started = false;

  constructor(
    private readonly host: EngineHost,
    private readonly path: string,
  ) {}

  /** Reads the file once more; whoever looks again sees the hashes when they are there. */
  start(): void {
    if (this.started || this.path === '-') return;
    this.started = true;
    for (const algorithm of ['sha256', 'sha1'] as const)
      this.host.hashFile(this.path, algorithm).then(
        (digest) => this.keep({ [algorithm]: digest }),
        (error: unknown) => this.keep({ [algorithm]: error instanceof Error ? error.message : String(error) }),
      );
  }

  private keep(texts: HashTexts): void {
    this.texts = { ...this.texts, ...texts };
  }
}
