/** The shapes in which a session tells of owners: of a packet's ends, of conversations by process. */
import type { FrameNumber } from '../view';
import type { SocketPlace } from './owner-sightings';

export interface SocketOwner {
  readonly pid: number | null;
  readonly process: string | null;
  readonly command: string | null;
  readonly user: string | null;
  readonly container: string | null;
  /** Given exactly where `pid` is null. */
  readonly reason: string | null;
  /**
   * When its socket was seen first: before the conversation's first packet, between its packets, or after the last; `file` where
   * the packet itself names its process and does not say how that was known; null where it was never seen.
   */
  readonly known: 'before' | 'during' | 'after' | 'file' | null;
  /** By both ends of the connection; otherwise by the local port alone. */
  readonly exact: boolean;
  readonly socket: {
    readonly protocol: 'tcp' | 'udp';
    readonly local: SocketPlace;
    readonly remote: SocketPlace | null;
  } | null;
}

/** A conversation as the owner of one of its ends sees it. */
export interface OwnedTraffic {
  readonly protocol: 'tcp' | 'udp';
  /** Wireshark's `tcp.stream` or `udp.stream`. */
  readonly stream: number;
  readonly local: SocketPlace;
  readonly remote: SocketPlace;
  readonly sentPackets: number;
  /** Bytes on the wire, headers included. */
  readonly sentBytes: number;
  readonly receivedPackets: number;
  readonly receivedBytes: number;
}

/** All conversations of one process; those without a known owner are together by the reason. */
export interface ProcessTraffic {
  readonly owner: SocketOwner;
  readonly conversations: readonly OwnedTraffic[];
  readonly packets: number;
  readonly bytes: number;
}

/** The owners of a packet's source and destination; null where that end is on another machine. */
export interface PacketEnds {
  readonly source: SocketOwner | null;
  readonly destination: SocketOwner | null;
}

/** The part of a session that knows which process packets belong to. */
export interface SessionOwners {
  /** Owners can be told of this capture at all. */
  readonly any: boolean;
  ofPacket(number: FrameNumber): PacketEnds;
  /** Conversations by the process that has one of their ends, the one with most bytes first. */
  byProcess(): readonly ProcessTraffic[];
  /** What each socket of the machine that captured sent and received in this capture. */
  traffic(): readonly OwnedTraffic[];
}
