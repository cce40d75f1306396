/** What is known of a capture file besides its packets; filled by the first scanner to pass. */
import type {
  CaptureInterface,
  CaptureSection,
  DecryptionSecrets,
  InterfaceStatistics,
  NameRecord,
  OtherBlock,
} from './capture-file';
import type { CapturedProcess } from './process-blocks';

/** Bounds, so that a hostile file cannot make the lists larger than memory. */
export const metadataLimit = { sections: 65_536, interfaces: 65_536, names: 1_000_000, otherBlocks: 100_000 } as const;

export class CaptureMetadata {
  readonly sections: CaptureSection[] = [];
  readonly interfaces: CaptureInterface[] = [];
  readonly names: NameRecord[] = [];
  readonly secrets: DecryptionSecrets[] = [];
  readonly otherBlocks: OtherBlock[] = [];
  /** By process id; of several with the same one, the last. */
  readonly processes = new Map<number, CapturedProcess>();
  readonly darwinProcesses: CapturedProcess[] = [];
  /** Everything before this place of the file has been recorded. */
  recordedTo = 0;

  /** For formats whose header describes one interface and nothing else. */
  describeSingleInterface(linkType: number, littleEndian: boolean, details: Partial<CaptureInterface>): void {
    this.sections.push({ position: 0, littleEndian, comments: [], options: [] });
    this.interfaces.push({
      index: 0,
      section: 0,
      id: 0,
      linkType,
      snapshotLength: 0,
      ipv4Addresses: [],
      ipv6Addresses: [],
      frameCheckBits: -1,
      ticksPerSecond: 1_000_000n,
      timeOffset: 0n,
      comments: [],
      options: [],
      ...details,
    });
  }

  setStatistics(index: number, statistics: InterfaceStatistics): void {
    this.interfaces[index] = { ...this.interfaces[index], statistics };
  }
}
