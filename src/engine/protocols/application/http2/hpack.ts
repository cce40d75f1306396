/** Unpacks header blocks with the table that earlier blocks of the connection filled. RFC 7541. */
import { byteText } from '../../../bytes/byte-text';
import { unpackHuffman } from './huffman';
import { staticTable } from './static-table';

/** How a header was sent: an index, or a literal that enters the table, stays out of it, or must never enter one. */
export const representations = ['indexed', 'indexing', 'literal', 'never'] as const;
export type Representation = (typeof representations)[number];

/** Nothing, damage, a bound of ours, or blocks that were not seen. */
export const blockStops = ['', 'damaged', 'limit', 'unknown'] as const;
export type BlockStop = (typeof blockStops)[number];

export interface HeaderLine {
  readonly name: string;
  readonly value: string;
  readonly representation: Representation;
  /** The index of the header or of its name; 0 for a name that was spelled out. */
  readonly index: number;
}

export interface HeaderBlock {
  readonly lines: readonly HeaderLine[];
  /** Why it ends before its end: it is damaged, it says more than is unpacked, or it needs blocks that were not seen. */
  readonly stopped: BlockStop;
}

/** Bytes of names and values that are unpacked of one block, and lines. */
const largestBlock = 1 << 16;
const maximumLines = 1000;
/** Larger tables are asked for by nobody: the size both sides begin with is 4,096 bytes. */
const largestTable = 1 << 16;
const initialTable = 4096;
/** What each entry counts for beside its text. RFC 7541, section 4.1. */
const entryOverhead = 32;

interface Entry {
  readonly name: string;
  readonly value: string;
  readonly size: number;
}

const text = new TextDecoder('utf-8', { ignoreBOM: true });

/** One direction of a connection. After damage the table is not to be trusted, and no further block is unpacked. */
export class HeaderUnpacker {
  /** The newest entry last. */
  private readonly entries: Entry[] = [];
  private size = 0;
  private limit = initialTable;
  private broken = false;
  private bytes: Uint8Array = new Uint8Array(0);
  private at = 0;

  /** Whether no block is unpacked any more. */
  get isLost(): boolean {
    return this.broken;
  }

  /** A block was not seen whole: what the table holds from here on is not known. */
  lose(): void {
    this.broken = true;
  }

  unpack(block: Uint8Array): HeaderBlock {
    const lines: HeaderLine[] = [];
    if (this.broken) return { lines, stopped: 'unknown' };
    this.bytes = block;
    this.at = 0;
    let left = largestBlock;
    let stopped: HeaderBlock['stopped'] = '';
    while (this.at < block.length) {
      const line = this.line();
      if (line === undefined) continue;
      if (typeof line === 'string') {
        this.broken = true;
        return { lines, stopped: line };
      }
      left -= line.name.length + line.value.length;
      // The rest is still read for what it does to the table.
      if (left < 0 || lines.length >= maximumLines) stopped = 'limit';
      else lines.push(line);
    }
    return { lines, stopped };
  }

  /** The next line; undefined for a change of the table's size. RFC 7541, section 6. */
  private line(): HeaderLine | Exclude<BlockStop, ''> | undefined {
    const first = this.bytes[this.at];
    if ((first & 0x80) !== 0) {
      const index = this.integer(7);
      const entry = this.entry(index);
      return typeof entry === 'string'
        ? entry
        : { name: entry.name, value: entry.value, representation: 'indexed', index };
    }
    if ((first & 0xe0) === 0x20) {
      const limit = this.integer(5);
      if (limit < 0) return 'damaged';
      if (limit > largestTable) return 'limit';
      this.limit = limit;
      this.evict(0);
      return undefined;
    }
    if ((first & 0x40) !== 0) return this.literal(6, 'indexing');
    return this.literal(4, (first & 0x10) !== 0 ? 'never' : 'literal');
  }

  private literal(prefix: number, representation: Representation): HeaderLine | 'damaged' | 'unknown' {
    const index = this.integer(prefix);
    const known = index === 0 ? undefined : this.entry(index);
    if (index < 0 || typeof known === 'string') return typeof known === 'string' ? known : 'damaged';
    const name = known?.name ?? this.string();
    const value = name === undefined ? undefined : this.string();
    if (name === undefined || value === undefined) return 'damaged';
    if (representation === 'indexing') this.insert(name, value);
    return { name, value, representation, index };
  }

  private entry(index: number): { readonly name: string; readonly value: string } | 'damaged' | 'unknown' {
    if (index <= 0) return 'damaged';
    if (index <= staticTable.length) return staticTable[index - 1];
    return this.entries[this.entries.length - (index - staticTable.length)] ?? 'unknown';
  }

  private insert(name: string, value: string): void {
    const size = name.length + value.length + entryOverhead;
    this.evict(size);
    if (size > this.limit) return;
    this.entries.push({ name, value, size });
    this.size += size;
  }

  /** Drops the oldest entries until there is room. */
  private evict(room: number): void {
    let dropped = 0;
    while (dropped < this.entries.length && this.size + room > this.limit) this.size -= this.entries[dropped++].size;
    if (dropped > 0) this.entries.splice(0, dropped);
  }

  /** An integer whose first bits share a byte with others; -1 where it is none. RFC 7541, section 5.1. */
  private integer(prefix: number): number {
    const full = 2 ** prefix - 1;
    let value = this.bytes[this.at++] & full;
    if (value < full) return value;
    for (let shift = 0; shift <= 21; shift += 7) {
      if (this.at >= this.bytes.length) return -1;
      const byte = this.bytes[this.at++];
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    return -1;
  }

  private string(): string | undefined {
    if (this.at >= this.bytes.length) return undefined;
    const packed = (this.bytes[this.at] & 0x80) !== 0;
    const length = this.integer(7);
    const start = this.at;
    if (length < 0 || length > this.bytes.length - start) return undefined;
    this.at += length;
    const bytes = packed
      ? unpackHuffman(this.bytes, start, start + length)
      : this.bytes.subarray(start, start + length);
    // Sizes count bytes, so a text has one character for each: what is no ASCII is looked at again when it is shown.
    return bytes && byteText(bytes);
  }
}

/** A name or value as the text that it is in UTF-8. */
export function shownText(bytes: string): string {
  if (/^[ -~]*$/.test(bytes)) return bytes;
  return text.decode(Uint8Array.from(bytes, (character) => character.charCodeAt(0)));
}
