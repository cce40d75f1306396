/** What earlier packets taught: the questions that a protocol may ask while it is walked, in the first pass and in every later one. */
import type { Dissection, TcpFacts } from './dissection';
import type { Field } from './field';
import type { Layer } from './layer';
import type { Protocol } from './protocol';
import type { TcpDetails } from './tcp-analysis';

/** Kinds of conversations; a conversation is a pair of endpoints, its streams are numbered per kind from 0. */
export const conversationKind = { tcp: 0, udp: 1, network: 2, link: 3, sctp: 4, dccp: 5 } as const;
export type ConversationKind = (typeof conversationKind)[keyof typeof conversationKind];

/**
 * What a request is to earlier ones of the same key: another one, answered after them (`queues`); the only one that will be answered
 * (`replaces`); or the same, sent again, to which all answers belong (`belongs`).
 */
export type RequestRepetition = 'queues' | 'replaces' | 'belongs';

/** A request and its response, as packets. 0 stands for "not seen". */
export interface Exchange {
  readonly request: number;
  readonly response: number;
  /** Nanoseconds from request to response; 0 while one is missing. */
  readonly elapsed: bigint;
  /** Small number that the protocol left with the request: a method, a query's type. */
  readonly note: number;
}

/** An exchange of a connection on which responses come in the order of the requests. */
export interface OrderedExchange extends Exchange {
  /** Which of its connection's exchanges it is, counted from 1, and how many these are; 0 for what is quoted. */
  readonly number: number;
  readonly total: number;
  readonly previous: OrderedExchange | undefined;
  readonly next: OrderedExchange | undefined;
  /** The bytes that asked, as far as they were named then; undefined where they cannot be had. */
  readonly asked: Uint8Array | undefined;
}

/** One fragment of a datagram. */
export interface Fragment {
  /** Identifies the datagram among those with the same addresses. */
  readonly identification: number;
  /** Told apart from fragments of other layers and protocols. */
  readonly scope: number;
  /** Place of its first byte in the datagram's payload, in bytes. */
  readonly offset: number;
  readonly more: boolean;
  /** Place and length of its bytes, from the layer's start. */
  readonly at: number;
  readonly length: number;
}

/** Where the bytes of a reassembled datagram or PDU came from. */
export interface Piece {
  readonly frame: number;
  /** Offset of the piece in the whole, and its length, in bytes. */
  readonly offset: number;
  readonly length: number;
}

export interface Reassembled {
  readonly bytes: Uint8Array;
  readonly pieces: readonly Piece[];
}

/** What became of a fragment: the whole datagram is there, or it is (or will be) complete in packet `frame` (0: never). */
export type FragmentOutcome =
  | { readonly kind: 'complete'; readonly whole: Reassembled }
  | { readonly kind: 'incomplete'; readonly frame: number };

/** How long after its conversation's first packet, and after the one before it, a packet came: nanoseconds. */
export interface ConversationTimes {
  readonly sinceFirst: bigint;
  readonly sincePrevious: bigint;
}

/** The fields by which TCP shows what became of its payload. */
export interface TcpReassemblyFields {
  readonly segment_data: Field;
  readonly segments: Field;
  readonly segment: Field;
  readonly 'segment.count': Field;
  readonly 'reassembled.length': Field;
  readonly 'reassembled.data': Field;
  readonly reassembled_in: Field;
}

/**
 * The memory of one capture. While `Dissection.learning` holds, the index pass sees each packet for the first time, in order, and the
 * memory is written; afterwards the same questions give the same answers, whatever the order in which packets are looked at.
 */
export interface Memory {
  /** Finds or opens the conversation of the addresses and ports that the dissection holds now. Sets `conversation`, `stream`, `forward`. */
  enterConversation(dissection: Dissection, kind: ConversationKind): void;
  /** The application protocol that a conversation was found to carry at this packet, if any. */
  applicationOf(dissection: Dissection): Protocol | undefined;
  /** Remembers that the conversation carries this protocol: from this packet on, or (`fromNext`) from the next one. */
  setApplication(dissection: Dissection, protocol: Protocol, fromNext?: boolean): void;
  /** New conversations with this endpoint carry the protocol; the oldest of many announcements are forgotten. */
  announce(dissection: Dissection, kind: ConversationKind, address: Uint8Array, port: number, protocol: Protocol): void;
  /**
   * A number that this packet's walk depends on and that its bytes do not tell. Stores it in the first pass and gives it back, whatever
   * `value` is then, in every later one. 0 costs nothing. Calls must come in the same order in every pass.
   */
  remember(dissection: Dissection, value: number): number;
  /**
   * Bytes that this packet's walk depends on and that it cannot tell again, such as what a compressed header says. `make` is called in
   * the first pass; every later one is given the same. Undefined where there are none, or too many are kept already.
   */
  keep(dissection: Dissection, make: () => Uint8Array | undefined): Uint8Array | undefined;
  /**
   * State of a conversation that only the first pass needs, bounded in number: the least recently used are forgotten. What an ICMP
   * error quotes is given a new one each time.
   */
  conversationState<T extends object>(dissection: Dissection, key: string, create: () => T): T;
  /** This packet asks; `key` tells requests apart within scope (a DNS id). */
  request(
    dissection: Dissection,
    scope: string,
    key: number | string,
    note?: number,
    repetition?: RequestRepetition,
  ): Exchange;
  /** This packet answers; undefined when no request is known. `elapsed` is the time up to this packet. */
  response(dissection: Dissection, scope: string, key: number | string): Exchange | undefined;
  /**
   * This packet asks on a connection whose responses come in the order of the requests. The bytes `[at, at + length)` of the layer can
   * be had again as `asked`.
   */
  orderedRequest(layer: Layer, note: number, at: number, length: number): OrderedExchange;
  /**
   * The bytes `[at, end)` of the layer answer the oldest request that waits, or (`request` is 0) one that was not seen. Where a response
   * is missing before them, they answer the request that was sent when everything before them had arrived.
   */
  orderedResponse(layer: Layer, at: number, end: number): OrderedExchange;
  /** The note of the request that the next response answers; 0 without one. Only in the first pass. */
  waitingRequest(dissection: Dissection): number;
  /** Adds a fragment of a datagram; one that an ICMP error quotes stays by itself. */
  fragment(layer: Layer, fragment: Fragment): FragmentOutcome;
  /**
   * Enters the conversation of the TCP header in `facts` and analyses it. Fills in the bases of relative numbers, the window's shift
   * and the analysis flags. The endpoints are the dissection's.
   */
  enterTcp(dissection: Dissection, facts: TcpFacts): void;
  /** A SYN offers window scaling by `shift` bits, or (`windowScaling.unknown`) does not. */
  tcpWindowScale(dissection: Dissection, shift: number, acknowledges: boolean): void;
  /** Hands the payload of the dissection's TCP segment, reassembled as needed, to the application protocol. */
  tcpPayload(layer: Layer, at: number, reassembly: TcpReassemblyFields): void;
  /** What follows from the earlier packets of this stream; undefined where they are not at hand. */
  tcpDetails(dissection: Dissection): TcpDetails | undefined;
  /** When this packet came, relative to its conversation; undefined where the earlier packets are not at hand. */
  conversationTimes(dissection: Dissection): ConversationTimes | undefined;
  /** Whether this side of a TCP conversation is the one that closes it. */
  tcpClosesFirst(dissection: Dissection): boolean;
  /** What was seen of a TCP conversation in all: bits of `tcp.completeness`. */
  tcpCompleteness(dissection: Dissection): number;
}
