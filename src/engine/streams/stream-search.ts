/** Finds bytes in a followed stream, slice by slice, also where packets divide them, and while the stream grows. */
import { F64Vector } from '../bytes/vector';
import type { FollowedStream } from './followed-stream';
import type { Side } from './stream-records';

/** Where something was found: positions of its first byte and behind its last one. */
export interface StreamMatch {
  readonly from: number;
  readonly to: number;
}

/** Matches that are remembered; the search ends there. */
export const maximumMatches = 1_000_000;
/** Bytes that are read at once. */
const stride = 64 * 1024;

/** The end of a direction's bytes so far: as many as may begin a match, with their positions. */
class Tail {
  bytes = new Uint8Array(0);
  positions: number[] = [];
}

export class StreamSearch {
  private readonly starts = new F64Vector();
  private readonly ends = new F64Vector();
  private readonly needle: Needle;
  private readonly tails = [new Tail(), new Tail()] as const;
  /** The record and its byte that are looked at next. */
  private record = 0;
  private from = 0;

  /** `wanted` has at least one byte. */
  constructor(
    private readonly stream: FollowedStream,
    wanted: Uint8Array,
    ignoreCase: boolean,
    readonly side: Side,
    private readonly now: () => number,
  ) {
    this.needle = new Needle(wanted, ignoreCase ? lowered : exactly);
  }

  get count(): number {
    return this.starts.length;
  }

  /** Whether there are more matches than are remembered. */
  get limited(): boolean {
    return this.count >= maximumMatches;
  }

  /** Bytes looked at so far. */
  get examined(): number {
    const { records } = this.stream.source;
    return this.record < records.count ? records.positionOf(this.record, this.side) : records.lengthOf(this.side);
  }

  /** Looks on for about so many milliseconds. True while there is more to look at now. */
  advance(milliseconds: number): boolean {
    const deadline = this.now() + milliseconds;
    while (this.record < this.stream.records && !this.limited) {
      this.step();
      if (this.now() >= deadline) break;
    }
    return this.record < this.stream.records && !this.limited;
  }

  match(index: number): StreamMatch {
    return { from: this.starts.get(index), to: this.ends.get(index) };
  }

  /** Index of the first match that begins at a position or behind it; `count` when there is none. */
  firstFrom(position: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.starts.get(middle) < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private step(): void {
    const { stream, side } = this;
    const record = stream.record(this.record);
    const wantedSide = side === 'both' || record.backward === (side === 'backward');
    const left = record.kind === 'data' && wantedSide ? record.length - this.from : 0;
    if (left > 0) {
      const length = Math.min(stride, left);
      const position = stream.source.records.positionOf(this.record, side) + this.from;
      this.look(record.backward, stream.bytesOf(this.record, this.from, length), position);
      this.from += length;
    } else if (record.kind !== 'data') this.forget(record.backward);
    if (left <= stride) {
      this.record++;
      this.from = 0;
    }
  }

  /** Behind a gap nothing goes on. */
  private forget(backward: boolean): void {
    const tail = this.tails[backward ? 1 : 0];
    tail.bytes = new Uint8Array(0);
    tail.positions = [];
  }

  private look(backward: boolean, read: Uint8Array, position: number): void {
    const { needle } = this;
    const { length } = needle.bytes;
    const tail = this.tails[backward ? 1 : 0];
    const before = tail.bytes.length;
    const bytes = new Uint8Array(before + read.length);
    bytes.set(tail.bytes);
    bytes.set(read, before);
    const positionOf = (at: number): number => (at < before ? tail.positions[at] : position + at - before);
    for (let at = needle.indexIn(bytes, 0); at >= 0 && !this.limited; at = needle.indexIn(bytes, at + 1))
      this.add(positionOf(at), positionOf(at + length - 1) + 1);
    const kept = Math.min(bytes.length, length - 1);
    tail.positions = Array.from({ length: kept }, (_, index) => positionOf(bytes.length - kept + index));
    tail.bytes = bytes.slice(bytes.length - kept);
  }

  /** A match that began before the other side spoke may come out behind one that began later. */
  private add(from: number, to: number): void {
    const { starts, ends } = this;
    let at = starts.push(from);
    ends.push(to);
    for (; at > 0 && starts.get(at - 1) > from; at--) {
      starts.set(at, starts.get(at - 1));
      ends.set(at, ends.get(at - 1));
    }
    starts.set(at, from);
    ends.set(at, to);
  }
}

/** Looks for bytes by skipping ahead as far as the byte under the needle's end allows. Horspool, 1980. */
class Needle {
  private readonly folded: Uint8Array;
  /** How far the needle may move, by the byte under its end. */
  private readonly skips = new Uint32Array(256);

  constructor(
    readonly bytes: Uint8Array,
    /** Each byte as it is compared: itself, or in lower case. */
    private readonly fold: Uint8Array,
  ) {
    this.folded = bytes.map((byte) => fold[byte]);
    const last = bytes.length - 1;
    const skipOf = new Uint32Array(256).fill(bytes.length);
    for (let at = 0; at < last; at++) skipOf[this.folded[at]] = last - at;
    for (let byte = 0; byte < 256; byte++) this.skips[byte] = skipOf[fold[byte]];
  }

  /** Where it stands first from a place on; -1 where it does not. */
  indexIn(bytes: Uint8Array, from: number): number {
    const { folded, fold, skips } = this;
    const last = folded.length - 1;
    const ending = folded[last];
    for (let end = from + last; end < bytes.length; end += skips[bytes[end]]) {
      if (fold[bytes[end]] !== ending) continue;
      let at = 0;
      while (at < last && fold[bytes[end - last + at]] === folded[at]) at++;
      if (at === last) return end - last;
    }
    return -1;
  }
}

const exactly = Uint8Array.from({ length: 256 }, (_, byte) => byte);
/** ASCII letters in lower case. */
const lowered = exactly.map((byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte));
