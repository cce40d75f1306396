/** What the engine takes from the program that runs it: files, decompression, hashes and the clock. */

/** Why a file could not be opened, read or written. `message` is a sentence for the user. */
export class HostFileError extends Error {
  constructor(
    readonly kind: 'missing' | 'directory' | 'permission' | 'limit' | 'damaged' | 'failed',
    message: string,
  ) {
    super(message);
    this.name = 'HostFileError';
  }
}

/** A file open for synchronous reads at any place. A pipe or a compressed file is one too: the host spools it. */
export interface HostFile {
  readonly path: string;
  /** How the bytes were packed where they came from; `read` gives them unpacked. */
  readonly compression: 'none' | 'gzip' | 'zstd';
  /** True while the host itself still writes into the file (a pipe being read, a decompression). */
  readonly filling: boolean;
  /** Why filling stopped before the source was whole. */
  readonly failure?: HostFileError;
  /** Size in bytes now; it may grow. */
  size(): number;
  /** Copies up to `length` bytes from `position` to `into[at]`; returns how many there were, 0 at the end. @throws HostFileError */
  read(into: Uint8Array, at: number, length: number, position: number): number;
  /** Calls `changed` after the size or `filling` may have changed, until the function it returns is called. */
  watch(changed: () => void): () => void;
  /** Closes the file; a spool is removed. */
  close(): void;
}

/** A file being written beside its target, which it replaces only when all is written. */
export interface HostFileWriter {
  write(bytes: Uint8Array): void;
  /** Puts the file in its target's place. */
  commit(): void;
  /** Removes what was written; the target is as it was. Does nothing after `commit`. */
  discard(): void;
}

/** Lets the caller stop something long. */
export interface Cancellation {
  readonly cancelled: boolean;
}

export type ContentCoding = 'gzip' | 'deflate' | 'br' | 'zstd';

/** What came out of a bounded decompression: all, or what could be had before the limit or the damage. */
export interface InflatedContent {
  readonly bytes: Uint8Array;
  readonly state: 'complete' | 'limit' | 'truncated' | 'damaged';
}

export interface EngineHost {
  /**
   * Opens `path` (`-` is standard input) for random access. A pipe and a gzip or zstd file are written into a private
   * temporary file of at most `spoolLimit` bytes, which may still be `filling` when this returns.
   * @throws HostFileError
   */
  openFile(path: string, options: { readonly spoolLimit: number }): Promise<HostFile>;
  /** Starts a file that will replace `path`; `-` is standard output, which nothing can take back. @throws HostFileError */
  createFile(path: string): HostFileWriter;
  /** Whether there is anything of this name. */
  exists(path: string): boolean;
  /** Hexadecimal digest of the bytes of the file as it lies on disk, before decompression. @throws HostFileError */
  hashFile(path: string, algorithm: 'sha256' | 'sha1', cancellation?: Cancellation): Promise<string>;
  /** Decompresses an HTTP body; at most `limit` bytes are produced. `deflate` takes zlib's form and the raw one. */
  inflate(bytes: Uint8Array, coding: ContentCoding, limit: number): InflatedContent;
  /** Whether an X.509 certificate (DER) was signed with the key of another one; undefined where one of them cannot be read. */
  isSignedBy(certificate: Uint8Array, issuer: Uint8Array): boolean | undefined;
  /** Milliseconds of a clock that never goes back. */
  now(): number;
  /** Lets everything else that waits run once. */
  yield(): Promise<void>;
}
