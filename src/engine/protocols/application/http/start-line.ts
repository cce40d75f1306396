/** Tells requests, responses and notifications apart by their first line. RFC 9112, sections 3 and 4. */

import { decimalAt, skipBlanks, spells } from '../../../bytes/lines';
import { RecentTexts } from '../../../bytes/recent-texts';

export const messageKind = { other: 0, request: 1, response: 2, notification: 3 } as const;
export type MessageKind = (typeof messageKind)[keyof typeof messageKind];

/** Methods that decide how a response is read. */
export const method = { other: 0, head: 1, connect: 2 } as const;

const methods = new Set(
  (
    'GET PUT COPY HEAD LOCK MOVE POLL POST BCOPY BMOVE MKCOL TRACE PATCH LABEL MERGE DELETE SEARCH UNLOCK REPORT UPDATE BDELETE ' +
    'CONNECT OPTIONS CHECKIN PROPFIND CHECKOUT CCM_POST PROPPATCH BPROPFIND BPROPPATCH UNCHECKOUT MKACTIVITY MKWORKSPACE ' +
    'RPC_CONNECT RPC_IN_DATA RPC_OUT_DATA VERSION-CONTROL BASELINE-CONTROL SSTP_DUPLEX_POST M-SEARCH M-POST M-GET'
  ).split(' '),
);
/** Methods of UPnP's eventing. */
const notifications = new Set(['SUBSCRIBE', 'UNSUBSCRIBE', 'NOTIFY']);
const longestMethod = 16;
const space = 0x20;

/** What the line `[from, end)`, without its break, begins. */
export function kindOf(bytes: Uint8Array, from: number, end: number): MessageKind {
  if (begins(bytes, from, end, 'HTTP/') || begins(bytes, from, end, 'ICY')) return messageKind.response;
  const word = methodWord(bytes, from, end);
  if (methods.has(word)) return messageKind.request;
  return notifications.has(word) ? messageKind.notification : messageKind.other;
}

function begins(bytes: Uint8Array, from: number, end: number, word: string): boolean {
  return bytes[from] === word.charCodeAt(0) && spells(bytes, from, end, word.toLowerCase());
}

const words = new RecentTexts();

/** The word before the first space, '' when there is none or it is too long for a method. */
export function methodWord(bytes: Uint8Array, from: number, end: number): string {
  // Most payload that is no message fails here, before a string is made.
  if (from >= end || bytes[from] < 0x41 || bytes[from] > 0x5a) return '';
  return words.text(bytes, from, wordEnd(bytes, from, Math.min(end, from + longestMethod + 1)));
}

/** Which of the methods that matter the request's first line names. */
export function methodOf(bytes: Uint8Array, from: number, end: number): number {
  if (spells(bytes, from, end, 'head ')) return method.head;
  return spells(bytes, from, end, 'connect ') ? method.connect : method.other;
}

/** The status code of a response's first line, 0 when there is none. */
export function statusOf(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && bytes[at] !== space) at++;
  const status = decimalAt(bytes, skipBlanks(bytes, at, end), end);
  return status < 0 || status > 0xffff ? 0 : status;
}

/** The port that a CONNECT request's target names, 0 without one. */
export function connectPort(bytes: Uint8Array, from: number, end: number): number {
  const target = from + 'CONNECT '.length;
  let stop = target;
  while (stop < end && bytes[stop] !== space) stop++;
  for (let i = stop - 1; i >= target; i--)
    if (bytes[i] === 0x3a) {
      const port = decimalAt(bytes, i + 1, stop);
      return port > 0 && port <= 0xffff ? port : 0;
    }
  return 0;
}

/** Parts of a first line: three words with one space between them, of which the last reaches to the line's end. Offsets as given, `-1` where missing. */
export interface StartLineParts {
  readonly first: readonly [from: number, end: number];
  readonly second: readonly [from: number, end: number];
  readonly third: readonly [from: number, end: number];
}

export function partsOf(bytes: Uint8Array, from: number, end: number): StartLineParts {
  const firstEnd = wordEnd(bytes, from, end);
  const second = Math.min(firstEnd + 1, end);
  const secondEnd = wordEnd(bytes, second, end);
  const third = Math.min(secondEnd + 1, end);
  return { first: [from, firstEnd], second: [second, secondEnd], third: [third, end] };
}

function wordEnd(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && bytes[at] !== space) at++;
  return at;
}
