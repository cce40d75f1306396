/** The handshake's bytes in CRYPTO frames, put in order. RFC 9000, section 7.5. */

/** A frame's bytes and their place in the stream. */
export interface CryptoPiece {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** Bytes that wait for earlier ones, beyond which new ones are dropped. */
const maximumWaiting = 65_536;
const maximumPieces = 64;

/** One direction's stream during the first pass. */
export class CryptoStream {
  next = 0;
  private waiting: CryptoPiece[] = [];

  /** Adds a packet's pieces; gives the bytes that are in order now, and whether earlier packets' bytes are among them. */
  add(pieces: readonly CryptoPiece[]): { readonly bytes: Uint8Array; readonly fromEarlier: boolean } {
    const own = inOrder(this.next, pieces);
    const bytes = this.waiting.length === 0 ? own : inOrder(this.next, [...this.waiting, ...pieces]);
    const reached = this.next + bytes.length;
    this.waiting = [...this.waiting, ...pieces.map(copied)].filter(
      (piece) => piece.offset + piece.bytes.length > reached,
    );
    const held = this.waiting.reduce((sum, piece) => sum + piece.bytes.length, 0);
    if (held > maximumWaiting || this.waiting.length > maximumPieces) this.waiting = [];
    this.next = reached;
    return { bytes, fromEarlier: bytes.length !== own.length };
  }
}

const copied = ({ offset, bytes }: CryptoPiece): CryptoPiece => ({ offset, bytes: bytes.slice() });

/** The bytes from `next` on that the pieces hold without a gap. */
export function inOrder(next: number, pieces: readonly CryptoPiece[]): Uint8Array {
  const parts: Uint8Array[] = [];
  let reached = next;
  for (const { offset, bytes } of [...pieces].sort((a, b) => a.offset - b.offset)) {
    if (offset > reached) break;
    const fresh = bytes.subarray(reached - offset);
    if (fresh.length === 0) continue;
    parts.push(fresh);
    reached += fresh.length;
  }
  if (parts.length === 1) return parts[0];
  const whole = new Uint8Array(reached - next);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
