/** What to save of a capture, in which format, and what came of it. */
import type { Cancellation } from '../host';
import type { CaptureProblem, FrameNumber } from '../view';
import type { CapturedProcess, PacketOwner } from './process-blocks';

export type SaveFormat = 'pcapng' | 'pcap' | 'pcap-nanoseconds';

export interface SaveOptions {
  readonly format: SaveFormat;
  /** Which packets to save; all when absent. */
  readonly keep?: (number: FrameNumber) => boolean;
  /** Only the first so many packets, for a capture that still grows. */
  readonly packets?: number;
  /** Comments that replace those a packet has; an empty list removes them. pcap cannot hold any. */
  readonly comments?: ReadonlyMap<FrameNumber, readonly string[]>;
  /** Owners of packets, written in the form of Wireshark's development versions. pcap cannot hold any. */
  readonly owners?: {
    readonly ownerOf: (number: FrameNumber) => PacketOwner | undefined;
    readonly processes: readonly CapturedProcess[];
  };
  /** TLS secrets in the form of SSLKEYLOGFILE, written as a decryption secrets block. pcap cannot hold any. */
  readonly secrets?: Uint8Array;
  readonly cancellation?: Cancellation;
  /** Bytes of the source read so far. */
  readonly onProgress?: (bytes: number) => void;
}

export interface SaveResult {
  readonly state: 'saved' | 'cancelled';
  readonly packets: number;
  /** Frames that are no network packets, which pcap cannot hold. */
  readonly leftOut: number;
  /** Why packets after those saved could not be read. */
  readonly problem?: CaptureProblem;
}
