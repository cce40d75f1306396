/** Datagrams put together from fragments. RFC 791 section 3.2, RFC 8200 section 4.5; overlaps: the first bytes to arrive stay. */
import type { Fragment, FragmentOutcome, Reassembled } from '../declare/memory';

/** Datagrams under construction at one time, and bytes in all of them, beyond which the oldest are given up. */
const maximumPending = 4096;
const maximumPendingBytes = 32 * 1024 * 1024;
const maximumDatagram = 65_535 + 255 * 8;

interface Pending {
  readonly key: string;
  readonly pieces: { readonly frame: number; readonly offset: number; readonly bytes: Uint8Array }[];
  /** Length of the whole, known when the last fragment is there; -1 before. */
  total: number;
  held: number;
  /** Outcomes of the fragments so far, told when the datagram is whole. */
  readonly waiting: { frame: number }[];
}

/** A finished datagram: kept so that later passes can show it, with bytes, since pieces may themselves be reassembled. */
interface Finished {
  readonly frame: number;
  readonly whole: Reassembled;
}

/** The fragments of one capture. */
export class Fragments {
  private readonly pending = new Map<string, Pending>();
  private pendingBytes = 0;
  /** By frame: the outcome for each fragment of that frame, in order of the calls. */
  private readonly outcomes = new Map<number, (Finished | { frame: number })[]>();

  /** First pass: adds a fragment; `bytes` are copied. */
  add(key: string, frame: number, fragment: Fragment, bytes: Uint8Array): FragmentOutcome {
    const entry = this.pending.get(key) ?? this.begin(key);
    const place = { frame: 0 };
    this.note(frame, place);
    entry.waiting.push(place);
    if (fragment.offset + fragment.length > maximumDatagram || bytes.length < fragment.length)
      return { kind: 'incomplete', frame: 0 };
    entry.pieces.push({ frame, offset: fragment.offset, bytes: bytes.slice() });
    entry.held += bytes.length;
    this.pendingBytes += bytes.length;
    if (!fragment.more && entry.total < 0) entry.total = fragment.offset + fragment.length;
    const whole = assemble(entry);
    if (whole === undefined) {
      this.trim();
      return { kind: 'incomplete', frame: 0 };
    }
    this.drop(entry);
    for (const waiter of entry.waiting) waiter.frame = frame;
    const list = this.outcomes.get(frame)!;
    list[list.indexOf(place)] = { frame, whole };
    return { kind: 'complete', whole };
  }

  /** Later passes: what became of the `ordinal`-th fragment of a frame. */
  recall(frame: number, ordinal: number): FragmentOutcome {
    const outcome = this.outcomes.get(frame)?.[ordinal];
    if (outcome === undefined) return { kind: 'incomplete', frame: 0 };
    return 'whole' in outcome
      ? { kind: 'complete', whole: outcome.whole }
      : { kind: 'incomplete', frame: outcome.frame };
  }

  private begin(key: string): Pending {
    const entry: Pending = { key, pieces: [], total: -1, held: 0, waiting: [] };
    this.pending.set(key, entry);
    return entry;
  }

  private note(frame: number, place: { frame: number }): void {
    const list = this.outcomes.get(frame);
    if (list === undefined) this.outcomes.set(frame, [place]);
    else list.push(place);
  }

  private drop(entry: Pending): void {
    this.pending.delete(entry.key);
    this.pendingBytes -= entry.held;
  }

  private trim(): void {
    for (const entry of this.pending.values()) {
      if (this.pending.size <= maximumPending && this.pendingBytes <= maximumPendingBytes) return;
      this.drop(entry);
    }
  }
}

function assemble(entry: Pending): Reassembled | undefined {
  if (entry.total < 0 || entry.held < entry.total) return undefined;
  const inOrder = [...entry.pieces].sort((a, b) => a.offset - b.offset);
  let reached = 0;
  for (const piece of inOrder) {
    if (piece.offset > reached) return undefined;
    reached = Math.max(reached, piece.offset + piece.bytes.length);
  }
  if (reached < entry.total) return undefined;
  const bytes = new Uint8Array(entry.total);
  for (const piece of [...entry.pieces].reverse())
    bytes.set(piece.bytes.subarray(0, Math.max(0, entry.total - piece.offset)), Math.min(piece.offset, entry.total));
  return { bytes, pieces: inOrder.map(({ frame, offset, bytes: part }) => ({ frame, offset, length: part.length })) };
}
