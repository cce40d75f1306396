/** Conversations: pairs of endpoints, found by addresses and ports, with the stream numbers that Wireshark gives them. */

import { U8Vector, U16Vector, U32Vector } from '../bytes/vector';
import { addressKind, type Dissection } from '../declare/dissection';
import type { ConversationKind } from '../declare/memory';

/** Length in bytes of addresses of each kind that conversations are made of. */
export const addressLength: Readonly<Record<number, number>> = {
  [addressKind.none]: 0,
  [addressKind.ether]: 6,
  [addressKind.ipv4]: 4,
  [addressKind.ipv6]: 16,
  [addressKind.eui64]: 8,
};

/**
 * One row a conversation, in order of appearance. The first endpoint is the one that sent the first packet.
 *
 *   kind  address kind  first address  second address  first port  second port  stream number  first frame  next of same hash
 *   u8    u8            16 bytes       16 bytes        u16         u16          u32            u32          u32
 */
export class Conversations {
  private readonly kinds = new U8Vector();
  private readonly addressKinds = new U8Vector();
  private readonly addresses: Uint8Array[] = [];
  private readonly firstPorts = new U16Vector();
  private readonly secondPorts = new U16Vector();
  private readonly streams = new U32Vector();
  private readonly firstFrames = new U32Vector();
  private readonly chain = new U32Vector();
  private buckets = new Int32Array(1 << 12).fill(-1);
  /** Rows by kind and stream number. */
  private readonly byStream = Array.from({ length: 6 }, () => new U32Vector());
  /** The row found last: neighbouring packets often belong together. */
  private lastRow = -1;

  get count(): number {
    return this.kinds.length;
  }

  kindOf(row: number): ConversationKind {
    return this.kinds.get(row) as ConversationKind;
  }

  addressKindOf(row: number): number {
    return this.addressKinds.get(row);
  }

  streamOf(row: number): number {
    return this.streams.get(row);
  }

  portOf(row: number, second: boolean): number {
    return (second ? this.secondPorts : this.firstPorts).get(row);
  }

  /** The packet that began a conversation. */
  firstFrameOf(row: number): number {
    return this.firstFrames.get(row);
  }

  /** The row of a stream number, or -1. */
  rowOf(kind: ConversationKind, stream: number): number {
    const rows = this.byStream[kind];
    return stream < rows.length ? rows.get(stream) : -1;
  }

  streamCount(kind: ConversationKind): number {
    return this.byStream[kind].length;
  }

  /** A view of an endpoint's address. */
  addressOf(row: number, second: boolean): Uint8Array {
    const length = addressLength[this.addressKinds.get(row)] ?? 0;
    const at = (row & pageMask) * 32 + (second ? 16 : 0);
    return this.addresses[row >>> pageBits].subarray(at, at + length);
  }

  /** Memory in bytes. */
  get bytes(): number {
    const vectors = [
      this.kinds,
      this.addressKinds,
      this.firstPorts,
      this.secondPorts,
      this.streams,
      this.firstFrames,
      this.chain,
      ...this.byStream,
    ];
    return (
      vectors.reduce((sum, vector) => sum + vector.bytes, 0) +
      this.addresses.length * (pageLength * 32) +
      this.buckets.byteLength
    );
  }

  /**
   * The latest conversation of the dissection's endpoints that began at or before its packet; -1 when there is none. Sets
   * `dissection.forward`.
   */
  find(dissection: Dissection, kind: ConversationKind): number {
    // In the first pass the row found last is also the newest of its endpoints: a newer one would have been found or opened since.
    const last = this.lastRow;
    if (dissection.learning && last >= 0 && this.matches(last, dissection, kind)) return last;
    const hash = this.hash(dissection, kind) & (this.buckets.length - 1);
    for (let row = this.buckets[hash]; row >= 0; row = this.chain.get(row) - 1)
      if (this.firstFrames.get(row) <= dissection.frame && this.matches(row, dissection, kind)) {
        if (dissection.learning) this.lastRow = row;
        return row;
      }
    return -1;
  }

