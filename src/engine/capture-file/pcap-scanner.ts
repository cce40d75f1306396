/** Walks the records of a pcap file. draft-ietf-opsawg-pcap, section 5. */
import type { HostFile } from '../host';
import type { CaptureProblem } from '../view';
import type { CaptureScanner, ScanState } from './capture-file';
import { linkType, maximumPacketLength, pseudoHeaderLength } from './link-types';
import type { PacketBatch } from './packet-batch';
import type { PcapHeader } from './pcap-header';
import { countOf, cutShort, damaged, grouped } from './problems';
import { SequentialReader } from './sequential-reader';

/** AIX puts three bytes of padding before an FDDI frame and counts them in both lengths. */
const aixFddiPadding = 3;
const largestLength = 0x7fffffff;

export class PcapScanner implements CaptureScanner {
  packets = 0;
  problem?: CaptureProblem;
  readonly #reader: SequentialReader;
  readonly #header: PcapHeader;
  /** Bytes between the record's header and the packet proper. */
  readonly #skipped: number;
  readonly #maximum: number;

  constructor(file: HostFile, header: PcapHeader) {
    this.#reader = new SequentialReader(file, header.length);
    this.#header = header;
    const padding = header.variant === 'aix' && header.linkType === linkType.fddi ? aixFddiPadding : 0;
    this.#skipped = padding + pseudoHeaderLength(header.linkType);
    this.#maximum = maximumPacketLength(header.linkType);
  }

  get position(): number {
    return this.#reader.position;
  }

  next(batch: PacketBatch): ScanState {
    batch.count = 0;
    this.problem = undefined;
    const { recordHeaderLength } = this.#header;
    if (!this.#reader.fill(recordHeaderLength)) return this.#atEnd(recordHeaderLength);
    let state = this.#decode(batch);
    if (state === 'more' && batch.count === 0) {
      // The first record is longer than what is in memory.
      const whole = recordHeaderLength + this.#capturedLength();
      if (!this.#reader.fill(whole)) return this.#atEnd(whole);
      state = this.#decode(batch);
    }
    this.packets += batch.count;
    return state;
  }

  #decode(batch: PacketBatch): ScanState {
    const reader = this.#reader;
    const header = this.#header;
    const { littleEndian, recordHeaderLength, nanoseconds } = header;
    const standard = header.lengths === 'captured-first';
    const skipped = this.#skipped;
    const { view, end } = reader;
    const capacity = batch.capacity;
    let at = reader.at;
    let row = 0;
    batch.bytes = reader.bytes;
    batch.bytesPosition = reader.base;
    while (row < capacity && at + recordHeaderLength <= end) {
      let captured = view.getUint32(at + 8, littleEndian);
      let original = view.getUint32(at + 12, littleEndian);
      if (!standard && (header.lengths === 'original-first' || captured > original)) {
        const other = captured;
        captured = original;
        original = other;
      }
      if (captured > this.#maximum || captured < skipped) {
        this.#finish(batch, at, row);
        return this.#badLength(reader.base + at, captured, row);
      }
      const start = at + recordHeaderLength;
      if (start + captured > end) break;
      const fraction = view.getUint32(at + 4, littleEndian);
      batch.seconds[row] = view.getUint32(at, littleEndian);
      // Wireshark's 32-bit product, overflow included, so that nonsense reads the same in both.
      batch.nanoseconds[row] = nanoseconds ? fraction : Math.imul(fraction, 1000);
      batch.start[row] = start + skipped;
      batch.capturedLength[row] = captured - skipped;
      original = (original - skipped) >>> 0;
      batch.originalLength[row] = original > largestLength ? largestLength : original;
      row += 1;
      at = start + captured;
    }
    this.#finish(batch, at, row);
    return 'more';
  }

  #finish(batch: PacketBatch, at: number, rows: number): void {
    this.#reader.at = at;
    batch.count = rows;
    batch.linkType.fill(this.#header.linkType, 0, rows);
    batch.interfaceIndex.fill(0, 0, rows);
    batch.section.fill(0, 0, rows);
    batch.flags.fill(0, 0, rows);
  }

  /** Captured length of the record whose header is at the reader's place. */
  #capturedLength(): number {
    const { view, at } = this.#reader;
    const first = view.getUint32(at + 8, this.#header.littleEndian);
    const second = view.getUint32(at + 12, this.#header.littleEndian);
    if (this.#header.lengths === 'captured-first') return first;
    return this.#header.lengths === 'original-first' ? second : Math.min(first, second);
  }

  #atEnd(needed: number): ScanState {
    const available = this.#reader.available();
    if (available === 0) return 'end';
    const name = `packet ${grouped(this.packets + 1)}`;
    const what = available < this.#header.recordHeaderLength ? `the header of ${name}` : name;
    this.problem = cutShort(what, this.position, needed, this.position + available);
    return 'truncated';
  }

  #badLength(position: number, captured: number, row: number): ScanState {
    const name = `packet ${grouped(this.packets + row + 1)}`;
    const length = countOf(captured, 'byte');
    this.problem =
      captured > this.#maximum
        ? damaged(
            position,
            `${name} claims to be ${length} long, where ${grouped(this.#maximum)} is the most that can be`,
          )
        : damaged(
            position,
            `${name} claims ${length}, too few for the ${this.#skipped} that its link type begins with`,
          );
    return 'damaged';
  }
}
