/** Datagrams put together from fragments. RFC 791 section 3.2, RFC 8200 section 4.5; of what overlaps the first bytes stay. */
import { U32Vector } from '../bytes/vector';
import type { Located } from '../capture-file/packet-window';
import type { Fragment, FragmentOutcome, Piece } from '../declare/memory';
import { PendingWhole } from './pending-whole';
import { Pieces } from './pieces';

/** Datagrams under construction at one time, and bytes in all of them, beyond which the oldest are given up. */
const maximumPending = 4096;
const maximumPendingBytes = 32 * 1024 * 1024;
/** A datagram's length, with room for reassembled messages of other protocols, and how many fragments may make it up. */
const maximumLength = 16 * 1024 * 1024;
const maximumFragments = 16_384;

/** Where a fragment lies: in `bytes` from `start` on, and `place` in its packet, -1 when its bytes are not the packet's own. */
export interface FragmentBytes {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly length: number;
  readonly place: number;
}

/**
 * The fragments of one capture. A datagram has a row from its first fragment on; a fragment is known by a number that the caller keeps:
 * 1 + row × 2, plus 1 when it completes the datagram.
 */
export class Fragments {
  private readonly completeIn = new U32Vector();
  private readonly firstPieces = new U32Vector();
  private readonly pieceCounts = new U32Vector();
  private readonly pieces = new Pieces();
  private readonly pending = new Map<string, PendingWhole>();
  private pendingBytes = 0;
  /** The fragment that was added last: what became of it, and its number. */
  outcome: FragmentOutcome = neverWhole;
  number = 0;

  constructor(private readonly readFrame: (frame: number) => Located | undefined) {}

  /** First pass: adds a fragment of the datagram `key`. Leaves what became of it in `outcome`. */
  add(key: string, frame: number, fragment: Fragment, { bytes, start, length, place }: FragmentBytes): void {
    this.number = 0;
    this.outcome = neverWhole;
    if (length < fragment.length || fragment.offset + length > maximumLength) return;
    const kept = place < 0 ? this.pieces.keep(bytes.subarray(start, start + length)) : place;
    if (kept < 0) return;
    const entry = this.pending.get(key) ?? this.begin(key);
    this.number = 1 + entry.row * 2;
    if (entry.parts >= maximumFragments) return;
    const before = entry.held;
    entry.add(fragment.offset, bytes, start, length, frame, kept);
    this.pendingBytes += entry.held - before;
    if (!fragment.more && entry.total < 0) entry.total = fragment.offset + length;
    if (entry.isWhole) this.complete(key, entry, frame);
    else this.trim();
  }

  /** Later passes: what became of the fragment with this number. */
  recall(number: number): FragmentOutcome {
    if (number === 0) return neverWhole;
    const row = (number - 1) >>> 1;
    if ((number & 1) === 1) return { kind: 'incomplete', frame: this.completeIn.get(row) };
    const placed = this.pieces.list(this.firstPieces.get(row), this.pieceCounts.get(row));
    const bytes = this.pieces.assemble(placed, this.readFrame);
    return bytes === undefined ? neverWhole : { kind: 'complete', whole: { bytes, pieces: offsets(placed) } };
  }

  /** Memory in bytes. */
  get bytes(): number {
    return (
      this.completeIn.bytes + this.firstPieces.bytes + this.pieceCounts.bytes + this.pieces.bytes + this.pendingBytes
    );
  }

  private begin(key: string): PendingWhole {
    const row = this.completeIn.push(0);
    this.firstPieces.push(0);
    this.pieceCounts.push(0);
    const entry = new PendingWhole();
    entry.begin(row);
    this.pending.set(key, entry);
    return entry;
  }

  private complete(key: string, entry: PendingWhole, frame: number): void {
    entry.truncate(entry.total);
    this.drop(key, entry);
    this.completeIn.set(entry.row, frame);
    this.firstPieces.set(entry.row, this.pieces.add(entry));
    this.pieceCounts.set(entry.row, entry.count);
    this.number++;
    const bytes = entry.buffer.subarray(0, entry.total);
    this.outcome = {
      kind: 'complete',
      whole: { bytes, pieces: offsets(this.pieces.list(this.firstPieces.get(entry.row), entry.count)) },
    };
  }

  private drop(key: string, entry: PendingWhole): void {
    this.pending.delete(key);
    this.pendingBytes -= entry.held;
  }

  private trim(): void {
    for (const [key, entry] of this.pending) {
      if (this.pending.size <= maximumPending && this.pendingBytes <= maximumPendingBytes) return;
      this.drop(key, entry);
    }
  }
}

/** What becomes of a fragment that is not put together with others. */
export const neverWhole: FragmentOutcome = { kind: 'incomplete', frame: 0 };

/** Places in the whole, from lengths that leave no gap. */
function offsets(pieces: readonly { readonly frame: number; readonly length: number }[]): Piece[] {
  let offset = 0;
  return pieces.map(({ frame, length }) => {
    const piece = { frame, offset, length };
    offset += length;
    return piece;
  });
}
