/** Walks the blocks of a pcapng file. draft-ietf-opsawg-pcapng; where that leaves a choice, as Wireshark 4.0 reads. */
import type { HostFile } from '../host';
import type { CaptureProblem } from '../view';
import type { BlockObserver, CaptureScanner, ScanState } from './capture-file';
import type { CaptureMetadata } from './capture-metadata';
import { linkType } from './link-types';
import { noInterface, type PacketBatch, packetFlag } from './packet-batch';
import {
  blockHeaderLength,
  blockOverhead,
  blockType,
  byteOrderMagic,
  customDataOffset,
  maximumBlockLength,
  packetDataOffset,
  roundUpTo4,
  simplePacketDataOffset,
} from './pcapng-format';
import { badOptions, checkPacketOptions, hasComment, hasOptions, packetOptionProblem } from './pcapng-options';
import { journalEntryLength, journalTime, sysdigEvent, writeSysdigEvent } from './pcapng-records';
import { PcapngSections, type ScannedInterface } from './pcapng-sections';
import { countOf, cutShort, damaged, grouped } from './problems';
import { SequentialReader } from './sequential-reader';
import { writeTime } from './timestamps';

/** How a block was taken: it gave a packet, it gave none, or reading cannot go on. */
type Taken = 'packet' | 'nothing' | 'failed';

const trailerLength = 4;
const largestLength = 0x7fffffff;

export class PcapngScanner implements CaptureScanner {
  packets = 0;
  problem?: CaptureProblem;
  readonly #reader: SequentialReader;
  readonly #sections: PcapngSections;
  readonly #onBlock?: BlockObserver;
  #littleEndian = true;
  /** Bytes the next block needs in memory. */
  #needed = blockOverhead;

  constructor(file: HostFile, metadata: CaptureMetadata, onBlock?: BlockObserver) {
    this.#reader = new SequentialReader(file, 0);
    this.#sections = new PcapngSections(metadata);
    this.#onBlock = onBlock;
  }

  get position(): number {
    return this.#reader.position;
  }

