/** Puts the header blocks of a connection together, unpacks each once, and keeps what it said. RFC 9113, section 4.3. */
import type { Layer } from '../../../declare/layer';
import { BlockPieces } from './block-pieces';
import {
  type BlockStop,
  blockStops,
  type HeaderBlock,
  HeaderUnpacker,
  type Representation,
  representations,
} from './hpack';

/** One direction. */
class Side {
  private readonly unpacker = new HeaderUnpacker();
  private readonly pieces = new BlockPieces();
  /** Whether a block was begun that goes on. */
  private goesOn = false;
  private isTooLong = false;

  /** Takes the next piece of a block; gives the block when that was the last one. */
  take(piece: Uint8Array, { begins, ends, cut }: PieceFacts): HeaderBlock | undefined {
    if (cut || begins === this.goesOn) this.lose();
    if (begins) {
      this.pieces.clear();
      this.isTooLong = false;
    }
    this.goesOn = !ends;
    if (!this.unpacker.isLost && !this.pieces.add(piece)) {
      this.isTooLong = true;
      this.lose();
    }
    if (!ends) return undefined;
    const block = this.isTooLong ? tooLong : this.unpacker.unpack(this.pieces.whole);
    this.pieces.clear();
    this.isTooLong = false;
    return block;
  }

  private lose(): void {
    this.unpacker.lose();
    this.pieces.clear();
  }
}

const tooLong: HeaderBlock = { lines: [], stopped: 'limit' };

class Connection {
  readonly sides = [new Side(), new Side()] as const;
}
const create = (): Connection => new Connection();

type KeptLine = readonly [name: string, value: string, representation: number, index: number];

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Whether a piece is the first of its block, and the last, and whether the capture cut it short. */
export interface PieceFacts {
  readonly begins: boolean;
  readonly ends: boolean;
  readonly cut: boolean;
}

/** What was kept of a header block: one byte that tells why it stopped, and its lines. */
export class KeptBlock {
  constructor(private readonly bytes: Uint8Array) {}

  get stopped(): BlockStop {
    return blockStops[this.bytes[0]];
  }

  /** Whether a name or a value holds the text, without reading the lines. */
  mentions(text: string): boolean {
    return decoder.decode(this.bytes.subarray(1)).includes(text);
  }

  /** Reads the lines: only for somebody who wants to see them. */
  get block(): HeaderBlock {
    const lines = JSON.parse(decoder.decode(this.bytes.subarray(1))) as KeptLine[];
    return {
      stopped: this.stopped,
      lines: lines.map(([name, value, representation, index]) => ({
        name,
        value,
        representation: representations[representation] as Representation,
        index,
      })),
    };
  }
}

function keptBytes({ stopped, lines }: HeaderBlock): Uint8Array {
  const said = encoder.encode(JSON.stringify(lines.map(keptLine)));
  const bytes = new Uint8Array(1 + said.length);
  bytes[0] = blockStops.indexOf(stopped);
  bytes.set(said, 1);
  return bytes;
}

const keptLine = ({ name, value, representation, index }: HeaderBlock['lines'][number]): KeptLine => [
  name,
  value,
  representations.indexOf(representation),
  index,
];

/**
 * What the header block says that ends with this piece, which is `length` bytes at `at`; undefined while it goes on, or where it
 * was not kept. Ask once for every piece, in every pass.
 */
export function headerBlock(layer: Layer, at: number, length: number, facts: PieceFacts): KeptBlock | undefined {
  const { dissection, memory } = layer;
  const kept = memory.keep(dissection, () => {
    const { sides } = memory.conversationState(dissection, 'http2', create);
    const piece = layer.bytes.subarray(layer.start + at, layer.start + at + Math.max(0, length));
    const block = sides[dissection.forward ? 0 : 1].take(piece, facts);
    return block && keptBytes(block);
  });
  return kept && new KeptBlock(kept);
}
