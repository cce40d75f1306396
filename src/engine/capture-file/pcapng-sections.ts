/** Where a scan of a pcapng file stands: its section, that section's interfaces, and what the blocks between packets said. */
import type { CaptureProblem } from '../view';
import type { CaptureInterface } from './capture-file';
import { type CaptureMetadata, metadataLimit } from './capture-metadata';
import { maximumPacketLength, pseudoHeaderLength } from './link-types';
import { blockType, sectionHeaderLength } from './pcapng-format';
import { type BlockBytes, readInterface, readNames, readSection, readStatistics } from './pcapng-metadata';
import type { OptionProblem } from './pcapng-options';
import { beyondLimit, countOf, damaged, grouped } from './problems';
import { readDarwinProcess, readProcessBlock } from './process-blocks';
import { type Clock, clock } from './timestamps';

/** What the scan needs of an interface, looked up once for each packet. */
export interface ScannedInterface {
  readonly index: number;
  readonly linkType: number;
  readonly clock: Clock;
  readonly snapshotLength: number;
  readonly maximum: number;
  readonly pseudoHeader: number;
}

const trailerLength = 4;
const secretsFixedLength = 16;

export class PcapngSections {
  /** Index of the current section, -1 before the first. */
  current = -1;
  /** Interfaces of the current section, by their number in it. */
  interfaces: ScannedInterface[] = [];
  readonly #metadata: CaptureMetadata;
  #interfaceCount = 0;

  constructor(metadata: CaptureMetadata) {
    this.#metadata = metadata;
  }

  /** Takes in a block that is no packet. `base` is the place in the file of the view's first byte. */
  take(type: number, block: BlockBytes, base: number): CaptureProblem | undefined {
    const position = base + block.at;
    const isNew = position >= this.#metadata.recordedTo;
    const problem = this.#takeBlock(type, block, base, isNew);
    if (problem && 'why' in problem) return damaged(base + problem.at, problem.why);
    if (isNew && problem === undefined) this.#metadata.recordedTo = position + block.length;
    return problem;
  }

  #takeBlock(
    type: number,
    block: BlockBytes,
    base: number,
    isNew: boolean,
  ): CaptureProblem | OptionProblem | undefined {
    switch (type) {
      case blockType.sectionHeader:
        return this.#takeSection(block, base, isNew);
      case blockType.interfaceDescription:
        return this.#takeInterface(block, base, isNew);
      case blockType.interfaceStatistics:
        return this.#takeStatistics(block, isNew);
      case blockType.nameResolution:
        return readNames(block, isNew ? this.#metadata.names : [], isNew ? metadataLimit.names : 0);
      case blockType.decryptionSecrets:
        return this.#takeSecrets(block, base, isNew);
      case blockType.darwinProcess:
        return this.#takeDarwinProcess(block, base, isNew);
      default:
        return this.#noteOther(type, block, base, isNew);
    }
  }

  #takeSection(block: BlockBytes, base: number, isNew: boolean): CaptureProblem | OptionProblem | undefined {
    const { view, at, littleEndian } = block;
    if (block.length < sectionHeaderLength) {
      return { at: at + 4, why: `a section header of ${block.length} bytes is too short` };
    }
    const major = view.getUint16(at + 12, littleEndian);
    const minor = view.getUint16(at + 14, littleEndian);
    if (major !== 1 || (minor !== 0 && minor !== 2)) {
      return { at: at + 12, why: `pcapng version ${major}.${minor} is not one that can be read` };
    }
    if (this.current + 1 >= metadataLimit.sections) return tooMany(base + at, 'sections', metadataLimit.sections);
    const section = readSection(block, base + at);
    if ('why' in section) return section;
    this.current += 1;
    this.interfaces = [];
    if (isNew) this.#metadata.sections.push(section);
    return undefined;
  }

  #takeInterface(block: BlockBytes, base: number, isNew: boolean): CaptureProblem | OptionProblem | undefined {
    const limit = metadataLimit.interfaces;
    if (this.#interfaceCount >= limit) return tooMany(base + block.at, 'interfaces', limit);
    const described = readInterface(block, this.#interfaceCount, this.current, this.interfaces.length);
    if ('why' in described) return described;
    this.#interfaceCount += 1;
    this.interfaces.push(scanned(described));
    if (isNew) this.#metadata.interfaces.push(described);
    return undefined;
  }

  #takeStatistics(block: BlockBytes, isNew: boolean): OptionProblem | undefined {
    const found = readStatistics(block, (id) => this.interfaces[id]?.clock);
    if ('why' in found) return found;
    const source = this.interfaces[found.id];
    if (isNew && source) this.#metadata.setStatistics(source.index, found.statistics);
    return undefined;
  }

  #takeSecrets(block: BlockBytes, base: number, isNew: boolean): OptionProblem | undefined {
    const { view, at, length, littleEndian } = block;
    const room = length - secretsFixedLength - trailerLength;
    if (room < 0) return { at: at + 4, why: `decryption secrets of ${length} bytes are too short` };
    const bytes = view.getUint32(at + 12, littleEndian);
    if (bytes > room) {
      const why = `decryption secrets claim ${countOf(bytes, 'byte')} where ${grouped(room)} are left`;
      return { at: at + 12, why };
    }
    const { secrets } = this.#metadata;
    if (!isNew || secrets.length >= metadataLimit.otherBlocks) return undefined;
    const type = view.getUint32(at + 8, littleEndian);
    secrets.push({ type, position: base + at + secretsFixedLength, length: bytes, section: this.current });
    return undefined;
  }

  /** A process entry of a custom block; false where the block is something else. */
  takeProcess(block: BlockBytes, base: number): boolean {
    const process = readProcessBlock(block.view, block.at, block.length, block.littleEndian);
    if (process === undefined) return false;
    const position = base + block.at;
    if (position < this.#metadata.recordedTo) return true;
    const { processes } = this.#metadata;
    if (processes.size < metadataLimit.otherBlocks || processes.has(process.pid)) processes.set(process.pid, process);
    this.#metadata.recordedTo = position + block.length;
    return true;
  }

  #takeDarwinProcess(block: BlockBytes, base: number, isNew: boolean): undefined {
    const { darwinProcesses } = this.#metadata;
    const process = readDarwinProcess(block.view, block.at, block.length, block.littleEndian);
    if (isNew && process !== undefined && darwinProcesses.length < metadataLimit.otherBlocks)
      darwinProcesses.push(process);
    this.#noteOther(blockType.darwinProcess, block, base, isNew);
  }

  #noteOther(type: number, block: BlockBytes, base: number, isNew: boolean): undefined {
    const { otherBlocks } = this.#metadata;
    if (!isNew || otherBlocks.length >= metadataLimit.otherBlocks) return;
    otherBlocks.push({ type, position: base + block.at, length: block.length, section: this.current });
  }
}

function tooMany(position: number, what: string, limit: number): CaptureProblem {
  return beyondLimit(position, `the file has more than ${grouped(limit)} ${what}`);
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
