/** Walks the records of a Sun snoop file. RFC 1761. */
import type { HostFile } from '../host';
import type { CaptureProblem } from '../view';
import type { CaptureScanner, ScanState } from './capture-file';
import { linkType, maximumPacketLength } from './link-types';
import type { PacketBatch } from './packet-batch';
import { countOf, cutShort, damaged, grouped } from './problems';
import { SequentialReader } from './sequential-reader';

export const snoopHeaderLength = 16;
const recordHeaderLength = 24;
const largestLength = 0x7fffffff;

/** Datalink types of RFC 1761 that have a LINKTYPE_. */
const linkTypes = new Map<number, number>([
  [0, linkType.ethernet],
  [2, linkType.tokenRing],
  [4, linkType.ethernet],
  [8, linkType.fddi],
]);

export interface SnoopHeader {
  readonly linkType: number;
}

/** Whether `bytes` starts as every snoop file does. */
export function isSnoop(bytes: Uint8Array): boolean {
  const magic = 'snoop\0\0\0';
  return bytes.length >= magic.length && [...magic].every((letter, index) => bytes[index] === letter.charCodeAt(0));
}

export function readSnoopHeader(file: HostFile): SnoopHeader | CaptureProblem {
  const bytes = new Uint8Array(snoopHeaderLength);
  const got = file.read(bytes, 0, snoopHeaderLength, 0);
  if (got < snoopHeaderLength) return cutShort('the file header', 0, snoopHeaderLength, got);
  const view = new DataView(bytes.buffer);
  const version = view.getUint32(8);
  if (version !== 2) return damaged(8, `snoop version ${version} is not one that can be read`);
  const known = linkTypes.get(view.getUint32(12));
  return known === undefined
    ? damaged(12, `snoop datalink type ${view.getUint32(12)} is not one that can be read`)
    : { linkType: known };
}

export class SnoopScanner implements CaptureScanner {
  packets = 0;
  problem?: CaptureProblem;
  readonly #reader: SequentialReader;
  readonly #linkType: number;
  #needed = recordHeaderLength;

  constructor(file: HostFile, header: SnoopHeader) {
    this.#reader = new SequentialReader(file, snoopHeaderLength);
    this.#linkType = header.linkType;
  }

  get position(): number {
    return this.#reader.position;
  }

  next(batch: PacketBatch): ScanState {
    batch.count = 0;
    this.problem = undefined;
    while (batch.count === 0) {
      if (!this.#reader.fill(this.#needed)) return this.#atEnd();
      this.#takeRecords(batch);
      this.packets += batch.count;
      if (this.problem) return 'damaged';
    }
    return 'more';
  }

  #takeRecords(batch: PacketBatch): void {
    const reader = this.#reader;
    const { view, end } = reader;
    batch.bytes = reader.bytes;
    batch.bytesPosition = reader.base;
    let at = reader.at;
    while (batch.count < batch.capacity) {
      if (end - at < recordHeaderLength) break;
      const captured = view.getUint32(at + 4);
      const length = view.getUint32(at + 8);
      this.problem = this.#checkLengths(at, captured, length, batch);
      if (this.problem) break;
      this.#needed = length;
      if (end - at < length) break;
      const row = batch.count;
      batch.start[row] = at + recordHeaderLength;
      batch.capturedLength[row] = captured;
      batch.originalLength[row] = Math.min(view.getUint32(at), largestLength);
      batch.seconds[row] = view.getUint32(at + 16);
      batch.nanoseconds[row] = Math.imul(view.getUint32(at + 20), 1000);
      batch.linkType[row] = this.#linkType;
      batch.interfaceIndex[row] = 0;
      batch.section[row] = 0;
      batch.flags[row] = 0;
      batch.count += 1;
      at += length;
      this.#needed = recordHeaderLength;
    }
    reader.at = at;
  }

  #checkLengths(at: number, captured: number, length: number, batch: PacketBatch): CaptureProblem | undefined {
    const position = this.#reader.base + at;
    const claim = `packet ${grouped(this.packets + batch.count + 1)} claims to be ${countOf(captured, 'byte')} long`;
    const maximum = maximumPacketLength(this.#linkType);
    if (captured > maximum) return damaged(position + 4, `${claim}, where ${grouped(maximum)} is the most that can be`);
    const room = length - recordHeaderLength;
    if (captured > room)
      return damaged(position + 8, `${claim}, but its record has room for ${grouped(Math.max(0, room))}`);
    // Padding is a few bytes: anything longer is no length.
    return room > 2 * maximum
      ? damaged(position + 8, `a record claims to be ${countOf(length, 'byte')} long`)
      : undefined;
  }

  #atEnd(): ScanState {
    const available = this.#reader.available();
    if (available === 0) return 'end';
    const name = `packet ${grouped(this.packets + 1)}`;
    const what = available < recordHeaderLength ? `the header of ${name}` : name;
    this.problem = cutShort(what, this.position, this.#needed, this.position + available);
    return 'truncated';
  }
}