  /** Opens a new conversation of the dissection's endpoints, with the next stream number of its kind. */
  open(dissection: Dissection, kind: ConversationKind): number {
    const row = this.kinds.push(kind);
    const length = addressLength[dissection.addressKind] ?? 0;
    this.addressKinds.push(dissection.addressKind);
    if ((row & pageMask) === 0) this.addresses.push(new Uint8Array(pageLength * 32));
    const page = this.addresses[row >>> pageBits];
    const at = (row & pageMask) * 32;
    for (let i = 0; i < length; i++) {
      page[at + i] = dissection.addressBytes[dissection.sourceAt + i];
      page[at + 16 + i] = dissection.addressBytes[dissection.destinationAt + i];
    }
    this.firstPorts.push(dissection.sourcePort);
    this.secondPorts.push(dissection.destinationPort);
    this.streams.push(this.byStream[kind].push(row));
    this.firstFrames.push(dissection.frame);
    if (row >= this.buckets.length * 2) this.rehash();
    const hash = this.hash(dissection, kind) & (this.buckets.length - 1);
    this.chain.push(this.buckets[hash] + 1);
    this.buckets[hash] = row;
    this.lastRow = row;
    dissection.forward = true;
    return row;
  }

  private matches(row: number, dissection: Dissection, kind: ConversationKind): boolean {
    if (this.kinds.get(row) !== kind || this.addressKinds.get(row) !== dissection.addressKind) return false;
    const firstPort = this.firstPorts.get(row);
    const secondPort = this.secondPorts.get(row);
    if (
      firstPort === dissection.sourcePort &&
      secondPort === dissection.destinationPort &&
      this.sameAddresses(row, dissection, 0, 16)
    ) {
      dissection.forward = true;
      return true;
    }
    if (
      firstPort === dissection.destinationPort &&
      secondPort === dissection.sourcePort &&
      this.sameAddresses(row, dissection, 16, 0)
    ) {
      dissection.forward = false;
      return true;
    }
    return false;
  }

  private sameAddresses(row: number, dissection: Dissection, source: number, destination: number): boolean {
    const page = this.addresses[row >>> pageBits];
    const at = (row & pageMask) * 32;
    const length = dissection.addressKind === addressKind.ipv4 ? 4 : (addressLength[dissection.addressKind] ?? 0);
    const bytes = dissection.addressBytes;
    for (let i = 0; i < length; i++)
      if (
        page[at + source + i] !== bytes[dissection.sourceAt + i] ||
        page[at + destination + i] !== bytes[dissection.destinationAt + i]
      )
        return false;
    return true;
  }

  /** The same for both directions. */
  private hash(dissection: Dissection, kind: ConversationKind): number {
    const length = addressLength[dissection.addressKind] ?? 0;
    const source = hashEndpoint(dissection.addressBytes, dissection.sourceAt, length, dissection.sourcePort);
    const destination = hashEndpoint(
      dissection.addressBytes,
      dissection.destinationAt,
      length,
      dissection.destinationPort,
    );
    return mix((source + destination) ^ (source ^ destination) ^ kind);
  }

  private rehash(): void {
    const size = this.buckets.length * 4;
    this.buckets = new Int32Array(size).fill(-1);
    for (let row = 0; row < this.chain.length; row++) {
      const length = addressLength[this.addressKinds.get(row)] ?? 0;
      const page = this.addresses[row >>> pageBits];
      const at = (row & pageMask) * 32;
      const source = hashEndpoint(page, at, length, this.firstPorts.get(row));
      const destination = hashEndpoint(page, at + 16, length, this.secondPorts.get(row));
      const hash = mix((source + destination) ^ (source ^ destination) ^ this.kinds.get(row)) & (size - 1);
      this.chain.set(row, this.buckets[hash] + 1);
      this.buckets[hash] = row;
    }
  }
}

const pageBits = 10;
const pageLength = 1 << pageBits;
const pageMask = pageLength - 1;

function hashEndpoint(bytes: Uint8Array, at: number, length: number, port: number): number {
  let hash = port ^ 0x9e37;
  for (let i = 0; i < length; i += 2)
    hash = Math.imul(hash ^ ((bytes[at + i] << 8) | bytes[at + i + 1]), 0x85eb_ca6b) ^ (hash >>> 15);
  return hash;
}

function mix(value: number): number {
  let hash = Math.imul(value ^ (value >>> 16), 0x45d9_f3b);
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9_f3b);
  return (hash ^ (hash >>> 16)) & 0x7fff_ffff;
}
