/** A host whose files are in memory: the workbench of the capture formats' tests. */
import { type EngineHost, type HostFile, HostFileError } from '../host';
import { type CaptureFile, CaptureFileError, type ScanState } from './capture-file';
import { openCaptureFile } from './open-capture-file';
import { PacketBatch, packetFlag } from './packet-batch';

/** Refuses to allocate more than any test's file needs, as a guard against lengths that nobody checked. */
const largestRead = 160 * 1024 * 1024;

export class MemoryHost implements EngineHost {
  readonly files = new Map<string, Uint8Array>();

  openFile(path: string): Promise<HostFile> {
    if (!this.files.has(path)) return Promise.reject(new HostFileError('missing', `“${path}” does not exist.`));
    const bytes = (): Uint8Array => this.files.get(path) ?? new Uint8Array(0);
    return Promise.resolve({
      path,
      compression: 'none',
      filling: false,
      size: () => bytes().length,
      read(into, at, length, position) {
        if (into.length > largestRead) throw new Error(`A buffer of ${into.length} bytes was allocated.`);
        const part = bytes().subarray(position, position + Math.min(length, into.length - at));
        into.set(part, at);
        return part.length;
      },
      watch: () => () => {},
      close: () => {},
    });
  }

  createFile(path: string) {
    const parts: Uint8Array[] = [];
    return {
      write: (bytes: Uint8Array) => void parts.push(bytes.slice()),
      commit: () => void this.files.set(path, joined(parts)),
      discard: () => {},
    };
  }

  exists(path: string): boolean {
    return this.files.has(path);
  }

  hashFile(): Promise<string> {
    return Promise.resolve('');
  }

  inflate(): { bytes: Uint8Array; state: 'damaged' } {
    return { bytes: new Uint8Array(0), state: 'damaged' };
  }

  isSignedBy(): undefined {
    return undefined;
  }

  now(): number {
    return 0;
  }

  yield(): Promise<void> {
    return Promise.resolve();
  }
}

export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

export interface ScannedPacket {
  readonly bytes: Uint8Array;
  readonly position: number;
  readonly original: number;
  /** `seconds.nanoseconds` as the file says, undefined without a time. */
  readonly time?: string;
  readonly linkType: number;
  readonly interfaceIndex: number;
  readonly section: number;
  readonly flags: number;
}

/** Opens the file, or says what is wrong with it. */
export async function open(bytes: Uint8Array): Promise<CaptureFile | string> {
  const host = new MemoryHost();
  host.files.set('test', bytes);
  try {
    return await openCaptureFile(host, 'test');
  } catch (error) {
    if (error instanceof CaptureFileError) return error.problem.message;
    throw error;
  }
}

export interface ScannedFile {
  readonly capture: CaptureFile;
  readonly packets: readonly ScannedPacket[];
  readonly state: ScanState;
  readonly problem?: string;
}

/** Reads all packets of a capture, in batches of `capacity`. */
export function scanAll(capture: CaptureFile, capacity = 3): ScannedFile {
  const scanner = capture.scan();
  const batch = new PacketBatch(capacity);
  const packets: ScannedPacket[] = [];
  let state: ScanState = 'more';
  while (state === 'more') {
    state = scanner.next(batch);
    for (let row = 0; row < batch.count; row += 1) packets.push(packetOf(batch, row));
  }
  return { capture, packets, state, problem: scanner.problem?.message };
}

export async function scanBytes(bytes: Uint8Array, capacity?: number): Promise<ScannedFile> {
  const capture = await open(bytes);
  if (typeof capture === 'string') throw new Error(capture);
  return scanAll(capture, capacity);
}

function packetOf(batch: PacketBatch, row: number): ScannedPacket {
  const start = batch.start[row];
  const nanoseconds = String(batch.nanoseconds[row]).padStart(9, '0');
  return {
    bytes: batch.bytes.slice(start, start + batch.capturedLength[row]),
    position: batch.bytesPosition + start,
    original: batch.originalLength[row],
    time: (batch.flags[row] & packetFlag.noTime) === 0 ? `${batch.seconds[row]}.${nanoseconds}` : undefined,
    linkType: batch.linkType[row],
    interfaceIndex: batch.interfaceIndex[row],
    section: batch.section[row],
    flags: batch.flags[row],
  };
}

/** Bytes from a readable dump: hexadecimal digits, spaces and line ends ignored, `# …` up to the line's end a comment. */
export function hex(dump: string): Uint8Array<ArrayBuffer> {
  const digits = dump.replace(/#.*$/gm, '').replace(/\s+/g, '');
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
