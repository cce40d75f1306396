/** Conversations: pairs of endpoints, found by addresses and ports, with the stream numbers that Wireshark gives them. */
import { U32Vector } from '../bytes/vector';
import { addressKind, type Dissection, type PacketProcess } from '../declare/dissection';
import type { ConversationKind } from '../declare/memory';

/** Length in bytes of addresses of each kind that conversations are made of; of any other kind, none are kept. */
const addressLengths: readonly number[] = lengthsByKind();

function lengthsByKind(): readonly number[] {
  const lengths = new Array<number>(Math.max(...Object.values(addressKind)) + 1).fill(0);
  lengths[addressKind.ether] = 6;
  lengths[addressKind.ipv4] = 4;
  lengths[addressKind.ipv6] = 16;
  lengths[addressKind.eui64] = 8;
  return lengths;
}

/** Words of a row, 64 bytes in all. */
const word = { kinds: 0, ports: 1, stream: 2, firstFrame: 3, chain: 4, first: 5, second: 9, hash: 13 } as const;
const wordBits = 4;
const pageBits = 10;
const pageMask = (1 << pageBits) - 1;

/**
 * One row a conversation, in order of appearance, sixteen words each. The first endpoint is the one that sent the first packet.
 *
 *   0                         1                      2       3            4                5 … 8          9 … 12          13
 *   kind, address kind << 8   first << 16 | second   stream  first frame  next row, plus 1  first address  second address  hash
 */
export class Conversations {
  /** The processes of a conversation's ends, the sender's first, as a session knows them; undefined while some may still be found. */
  processesOf: (row: number, backward: boolean) => readonly PacketProcess[] | undefined = () => [];
  private readonly pages: Int32Array[] = [];
  private rows = 0;
  /** The newest row of each hash, plus 1. */
  private buckets = new Int32Array(1 << 12);
  /** Rows by kind and stream number. */
  private readonly byStream = Array.from({ length: 6 }, () => new U32Vector());
  /** The endpoints that are being looked for: kinds, ports, and addresses in words. */
  private kinds = 0;
  private sourcePort = 0;
  private destinationPort = 0;
  private isLong = false;
  private s0 = 0;
  private s1 = 0;
  private s2 = 0;
  private s3 = 0;
  private d0 = 0;
  private d1 = 0;
  private d2 = 0;
  private d3 = 0;

  get count(): number {
    return this.rows;
  }

  kindOf(row: number): ConversationKind {
    return (this.get(row, word.kinds) & 255) as ConversationKind;
  }

  addressKindOf(row: number): number {
    return this.get(row, word.kinds) >>> 8;
  }

  streamOf(row: number): number {
    return this.get(row, word.stream);
  }

  portOf(row: number, second: boolean): number {
    const ports = this.get(row, word.ports);
    return second ? ports & 0xffff : ports >>> 16;
  }

  /** The packet that began a conversation. */
  firstFrameOf(row: number): number {
    return this.get(row, word.firstFrame);
  }

  /** The row of a stream number, or -1. */
  rowOf(kind: ConversationKind, stream: number): number {
    const rows = this.byStream[kind];
    return stream < rows.length ? rows.get(stream) : -1;
  }

  streamCount(kind: ConversationKind): number {
    return this.byStream[kind].length;
  }

  /** A copy of an endpoint's address. */
  addressOf(row: number, second: boolean): Uint8Array {
    const address = new Uint8Array(addressLengths[this.addressKindOf(row)]);
    const from = second ? word.second : word.first;
    for (let i = 0; i < address.length; i++) address[i] = this.get(row, from + (i >> 2)) >>> (24 - 8 * (i & 3));
    return address;
  }

  /** Memory in bytes. */
  get bytes(): number {
    return (
      this.pages.length * (4 << (pageBits + wordBits)) +
      this.buckets.byteLength +
      this.byStream.reduce((sum, list) => sum + list.bytes, 0)
    );
  }

  /**
   * The latest conversation of the dissection's endpoints that began at or before its packet; -1 when there is none. Sets
   * `dissection.forward`.
   */
  find(dissection: Dissection, kind: ConversationKind): number {
    this.load(dissection, kind);
    let row = this.buckets[this.hash() & (this.buckets.length - 1)] - 1;
    while (row >= 0) {
      const page = this.pages[row >>> pageBits];
      const at = (row & pageMask) << wordBits;
      if (page[at] === this.kinds && page[at + word.firstFrame] <= dissection.frame) {
        const ports = page[at + word.ports];
        if (
          ports === ((this.sourcePort << 16) | this.destinationPort) &&
          this.isSource(page, at + word.first) &&
          this.isDestination(page, at + word.second)
        ) {
          dissection.forward = true;
          return row;
        }
        if (
          ports === ((this.destinationPort << 16) | this.sourcePort) &&
          this.isDestination(page, at + word.first) &&
          this.isSource(page, at + word.second)
        ) {
          dissection.forward = false;
          return row;
        }
      }
      row = page[at + word.chain] - 1;
    }
    return -1;
  }

