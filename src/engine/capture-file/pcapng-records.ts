/** pcapng blocks that hold no network packet but that Wireshark lists as frames: journal entries and Sysdig events. */
import type { PacketBatch } from './packet-batch';
import { blockType } from './pcapng-format';
import { clock, writeTime } from './timestamps';

/** Length of a journal entry without the zero bytes it was padded with. */
export function journalEntryLength(bytes: Uint8Array, start: number, end: number): number {
  let last = end;
  while (last > start && bytes[last - 1] === 0) last -= 1;
  return last - start;
}

const timestampField = new TextEncoder().encode('__REALTIME_TIMESTAMP=');
const largestDigits = 20;

/** Microseconds since the epoch, from the entry's `__REALTIME_TIMESTAMP` field. */
export function journalTime(bytes: Uint8Array, start: number, end: number): bigint | undefined {
  const at = indexOfBytes(bytes, timestampField, start, end);
  if (at < 0) return undefined;
  let digits = '';
  for (let next = at + timestampField.length; next < end && digits.length < largestDigits; next += 1) {
    const byte = bytes[next];
    if (byte < 0x30 || byte > 0x39) break;
    digits += String.fromCharCode(byte);
  }
  return digits === '' ? undefined : BigInt(digits);
}

function indexOfBytes(bytes: Uint8Array, wanted: Uint8Array, start: number, end: number): number {
  const last = end - wanted.length;
  for (let at = bytes.indexOf(wanted[0], start); at >= 0 && at <= last; at = bytes.indexOf(wanted[0], at + 1)) {
    let same = 1;
    while (same < wanted.length && bytes[at + same] === wanted[same]) same += 1;
    if (same === wanted.length) return at;
  }
  return -1;
}

/** Bytes between the block's header and the event's parameters, by block type. */
const sysdigHeaderLengths = new Map<number, number>([
  [blockType.sysdigEvent, 24],
  [blockType.sysdigEventV2, 28],
  [blockType.sysdigEventV2Large, 28],
]);

export function sysdigEvent(type: number): boolean {
  return sysdigHeaderLengths.has(type);
}

const largestLength = 0x7fffffff;
const sysdigClock = clock(1_000_000_000n, 0n);

/** Writes an event (CPU, nanoseconds, thread, length, type) into row `row`; false when its block is too short. */
export function writeSysdigEvent(
  batch: PacketBatch,
  row: number,
  type: number,
  view: DataView,
  at: number,
  length: number,
  littleEndian: boolean,
): boolean {
  const start = 8 + sysdigHeaderLengths.get(type)!;
  const captured = length - start - 4;
  if (captured < 0) return false;
  const first = view.getUint32(at + 10, littleEndian);
  const second = view.getUint32(at + 14, littleEndian);
  writeTime(batch, row, littleEndian ? second : first, littleEndian ? first : second, sysdigClock);
  batch.start[row] = at + start;
  batch.capturedLength[row] = captured;
  batch.originalLength[row] = Math.min(view.getUint32(at + 26, littleEndian), largestLength);
  return true;
}