  next(batch: PacketBatch): ScanState {
    batch.count = 0;
    this.problem = undefined;
    for (;;) {
      if (!this.#reader.fill(this.#needed)) return this.#atEnd();
      const before = this.position;
      const going = this.#takeBlocks(batch);
      this.packets += batch.count;
      if (!going) return 'damaged';
      if (this.position > before) return 'more';
    }
  }

  /** Takes blocks that are whole in memory; false when the file is damaged. */
  #takeBlocks(batch: PacketBatch): boolean {
    const reader = this.#reader;
    const { view, end } = reader;
    batch.bytes = reader.bytes;
    batch.bytesPosition = reader.base;
    let at = reader.at;
    while (batch.count < batch.capacity) {
      if (end - at < blockOverhead) break;
      const type = view.getUint32(at, this.#littleEndian);
      if (type === blockType.sectionHeader && !this.#turnByteOrder(at)) break;
      const length = this.#blockLength(at);
      if (length < 0) break;
      this.#needed = length;
      if (end - at < length) break;
      if (!this.#trailerAgrees(at, length)) break;
      const taken = this.#take(batch, type, at, length);
      if (taken === 'failed') break;
      this.#onBlock?.(type, reader.bytes, at, length, this.#littleEndian, taken === 'packet');
      if (taken === 'packet') batch.count += 1;
      at += length;
      this.#needed = blockOverhead;
    }
    reader.at = at;
    return this.problem === undefined;
  }

  /** A section header says in which byte order it and what follows is written. */
  #turnByteOrder(at: number): boolean {
    const { view } = this.#reader;
    const little = view.getUint32(at + 8, true) === byteOrderMagic;
    if (!little && view.getUint32(at + 8, false) !== byteOrderMagic) {
      this.#fail(at + 8, 'a section header lacks its byte-order magic number');
      return false;
    }
    this.#littleEndian = little;
    return true;
  }

  /** Length of the block at `at`, padded to a multiple of four as some writers forget to; -1 when it cannot be. */
  #blockLength(at: number): number {
    const length = this.#reader.view.getUint32(at + 4, this.#littleEndian);
    if (length >= blockOverhead && length <= maximumBlockLength) return roundUpTo4(length);
    const limit = length < blockOverhead ? `where ${blockOverhead} is the least` : 'more than any can be';
    this.#fail(at + 4, `a block claims to be ${countOf(length, 'byte')} long, ${limit}`);
    return -1;
  }

  #trailerAgrees(at: number, length: number): boolean {
    const trailer = this.#reader.view.getUint32(at + length - trailerLength, this.#littleEndian);
    if (roundUpTo4(trailer) === length) return true;
    this.#fail(
      at + length - trailerLength,
      `a block of ${countOf(length, 'byte')} ends with the length ${grouped(trailer)}`,
    );
    return false;
  }

  #take(batch: PacketBatch, type: number, at: number, length: number): Taken {
    const { view } = this.#reader;
    switch (type) {
      case blockType.enhancedPacket:
      case blockType.packet:
        return this.#takePacket(batch, type, at, length);
      case blockType.simplePacket:
        return this.#takeSimplePacket(batch, at, length);
      case blockType.customCopy:
      case blockType.customNoCopy:
        return this.#takeCustomBlock(batch, at, length);
      case blockType.systemdJournal:
        return this.#takeJournalEntry(batch, at, length);
      default:
        if (sysdigEvent(type)) return this.#takeSysdigEvent(batch, type, at, length);
        this.problem = this.#sections.take(
          type,
          { view, at, length, littleEndian: this.#littleEndian },
          this.#reader.base,
        );
        return this.problem ? 'failed' : 'nothing';
    }
  }

  #takePacket(batch: PacketBatch, type: number, at: number, length: number): Taken {
    const { view } = this.#reader;
    const littleEndian = this.#littleEndian;
    if (length < packetDataOffset + trailerLength) return this.#shortPacket(batch, at, length);
    const id = type === blockType.packet ? view.getUint16(at + 8, littleEndian) : view.getUint32(at + 8, littleEndian);
    const source = this.#sections.interfaces[id];
    if (source === undefined) return this.#noSuchInterface(batch, at, id);
    const captured = view.getUint32(at + 20, littleEndian);
    const skipped = source.pseudoHeader;
    if (captured > source.maximum || captured < skipped) return this.#badLength(batch, at + 20, captured, source);
    const optionsAt = at + packetDataOffset + roundUpTo4(captured);
    const optionsEnd = at + length - trailerLength;
    if (optionsAt > optionsEnd)
      return this.#overrun(batch, at + 20, captured, length - packetDataOffset - trailerLength);
    const row = batch.count;
    let flags = 0;
    if (optionsAt < optionsEnd) {
      const found = checkPacketOptions(view, optionsAt, optionsEnd, littleEndian);
      if (found === badOptions) return this.#badOptions(batch, optionsAt, optionsEnd);
      if (found & hasOptions) flags |= packetFlag.options;
      if (found & hasComment) flags |= packetFlag.commented;
    }
    const original = (view.getUint32(at + 24, littleEndian) - skipped) >>> 0;
    writeTime(batch, row, view.getUint32(at + 12, littleEndian), view.getUint32(at + 16, littleEndian), source.clock);
    batch.start[row] = at + packetDataOffset + skipped;
    batch.capturedLength[row] = captured - skipped;
    batch.originalLength[row] = original > largestLength ? largestLength : original;
    batch.linkType[row] = source.linkType;
    batch.interfaceIndex[row] = source.index;
    batch.section[row] = this.#sections.current;
    batch.flags[row] = flags;
    return 'packet';
  }

  #takeSimplePacket(batch: PacketBatch, at: number, length: number): Taken {
    if (length < simplePacketDataOffset + trailerLength) return this.#shortPacket(batch, at, length);
    const source = this.#sections.interfaces[0];
    if (source === undefined) return this.#noSuchInterface(batch, at, 0);
    const original = this.#reader.view.getUint32(at + 8, this.#littleEndian);
    const captured = source.snapshotLength === 0 ? original : Math.min(original, source.snapshotLength);
    const skipped = source.pseudoHeader;
    if (captured > source.maximum || captured < skipped) return this.#badLength(batch, at + 8, captured, source);
    const room = length - simplePacketDataOffset - trailerLength;
    if (roundUpTo4(captured) > room) return this.#overrun(batch, at + 8, captured, room);
    const start = at + simplePacketDataOffset + skipped;
    this.#writeUntimed(batch, start, captured - skipped, original - skipped, source.linkType, packetFlag.noTime);
    batch.interfaceIndex[batch.count] = source.index;
    return 'packet';
  }

  /** Its bytes after the enterprise number: Wireshark counts such a block as a frame, unless it describes a process. */
  #takeCustomBlock(batch: PacketBatch, at: number, length: number): Taken {
    const bytes = length - customDataOffset - trailerLength;
    if (bytes < 0) return this.#fail(at + 4, `a custom block of ${length} bytes has no room for its enterprise number`);
    const { view, base } = this.#reader;
    if (this.#sections.takeProcess({ view, at, length, littleEndian: this.#littleEndian }, base)) return 'nothing';
    const flags = packetFlag.noTime | packetFlag.block;
    this.#writeUntimed(batch, at + customDataOffset, bytes, bytes, linkType.pcapngCustomBlock, flags);
    return 'packet';
  }

  #takeJournalEntry(batch: PacketBatch, at: number, length: number): Taken {
    const start = at + blockHeaderLength;
    const bytes = journalEntryLength(this.#reader.bytes, start, at + length - trailerLength);
    const time = journalTime(this.#reader.bytes, start, start + bytes);
    const flags = time === undefined ? packetFlag.noTime | packetFlag.block : packetFlag.block;
    this.#writeUntimed(batch, start, bytes, bytes, linkType.systemdJournal, flags);
    if (time !== undefined) {
      batch.seconds[batch.count] = Number(time / 1_000_000n);
      batch.nanoseconds[batch.count] = Number(time % 1_000_000n) * 1000;
    }
    return 'packet';
  }

  #takeSysdigEvent(batch: PacketBatch, type: number, at: number, length: number): Taken {
    this.#writeUntimed(batch, at, 0, 0, linkType.sysdigEvent, packetFlag.block);
    if (writeSysdigEvent(batch, batch.count, type, this.#reader.view, at, length, this.#littleEndian)) return 'packet';
    return this.#fail(at + 4, `a Sysdig event of ${length} bytes is too short`);
  }

  #writeUntimed(
    batch: PacketBatch,
    start: number,
    captured: number,
    original: number,
    type: number,
    flags: number,
  ): void {
    const row = batch.count;
    batch.seconds[row] = 0;
    batch.nanoseconds[row] = 0;
    batch.start[row] = start;
    batch.capturedLength[row] = captured;
    batch.originalLength[row] = original > largestLength ? largestLength : original;
    batch.linkType[row] = type;
    batch.interfaceIndex[row] = noInterface;
    batch.section[row] = this.#sections.current;
    batch.flags[row] = flags;
  }

  #atEnd(): ScanState {
    const available = this.#reader.available();
    if (available === 0) return 'end';
    this.problem = cutShort(this.#nameOfNext(available), this.position, this.#needed, this.position + available);
    return 'truncated';
  }

  #nameOfNext(available: number): string {
    if (available < blockOverhead) return 'the header of a block';
    const { view, at } = this.#reader;
    const type = view.getUint32(at, this.#littleEndian);
    const isPacket = type === blockType.enhancedPacket || type === blockType.packet || type === blockType.simplePacket;
    if (isPacket) return `packet ${grouped(this.packets + 1)}`;
    return this.packets === 0 ? 'a block before the first packet' : `a block after packet ${grouped(this.packets)}`;
  }

  #shortPacket(batch: PacketBatch, at: number, length: number): Taken {
    return this.#fail(at + 4, `the block of ${this.#packet(batch)}, ${length} bytes, is too short for a packet`);
  }

  #noSuchInterface(batch: PacketBatch, at: number, id: number): Taken {
    const described = countOf(this.#sections.interfaces.length, 'interface');
    return this.#fail(at + 8, `${this.#packet(batch)} names interface ${id}, but its section describes ${described}`);
  }

  #badLength(batch: PacketBatch, at: number, captured: number, source: ScannedInterface): Taken {
    const limit =
      captured > source.maximum
        ? `where ${grouped(source.maximum)} is the most that can be`
        : `too few for the ${source.pseudoHeader} that its link type begins with`;
    return this.#fail(at, `${this.#packet(batch)} claims to be ${countOf(captured, 'byte')} long, ${limit}`);
  }

  #overrun(batch: PacketBatch, at: number, captured: number, room: number): Taken {
    const claim = `${this.#packet(batch)} claims to be ${countOf(captured, 'byte')} long`;
    return this.#fail(at, `${claim}, but its block has room for ${grouped(room)}`);
  }

  #badOptions(batch: PacketBatch, optionsAt: number, optionsEnd: number): Taken {
    const problem = packetOptionProblem(this.#reader.view, optionsAt, optionsEnd, this.#littleEndian);
    return this.#fail(problem.at, `in ${this.#packet(batch)}, ${problem.why}`);
  }

  #packet(batch: PacketBatch): string {
    return `packet ${grouped(this.packets + batch.count + 1)}`;
  }

  #fail(at: number, why: string): Taken {
    this.problem = damaged(this.#reader.base + at, why);
    return 'failed';
  }
}
