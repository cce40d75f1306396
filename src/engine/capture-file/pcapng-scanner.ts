/** Walks the blocks of a pcapng file. draft-ietf-opsawg-pcapng; where that leaves a choice, as Wireshark 4.0 reads. */
import type { HostFile } from '../host';
import type { CaptureProblem } from '../view';
import type { BlockObserver, CaptureInterface, CaptureScanner, ScanState } from './capture-file';
import { type CaptureMetadata, metadataLimit } from './capture-metadata';
import { linkType, maximumPacketLength, pseudoHeaderLength } from './link-types';
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
  sectionHeaderLength,
  simplePacketDataOffset,
} from './pcapng-format';
import { type BlockBytes, readInterface, readNames, readSection, readStatistics } from './pcapng-metadata';
import {
  badOptions,
  checkPacketOptions,
  hasComment,
  hasOptions,
  type OptionProblem,
  packetOptionProblem,
} from './pcapng-options';
import { journalEntryLength, journalTime, sysdigEvent, writeSysdigEvent } from './pcapng-records';
import { beyondLimit, countOf, cutShort, damaged, grouped } from './problems';
import { SequentialReader } from './sequential-reader';
import { type Clock, clock, writeTime } from './timestamps';

/** What the scan needs of an interface, looked up once for each packet. */
interface ScannedInterface {
  readonly index: number;
  readonly linkType: number;
  readonly clock: Clock;
  readonly snapshotLength: number;
  readonly maximum: number;
  readonly pseudoHeader: number;
}

/** How a block was taken: it gave a packet, it gave none, or reading cannot go on. */
type Taken = 'packet' | 'nothing' | 'failed';

const trailerLength = 4;
const largestLength = 0x7fffffff;

export class PcapngScanner implements CaptureScanner {
  packets = 0;
  problem?: CaptureProblem;
  readonly #reader: SequentialReader;
  readonly #metadata: CaptureMetadata;
  readonly #onBlock?: BlockObserver;
  #littleEndian = true;
  #section = -1;
  #interfaceCount = 0;
  #interfaces: ScannedInterface[] = [];
  /** Bytes the next block needs in memory. */
  #needed = blockOverhead;

  constructor(file: HostFile, metadata: CaptureMetadata, onBlock?: BlockObserver) {
    this.#onBlock = onBlock;
    this.#reader = new SequentialReader(file, 0);
    this.#metadata = metadata;
  }

  get position(): number {
    return this.#reader.position;
  }

