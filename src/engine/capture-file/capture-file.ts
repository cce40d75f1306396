/** An open capture file: its format and metadata, a resumable scanner over its packets, and random access to them. */
import type { CaptureProblem } from '../view';
import type { PacketBatch } from './packet-batch';
import type { PacketWindow } from './packet-window';
import type { CapturedProcess } from './process-blocks';

/** A file that cannot be opened as a capture. */
export class CaptureFileError extends Error {
  constructor(readonly problem: CaptureProblem) {
    super(problem.message);
    this.name = 'CaptureFileError';
  }
}

export type CaptureFormatKind = 'pcap' | 'pcapng' | 'snoop';

export interface CaptureFormat {
  readonly kind: CaptureFormatKind;
  /** For example `pcap, nanoseconds, big-endian (gzip)`. */
  readonly description: string;
  /** Bytes before the first record. */
  readonly headerLength: number;
}

/** A pcapng option that is not interpreted. */
export interface RawOption {
  readonly code: number;
  readonly value: Uint8Array;
}

/** A pcapng section (one for any other format). draft-ietf-opsawg-pcapng, section 4.1. */
export interface CaptureSection {
  /** Place of its header in the file. */
  readonly position: number;
  readonly littleEndian: boolean;
  readonly hardware?: string;
  readonly operatingSystem?: string;
  readonly application?: string;
  readonly comments: readonly string[];
  readonly options: readonly RawOption[];
}

/** pcapng Interface Statistics Block, section 4.6. Times are nanoseconds since the epoch. */
export interface InterfaceStatistics {
  readonly time?: bigint;
  readonly startTime?: bigint;
  readonly endTime?: bigint;
  readonly received?: bigint;
  readonly dropped?: bigint;
  readonly filterAccepted?: bigint;
  readonly droppedByOperatingSystem?: bigint;
  readonly delivered?: bigint;
  readonly comments: readonly string[];
}

export interface CaptureInterface {
  /** Index into `CaptureFile.interfaces`, unique in the whole file. */
  readonly index: number;
  /** Index into `CaptureFile.sections`. */
  readonly section: number;
  /** Number within its section: Wireshark's `frame.interface_id`. */
  readonly id: number;
  /** LINKTYPE_ number, see link-types.ts. */
  readonly linkType: number;
  /** Captured bytes per packet at most, 0 for no limit. */
  readonly snapshotLength: number;
  readonly name?: string;
  readonly description?: string;
  readonly filter?: string;
  readonly operatingSystem?: string;
  readonly hardware?: string;
  /** Bits per second. */
  readonly speed?: bigint;
  readonly ipv4Addresses: readonly Uint8Array[];
  readonly ipv6Addresses: readonly Uint8Array[];
  readonly macAddress?: Uint8Array;
  /** Bits of frame check sequence at the end of each packet, -1 when not said. */
  readonly frameCheckBits: number;
  /** Ticks per second of its timestamps. */
  readonly ticksPerSecond: bigint;
  /** Seconds added to each of its timestamps. */
  readonly timeOffset: bigint;
  readonly comments: readonly string[];
  readonly options: readonly RawOption[];
  /** The latest statistics found so far. */
  readonly statistics?: InterfaceStatistics;
}

/** One address and its names, from a Name Resolution Block. */
export interface NameRecord {
  readonly kind: 'ipv4' | 'ipv6' | 'eui48' | 'eui64';
  readonly address: Uint8Array;
  readonly names: readonly string[];
}

/** A Decryption Secrets Block, uninterpreted: where its bytes lie. */
export interface DecryptionSecrets {
  /** For example 0x544c534b, a TLS key log. */
  readonly type: number;
  readonly position: number;
  readonly length: number;
  /** Index into `CaptureFile.sections`. */
  readonly section: number;
}

/** A block that is neither packet, section nor interface. Save keeps it by the rules of its type. */
export interface OtherBlock {
  readonly type: number;
  readonly position: number;
  readonly length: number;
  readonly section: number;
}

/** What a packet's block says of it beyond the fixed header. draft-ietf-opsawg-pcapng, section 4.3. */
export interface PacketOptions {
  readonly comments: readonly string[];
  /** epb_flags: direction in bits 0-1 (1 inbound, 2 outbound), reception 2-4, FCS length 5-8, link errors 16-31. */
  readonly flags?: number;
  readonly dropCount?: bigint;
  readonly packetId?: bigint;
  readonly queue?: number;
  readonly hashes: readonly Uint8Array[];
  readonly verdicts: readonly Uint8Array[];
  /** Every option as it stands, in order, the above included. */
  readonly options: readonly RawOption[];
}

/**
 * `more`: there may be others, and the batch may be empty where the file has no packets for a while; `end`: the file's end lies between two records;
 * `truncated`: it lies inside a record (normal in a file that still grows); `damaged`: reading cannot go on.
 * After `end` and `truncated` the scan can be continued when the file has grown.
 */
export type ScanState = 'more' | 'end' | 'truncated' | 'damaged';

/**
 * Told of each pcapng block that is whole and sound, in order; `isFrame` when it counts as a packet. The block is
 * `bytes[at] … bytes[at + length - 1]`, valid during the call.
 */
export type BlockObserver = (
  type: number,
  bytes: Uint8Array<ArrayBuffer>,
  at: number,
  length: number,
  littleEndian: boolean,
  isFrame: boolean,
) => void;

/** Walks the packets of a file once, from the beginning, without allocating for each. */
export interface CaptureScanner {
  /** Fills `batch` with the next packets; the last ones may come together with a state other than `more`. */
  next(batch: PacketBatch): ScanState;
  /** Bytes of the file consumed: the place where the next record starts. */
  readonly position: number;
  /** Packets given out so far. */
  readonly packets: number;
  /** What `truncated` or `damaged` means, naming the packet and the byte. */
  readonly problem?: CaptureProblem;
}

/** An open capture file. The lists grow as a scanner passes the blocks that say these things. */
export interface CaptureFile {
  readonly path: string;
  readonly format: CaptureFormat;
  readonly sections: readonly CaptureSection[];
  readonly interfaces: readonly CaptureInterface[];
  readonly names: readonly NameRecord[];
  readonly secrets: readonly DecryptionSecrets[];
  readonly otherBlocks: readonly OtherBlock[];
  /** Processes by process id. */
  readonly processes: ReadonlyMap<number, CapturedProcess>;
  /** Processes in the order in which packets count them, of a file from Darwin. */
  readonly darwinProcesses: readonly CapturedProcess[];
  /** True while the host still unpacks or receives the file: `end` and `truncated` are then not the last word. */
  readonly filling: boolean;
  /** Why unpacking or receiving stopped early. */
  readonly failure?: CaptureProblem;
  /** Size in bytes now, unpacked. */
  size(): number;
  watch(changed: () => void): () => void;
  /** A scanner from the first packet. Any number can exist; the first one to pass a block records its metadata. `onBlock` is called for pcapng only. */
  scan(onBlock?: BlockObserver): CaptureScanner;
  /** A sliding view of the file for reading packets by place, fast for neighbours and for sequential passes. */
  openWindow(size?: number): PacketWindow;
  /** A copy of a packet's bytes. Fewer come back only when the file has shrunk since. */
  readPacket(position: number, length: number): Uint8Array;
  /** What the packet at `position` says of itself; empty for formats without options. */
  packetOptions(position: number, interfaceIndex: number): PacketOptions;
  close(): void;
}