  /** Opens a new conversation of the dissection's endpoints, with the next stream number of its kind. */
  open(dissection: Dissection, kind: ConversationKind): number {
    this.load(dissection, kind);
    const row = this.rows++;
    if ((row & pageMask) === 0) this.pages.push(new Int32Array(1 << (pageBits + wordBits)));
    const page = this.pages[row >>> pageBits];
    const at = (row & pageMask) << wordBits;
    page[at] = this.kinds;
    page[at + word.ports] = (this.sourcePort << 16) | this.destinationPort;
    page[at + word.stream] = this.byStream[kind].push(row);
    page[at + word.firstFrame] = dissection.frame;
    this.write(page, at);
    page[at + word.hash] = this.hash();
    // Rows of other conversations in the same chain are each a wait for memory: half of the buckets stay empty.
    if (row * 2 >= this.buckets.length) this.rehash();
    else this.chainUp(row, page[at + word.hash]);
    dissection.forward = true;
    return row;
  }

  private write(page: Int32Array, at: number): void {
    page[at + word.first] = this.s0;
    page[at + word.first + 1] = this.s1;
    page[at + word.first + 2] = this.s2;
    page[at + word.first + 3] = this.s3;
    page[at + word.second] = this.d0;
    page[at + word.second + 1] = this.d1;
    page[at + word.second + 2] = this.d2;
    page[at + word.second + 3] = this.d3;
  }

  private get(row: number, index: number): number {
    return this.pages[row >>> pageBits][((row & pageMask) << wordBits) + index];
  }

  private load(dissection: Dissection, kind: ConversationKind): void {
    const { addressBytes: bytes, addressKind: kindOfAddress, sourceAt: s, destinationAt: d } = dissection;
    this.kinds = kind | (kindOfAddress << 8);
    this.sourcePort = dissection.sourcePort;
    this.destinationPort = dissection.destinationPort;
    const length = addressLengths[kindOfAddress];
    this.isLong = length > 4;
    this.s0 = length >= 4 ? wordAt(bytes, s) : 0;
    this.d0 = length >= 4 ? wordAt(bytes, d) : 0;
    if (length === 16) {
      this.s1 = wordAt(bytes, s + 4);
      this.s2 = wordAt(bytes, s + 8);
      this.s3 = wordAt(bytes, s + 12);
      this.d1 = wordAt(bytes, d + 4);
      this.d2 = wordAt(bytes, d + 8);
      this.d3 = wordAt(bytes, d + 12);
      return;
    }
    this.s1 = length === 8 ? wordAt(bytes, s + 4) : length === 6 ? halfAt(bytes, s + 4) : 0;
    this.d1 = length === 8 ? wordAt(bytes, d + 4) : length === 6 ? halfAt(bytes, d + 4) : 0;
    this.s2 = 0;
    this.s3 = 0;
    this.d2 = 0;
    this.d3 = 0;
  }

  private isSource(page: Int32Array, at: number): boolean {
    return page[at] === this.s0 && page[at + 3] === this.s3 && page[at + 1] === this.s1 && page[at + 2] === this.s2;
  }

  private isDestination(page: Int32Array, at: number): boolean {
    return page[at] === this.d0 && page[at + 3] === this.d3 && page[at + 1] === this.d1 && page[at + 2] === this.d2;
  }

  /** The same for both directions: made of sums and differences of the endpoints. */
  private hash(): number {
    const { s0, d0, sourcePort, destinationPort } = this;
    let hash = Math.imul(s0 + d0, 0x85eb_ca6b) ^ Math.imul(s0 ^ d0, 0xc2b2_ae35) ^ this.kinds;
    hash ^= Math.imul(sourcePort + destinationPort, 0x27d4_eb2f) ^ Math.imul(sourcePort ^ destinationPort, 0x1656_67b1);
    if (this.isLong) hash ^= this.hashRest();
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b_3c6d);
    return (hash ^ (hash >>> 13)) & 0x7fff_ffff;
  }

  /** What addresses of more than four bytes add. */
  private hashRest(): number {
    const { s1, s2, s3, d1, d2, d3 } = this;
    const sums = Math.imul(s1 + d1, 0x9e37_79b1) ^ Math.imul(s2 + d2, 0x632b_e5ab) ^ Math.imul(s3 + d3, 0x85eb_ca6b);
    return sums ^ Math.imul(s1 ^ d1, 0x27d4_eb2f) ^ Math.imul(s2 ^ d2, 0x1656_67b1) ^ Math.imul(s3 ^ d3, 0xc2b2_ae35);
  }

  private chainUp(row: number, hash: number): void {
    const bucket = hash & (this.buckets.length - 1);
    this.pages[row >>> pageBits][((row & pageMask) << wordBits) + word.chain] = this.buckets[bucket];
    this.buckets[bucket] = row + 1;
  }

  private rehash(): void {
    this.buckets = new Int32Array(this.buckets.length * 2);
    for (let row = 0; row < this.rows; row++) {
      this.chainUp(row, this.get(row, word.hash));
    }
  }
}

const wordAt = (bytes: Uint8Array, at: number): number =>
  (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];

const halfAt = (bytes: Uint8Array, at: number): number => (bytes[at] << 24) | (bytes[at + 1] << 16);
