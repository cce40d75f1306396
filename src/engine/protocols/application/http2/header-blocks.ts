/** Puts the header blocks of a connection together, unpacks each once, and keeps what it said. RFC 9113, section 4.3. */
import type { Layer } from '../../../declare/layer';
import { type HeaderBlock, HeaderUnpacker, type Representation, representations } from './hpack';

/** A block whose pieces come to more bytes is not unpacked. */
const largestPacked = 1 << 18;

/** One direction. */
class Side {
  readonly unpacker = new HeaderUnpacker();
  private pieces: Uint8Array[] = [];
  private length = 0;

  /** Takes the next piece of a block; gives the block when that was the last one. */
  take(piece: Uint8Array, begins: boolean, ends: boolean): HeaderBlock | undefined {
    if (begins) this.drop();
    this.length += piece.length;
    if (this.length <= largestPacked) this.pieces.push(piece.slice());
    else this.unpacker.lose();
    if (!ends) return undefined;
    const block = new Uint8Array(Math.min(this.length, largestPacked));
    let at = 0;
    for (const one of this.pieces) {
      block.set(one, at);
      at += one.length;
    }
    this.drop();
    return this.unpacker.unpack(block.subarray(0, at));
  }

  private drop(): void {
    this.pieces = [];
    this.length = 0;
  }
}

class Connection {
  readonly sides = [new Side(), new Side()] as const;
}

type KeptLine = readonly [name: string, value: string, representation: number, index: number];

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Whether a piece is the first of its block, and the last, and whether the capture cut it short. */
export interface PieceFacts {
  readonly begins: boolean;
  readonly ends: boolean;
  readonly cut: boolean;
}

/**
 * What the header block says that ends with this piece, which is `length` bytes at `at`; undefined while it goes on, or where it
 * was not kept. Ask once for every piece, in every pass.
 */
export function headerBlock(
  layer: Layer,
  at: number,
  length: number,
  { begins, ends, cut }: PieceFacts,
): HeaderBlock | undefined {
  const { dissection } = layer;
  const kept = dissection.memory.keep(dissection, () => {
    const connection = dissection.memory.conversationState(dissection, 'http2', () => new Connection());
    const piece = layer.bytes.subarray(layer.start + at, layer.start + at + Math.max(0, length));
    const side = connection.sides[dissection.forward ? 0 : 1];
    if (cut) side.unpacker.lose();
    const block = side.take(piece, begins, ends);
    return block === undefined ? undefined : encoder.encode(JSON.stringify([block.stopped, block.lines.map(keptLine)]));
  });
  if (kept === undefined) return undefined;
  const [stopped, lines] = JSON.parse(decoder.decode(kept)) as [HeaderBlock['stopped'], KeptLine[]];
  return {
    stopped,
    lines: lines.map(([name, value, representation, index]) => ({
      name,
      value,
      representation: representations[representation] as Representation,
      index,
    })),
  };
}

const keptLine = ({ name, value, representation, index }: HeaderBlock['lines'][number]): KeptLine => [
  name,
  value,
  representations.indexOf(representation),
  index,
];