  next(batch: PacketBatch): ScanState {
    batch.count = 0;
    this.problem = undefined;
    for (;;) {
      if (!this.#reader.fill(this.#needed)) return this.#atEnd();
      const going = this.#takeBlocks(batch);
      this.packets += batch.count;
      if (!going) return 'damaged';
      if (batch.count > 0) return 'more';
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
      this.#needed = blockOverhead;
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
    }
    reader.at = at;
    return this.problem === undefined;
  }

  /** Length of the block at `at`, padded to a multiple of four as some writers forget to; -1 when it cannot be. */
  #blockLength(at: number): number {
    const length = this.#reader.view.getUint32(at + 4, this.#littleEndian);
    if (length < blockOverhead) {
      return this.#fail(
        at + 4,
        `a block claims to be ${countOf(length, 'byte')} long, where ${blockOverhead} is the least`,
      );
    }
    if (length > maximumBlockLength) {
      return this.#fail(at + 4, `a block claims to be ${countOf(length, 'byte')} long, more than any can be`);
    }
    return roundUpTo4(length);
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
    switch (type) {
      case blockType.enhancedPacket:
        return this.#takePacket(batch, at, length, this.#reader.view.getUint32(at + 8, this.#littleEndian));
      case blockType.packet:
        return this.#takePacket(batch, at, length, this.#reader.view.getUint16(at + 8, this.#littleEndian));
      case blockType.simplePacket:
        return this.#takeSimplePacket(batch, at, length);
      case blockType.customCopy:
      case blockType.customNoCopy:
        return this.#takeCustomBlock(batch, at, length);
      case blockType.systemdJournal:
        return this.#takeJournalEntry(batch, at, length);
      default:
        return sysdigEvent(type)
          ? this.#takeSysdigEvent(batch, type, at, length)
          : this.#takeMetadata(type, at, length);
    }
  }

  #takePacket(batch: PacketBatch, at: number, length: number, id: number): Taken {
    const { view } = this.#reader;
    const littleEndian = this.#littleEndian;
    if (length < packetDataOffset + trailerLength) return this.#shortPacket(batch, at, length);
    const source = this.#interfaces[id];
    if (source === undefined) return this.#noSuchInterface(batch, at, id);
    const captured = view.getUint32(at + 20, littleEndian);
    const skipped = source.pseudoHeader;
    if (captured > source.maximum || captured < skipped)
      return this.#badCapturedLength(batch, at + 20, captured, source);
    const optionsAt = at + packetDataOffset + roundUpTo4(captured);
    const optionsEnd = at + length - trailerLength;
    if (optionsAt > optionsEnd)
      return this.#packetOverrun(batch, at + 20, captured, length - packetDataOffset - trailerLength);
    const row = batch.count;
    let flags = 0;
    if (optionsAt < optionsEnd) {
      const found = checkPacketOptions(view, optionsAt, optionsEnd, littleEndian);
      if (found === badOptions)
        return this.#badOptions(batch, packetOptionProblem(view, optionsAt, optionsEnd, littleEndian));
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
    batch.section[row] = this.#section;
    batch.flags[row] = flags;
    return 'packet';
  }

  #takeSimplePacket(batch: PacketBatch, at: number, length: number): Taken {
    if (length < simplePacketDataOffset + trailerLength) return this.#shortPacket(batch, at, length);
    const source = this.#interfaces[0];
    if (source === undefined) return this.#noSuchInterface(batch, at, 0);
    const original = this.#reader.view.getUint32(at + 8, this.#littleEndian);
    const limit = source.snapshotLength === 0 ? original : source.snapshotLength;
    const captured = Math.min(original, limit);
    const skipped = source.pseudoHeader;
    if (captured > source.maximum || captured < skipped)
      return this.#badCapturedLength(batch, at + 8, captured, source);
    const room = length - simplePacketDataOffset - trailerLength;
    if (roundUpTo4(captured) > room) return this.#packetOverrun(batch, at + 8, captured, room);
    const start = at + simplePacketDataOffset + skipped;
    this.#writeUntimed(batch, start, captured - skipped, original - skipped, source.linkType, packetFlag.noTime);
    batch.interfaceIndex[batch.count] = source.index;
    return 'packet';
  }

  /** Its bytes after the enterprise number: Wireshark counts such a block as a frame. */
  #takeCustomBlock(batch: PacketBatch, at: number, length: number): Taken {
    const bytes = length - customDataOffset - trailerLength;
    if (bytes < 0)
      return this.#failed(at + 4, `a custom block of ${length} bytes has no room for its enterprise number`);
    this.#writeUntimed(
      batch,
      at + customDataOffset,
      bytes,
      bytes,
      linkType.pcapngCustomBlock,
      packetFlag.noTime | packetFlag.block,
    );
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
    return this.#failed(at + 4, `a Sysdig event of ${length} bytes is too short`);
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
    batch.section[row] = this.#section;
    batch.flags[row] = flags;
  }

  #takeMetadata(type: number, at: number, length: number): Taken {
    const { view, base } = this.#reader;
    const block: BlockBytes = { view, at, length, littleEndian: this.#littleEndian };
    const isNew = base + at >= this.#metadata.recordedTo;
    const taken = this.#takeMetadataBlock(type, block, isNew);
    if (isNew && taken !== 'failed') this.#metadata.recordedTo = base + at + length;
    return taken;
  }

  #takeMetadataBlock(type: number, block: BlockBytes, isNew: boolean): Taken {
    switch (type) {
      case blockType.sectionHeader:
        return this.#takeSection(block, isNew);
      case blockType.interfaceDescription:
        return this.#takeInterface(block, isNew);
      case blockType.interfaceStatistics:
        return this.#takeStatistics(block, isNew);
      case blockType.nameResolution:
        return this.#takeNames(block, isNew);
      case blockType.decryptionSecrets:
        return this.#takeSecrets(block, isNew);
      default:
        return this.#noteOther(type, block, isNew);
    }
  }

  #takeSection(block: BlockBytes, isNew: boolean): Taken {
    const { view, at, littleEndian } = block;
    if (block.length < sectionHeaderLength)
      return this.#failed(at + 4, `a section header of ${block.length} bytes is too short`);
    const major = view.getUint16(at + 12, littleEndian);
    const minor = view.getUint16(at + 14, littleEndian);
    if (major !== 1 || (minor !== 0 && minor !== 2)) {
      return this.#failed(at + 12, `pcapng version ${major}.${minor} is not one that can be read`);
    }
    if (this.#section + 1 >= metadataLimit.sections) return this.#tooMany(at, 'sections', metadataLimit.sections);
    const section = readSection(block, this.#reader.base + at);
    if ('why' in section) return this.#failed(section.at, section.why);
    this.#section += 1;
    this.#interfaces = [];
    if (isNew) this.#metadata.sections.push(section);
    return 'nothing';
  }

  #takeInterface(block: BlockBytes, isNew: boolean): Taken {
    if (this.#interfaceCount >= metadataLimit.interfaces)
      return this.#tooMany(block.at, 'interfaces', metadataLimit.interfaces);
    const described = readInterface(block, this.#interfaceCount, this.#section, this.#interfaces.length);
    if ('why' in described) return this.#failed(described.at, described.why);
    this.#interfaceCount += 1;
    this.#interfaces.push(scanned(described));
    if (isNew) this.#metadata.interfaces.push(described);
    return 'nothing';
  }

  #takeStatistics(block: BlockBytes, isNew: boolean): Taken {
    const found = readStatistics(block, (id) => this.#interfaces[id]?.clock);
    if ('why' in found) return this.#failed(found.at, found.why);
    const source = this.#interfaces[found.id];
    if (isNew && source) this.#metadata.setStatistics(source.index, found.statistics);
    return 'nothing';
  }

  #takeNames(block: BlockBytes, isNew: boolean): Taken {
    const problem = readNames(block, isNew ? this.#metadata.names : [], isNew ? metadataLimit.names : 0);
    return problem ? this.#failed(problem.at, problem.why) : 'nothing';
  }

  #takeSecrets(block: BlockBytes, isNew: boolean): Taken {
    const { view, at, length, littleEndian } = block;
    const start = at + 16;
    const room = length - 16 - trailerLength;
    if (room < 0) return this.#failed(at + 4, `decryption secrets of ${length} bytes are too short`);
    const bytes = view.getUint32(at + 12, littleEndian);
    if (bytes > room)
      return this.#failed(
        at + 12,
        `decryption secrets claim ${countOf(bytes, 'byte')} where ${grouped(room)} are left`,
      );
    if (!isNew || this.#metadata.secrets.length >= metadataLimit.otherBlocks) return 'nothing';
    const type = view.getUint32(at + 8, littleEndian);
    this.#metadata.secrets.push({ type, position: this.#reader.base + start, length: bytes, section: this.#section });
    return 'nothing';
  }

  #noteOther(type: number, block: BlockBytes, isNew: boolean): Taken {
    const { otherBlocks } = this.#metadata;
    if (isNew && otherBlocks.length < metadataLimit.otherBlocks) {
      otherBlocks.push({ type, position: this.#reader.base + block.at, length: block.length, section: this.#section });
    }
    return 'nothing';
  }

  /** A section header says in which byte order it and what follows is written. */
  #turnByteOrder(at: number): boolean {
    const { view } = this.#reader;
    if (view.getUint32(at + 8, true) === byteOrderMagic) this.#littleEndian = true;
    else if (view.getUint32(at + 8, false) === byteOrderMagic) this.#littleEndian = false;
    else return this.#fail(at + 8, 'a section header lacks its byte-order magic number') > 0;
    return true;
  }

  #atEnd(): ScanState {
    const available = this.#reader.available();
    if (available === 0) return 'end';
    const start = this.position;
    const what =
      available < blockOverhead ? 'the header of a block' : `the block after packet ${grouped(this.packets)}`;
    this.problem = cutShort(this.#packetName(available) ?? what, start, this.#needed, start + available);
    return 'truncated';
  }

  #packetName(available: number): string | undefined {
    if (available < blockOverhead) return undefined;
    const { view, at } = this.#reader;
    const type = view.getUint32(at, this.#littleEndian);
    const isPacket = type === blockType.enhancedPacket || type === blockType.packet || type === blockType.simplePacket;
    return isPacket ? `packet ${grouped(this.packets + 1)}` : undefined;
  }

  #packetNumber(batch: PacketBatch): string {
    return `packet ${grouped(this.packets + batch.count + 1)}`;
  }

  #shortPacket(batch: PacketBatch, at: number, length: number): Taken {
    return this.#failed(
      at + 4,
      `the block of ${this.#packetNumber(batch)}, ${length} bytes, is too short for a packet`,
    );
  }

  #noSuchInterface(batch: PacketBatch, at: number, id: number): Taken {
    const described = countOf(this.#interfaces.length, 'interface');
    return this.#failed(
      at + 8,
      `${this.#packetNumber(batch)} names interface ${id}, but its section describes ${described}`,
    );
  }

  #badCapturedLength(batch: PacketBatch, at: number, captured: number, source: ScannedInterface): Taken {
    const claim = `${this.#packetNumber(batch)} claims to be ${countOf(captured, 'byte')} long`;
    const limit =
      captured > source.maximum
        ? `where ${grouped(source.maximum)} is the most that can be`
        : `too few for the ${source.pseudoHeader} that its link type begins with`;
    return this.#failed(at, `${claim}, ${limit}`);
  }

  #packetOverrun(batch: PacketBatch, at: number, captured: number, room: number): Taken {
    const claim = `${this.#packetNumber(batch)} claims to be ${countOf(captured, 'byte')} long`;
    return this.#failed(at, `${claim}, but its block has room for ${grouped(room)}`);
  }

  #badOptions(batch: PacketBatch, problem: OptionProblem): Taken {
    return this.#failed(problem.at, `in ${this.#packetNumber(batch)}, ${problem.why}`);
  }

  #tooMany(at: number, what: string, limit: number): Taken {
    this.problem = beyondLimit(this.#reader.base + at, `the file has more than ${grouped(limit)} ${what}`);
    return 'failed';
  }

  #failed(at: number, why: string): Taken {
    this.#fail(at, why);
    return 'failed';
  }

  #fail(at: number, why: string): number {
    this.problem = damaged(this.#reader.base + at, why);
    return -1;
  }
}

function scanned(described: CaptureInterface): ScannedInterface {
  return {
    index: described.index,
    linkType: described.linkType,
    clock: clock(described.ticksPerSecond, described.timeOffset),
    snapshotLength: described.snapshotLength,
    maximum: maximumPacketLength(described.linkType),
    pseudoHeader: pseudoHeaderLength(described.linkType),
  };
}
