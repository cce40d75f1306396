/** Reads the lines of /proc/net/{tcp,udp,raw}{,6} in place. Linux, Documentation/networking/proc_net_tcp.rst. */

/** One line, reused for the next: what is not a number stays where it is in the bytes. */
export interface SocketLine {
  /** Of the hexadecimal text `LOCAL:PORT REMOTE:PORT`, which has `pairLength` characters. */
  at: number;
  state: number;
  sendQueue: number;
  receiveQueue: number;
  userId: number;
  /** 0 where no process has the socket any more. */
  inode: number;
}

/** Hexadecimal digits of an address in these files. */
export const addressDigits = { IPv4: 8, IPv6: 32 } as const;

/** Length of `LOCAL:PORT REMOTE:PORT`. */
export const pairLength = (digits: number): number => 2 * (digits + 5) + 1;

const colon = 0x3a;
const space = 0x20;
const newline = 0x0a;

/** Calls `take` for each whole line below the heading. A line that is not as it should be is left out. */
export function eachSocketLine(
  bytes: Uint8Array,
  length: number,
  digits: number,
  take: (line: SocketLine) => void,
): void {
  const line: SocketLine = { at: 0, state: 0, sendQueue: 0, receiveQueue: 0, userId: 0, inode: 0 };
  let at = bytes.indexOf(newline) + 1;
  if (at === 0) return;
  while (at < length) {
    const found = bytes.indexOf(newline, at);
    const end = found < 0 || found > length ? length : found;
    if (readLine(bytes, at, end, digits, line)) take(line);
    at = end + 1;
  }
}

function readLine(bytes: Uint8Array, from: number, end: number, digits: number, line: SocketLine): boolean {
  const number = bytes.indexOf(colon, from);
  if (number < 0) return false;
  const pair = number + 2;
  const state = pair + pairLength(digits) + 1;
  // State, queues, timer, retransmissions: of fixed width. Then the user, the timeout and the inode.
  const user = state + 2 + 1 + 17 + 1 + 11 + 1 + 8;
  if (user >= end) return false;
  line.at = pair;
  line.state = hexadecimal(bytes, state, 2);
  line.sendQueue = hexadecimal(bytes, state + 3, 8);
  line.receiveQueue = hexadecimal(bytes, state + 12, 8);
  const timeout = wordEnd(bytes, user, end);
  line.userId = decimalBefore(bytes, timeout);
  const inode = wordEnd(bytes, wordEnd(bytes, timeout, end), end);
  line.inode = decimalBefore(bytes, inode);
  return true;
}

/** The end of the word that begins at or after `at`. */
function wordEnd(bytes: Uint8Array, at: number, end: number): number {
  let to = at;
  while (to < end && bytes[to] === space) to++;
  while (to < end && bytes[to] !== space) to++;
  return to;
}

function decimalBefore(bytes: Uint8Array, end: number): number {
  let value = 0;
  let unit = 1;
  for (let at = end - 1; at >= 0; at--) {
    const digit = bytes[at] - 0x30;
    if (digit < 0 || digit > 9) break;
    value += digit * unit;
    unit *= 10;
  }
  return value;
}

/** Value of hexadecimal digits; what is none counts as 0. */
export function hexadecimal(bytes: Uint8Array, at: number, count: number): number {
  let value = 0;
  for (let i = at; i < at + count; i++) value = value * 16 + hexadecimalDigit(bytes[i]);
  return value;
}

function hexadecimalDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code & ~0x20;
  return letter >= 0x41 && letter <= 0x46 ? letter - 0x37 : 0;
}
