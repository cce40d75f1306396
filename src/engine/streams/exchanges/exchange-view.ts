/** The shapes in which HTTP exchanges are given out. Times are nanoseconds, sizes bytes; control characters in texts are written as escapes. */
import type { FrameNumber } from '../../view';
import type { Header } from './message-head';

export type { Header } from './message-head';

/** What is to be said of an exchange beside its numbers. */
export const exchangeNotes = [
  /** Nothing of the response, or of the request, is in the capture. */
  'noResponse',
  'noRequest',
  /** The response, or the request, ends before its end: the connection closed, or the capture ended. */
  'responseUnfinished',
  'requestUnfinished',
  /** Bytes of one of the two are not in the capture. */
  'missingBytes',
  'reset',
  'chunked',
  /** The response's end is the end of the connection. */
  'untilClose',
  /** Informational responses came before the final one. */
  'informational',
  /** Sent before an earlier request of the connection was answered. */
  'pipelined',
  /** Another protocol took the connection over. */
  'tunnel',
  /** A part of the resource. RFC 9110, section 14. */
  'range',
  /** A chunk was none: the body ends there. */
  'badChunk',
] as const;
export type ExchangeNote = (typeof exchangeNotes)[number];

/** The packets of a message: the earliest, and the last. */
export interface MessageFrames {
  readonly first: FrameNumber;
  readonly last: FrameNumber;
}

export interface ExchangeRow {
  readonly index: number;
  readonly stream: number;
  /** Empty where the request is not in the capture. */
  readonly method: string;
  readonly url: string;
  /** 0 where the response is not in the capture. */
  readonly status: number;
  /** `Success`, `Client Error`; empty without a response. */
  readonly statusClass: string;
  /** Media type of the response's body, in lower case and without parameters. */
  readonly mediaType: string;
  readonly requestBytes: number;
  /** As it was sent, head included. */
  readonly responseBytes: number;
  /** The response's body out of its chunks and unpacked; undefined where that is not known. */
  readonly bodyBytes?: number;
  /** From the first packet of the capture to the request's first. */
  readonly start: number;
  /** From the request's last packet to the response's first. */
  readonly timeToFirstByte?: number;
  /** From the request's first packet to the response's last. */
  readonly total?: number;
  readonly request?: MessageFrames;
  readonly response?: MessageFrames;
  readonly notes: readonly ExchangeNote[];
}

/** What the list of exchanges can be ordered by. */
export type ExchangeSortKey =
  | 'start'
  | 'method'
  | 'url'
  | 'status'
  | 'mediaType'
  | 'responseBytes'
  | 'bodyBytes'
  | 'timeToFirstByte'
  | 'total'
  | 'stream';

export type MessageSide = 'request' | 'response';

/** How the end of a body is told. */
export type BodyFraming = 'none' | 'length' | 'chunked' | 'until-close' | 'tunnel';

export interface MessageDetail {
  readonly startLine: string;
  readonly headers: readonly Header[];
  readonly frames: MessageFrames;
  /** The packet that completes the head. */
  readonly headFrame: FrameNumber;
  readonly framing: BodyFraming;
  readonly headBytes: number;
  readonly wireBytes: number;
  /** The body out of its chunks, still packed. */
  readonly bodyBytes: number;
  readonly missingBytes: number;
  readonly complete: boolean;
  readonly partialHead: boolean;
  readonly mediaType: string;
  readonly codings: readonly string[];
}

export interface ExchangeDetail {
  readonly row: ExchangeRow;
  readonly request?: MessageDetail;
  readonly response?: MessageDetail;
  /** How many informational responses came, and the first of them. */
  readonly informationalCount: number;
  readonly informational?: MessageDetail;
  readonly client: string;
  readonly server: string;
}

/** A part of a body. */
export interface BodyPart {
  readonly bytes: Uint8Array;
  /** Length of the whole body in the form asked for, as far as it is bounded. */
  readonly total: number;
  readonly state: 'complete' | 'missing' | 'limit' | 'damaged' | 'packed';
}
