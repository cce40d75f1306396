/** The packet table: what is kept of every packet, in columns of fixed width. */

export const chunkBits = 14;
/** Rows of one chunk. */
export const chunkLength = 1 << chunkBits;
const chunkMask = chunkLength - 1;

/** Bits of the column `flags`. */
export const packetBit = {
  /** Sent by the second endpoint of its conversation. */
  backward: 1,
  fragmented: 2,
  /** The capture cut bytes that a layer needed. */
  truncated: 4,
  malformed: 8,
  commented: 16,
  marked: 32,
  ignored: 64,
  /** More than one network or transport layer: columns describe the innermost, so filters decode the packet. */
  nested: 128,
  noTime: 256,
  options: 512,
  timeReference: 1024,
  /** Has a TCP layer outside of what an ICMP error quotes: the tcp columns hold. */
  tcp: 2048,
  /** The columns and the stack do not tell all: filters decode the packet. */
  undecided: 4096,
  /** Holds packed bytes that the index pass does not unpack: the stack may go on in them. */
  packed: 8192,
} as const;

/** Stands in the 16-bit columns of TCP length and window for a value that does not fit: decode the packet. */
export const tooWide = 0xffff;
/** Stands in `conversation` for none. */
export const noConversation = 0xffff_ffff;
/** Stands in `colour` for a packet that no colouring rule has been asked about yet, and for one that none matched. */
export const colourUnknown = 255;
export const colourNone = 254;

const firstSource = new Uint16Array(chunkLength);
const noColours = new Uint8Array(chunkLength).fill(colourUnknown);

/**
 * Rows `[chunk << 14, (chunk + 1) << 14)`. A chunk never moves; readers of its first rows are safe while later ones are written.
 *
 *   place   time    captured  original  source  conversation  stack  flags  colour  sequence  acknowledgement  length  window  tcp
 *   u32     i64     u32       u32       u16     u32           u16    u16    u8      u32       u32              u16     u16     u32
 *
 * 47 bytes a packet, 40 where all packets are whole and from one source, and no colour was asked for. `place` counts from the chunk's `base`; `tcp` holds the header's 12 flag bits, analysis bits above them.
 */
export class PacketChunk {
  readonly place = new Uint32Array(chunkLength);
  /** Nanoseconds since 1970, as signed 64-bit numbers; `timeWords` are their halves, low first. */
  readonly time = new BigInt64Array(chunkLength);
  readonly timeWords = new Int32Array(this.time.buffer);
  readonly captured = new Uint32Array(chunkLength);
  readonly conversation = new Uint32Array(chunkLength);
  readonly stack = new Uint16Array(chunkLength);
  readonly flags = new Uint16Array(chunkLength);
  readonly sequence = new Uint32Array(chunkLength);
  readonly acknowledgement = new Uint32Array(chunkLength);
  readonly length = new Uint16Array(chunkLength);
  readonly window = new Uint16Array(chunkLength);
  readonly tcp = new Uint32Array(chunkLength);
  /** Columns that most chunks need not have of their own: see the setters below. */
  original: Uint32Array = this.captured;
  source: Uint16Array = firstSource;
  colour: Uint8Array = noColours;
  /** Places of packets too far from the base, which only a chunk of giant packets has. */
  farPlaces: Float64Array | undefined;

  constructor(readonly base: number) {}

  /** Sets captured and original length: one column serves for both until they differ. */
  setLengths(at: number, captured: number, original: number): void {
    if (captured !== original && this.original === this.captured) this.original = this.captured.slice();
    this.captured[at] = captured;
    this.original[at] = original;
  }

  /** Sets the source: all chunks with packets of the first one only share a column. */
  setSource(at: number, source: number): void {
    if (this.source === firstSource) {
      if (source === 0) return;
      this.source = new Uint16Array(chunkLength);
    }
    this.source[at] = source;
  }

  /** Sets what a colouring rule said: all chunks that none was asked about share a column. */
  setColour(at: number, colour: number): void {
    if (this.colour === noColours) this.colour = noColours.slice();
    this.colour[at] = colour;
  }

  /** Memory in bytes. */
  get bytes(): number {
    let perPacket = 40;
    if (this.original !== this.captured) perPacket += 4;
    if (this.source !== firstSource) perPacket += 2;
    if (this.colour !== noColours) perPacket += 1;
    return perPacket * chunkLength;
  }

  /** The colouring rules have changed. */
  forgetColours(): void {
    this.colour = noColours;
  }
}

/** Where packets come from: an interface and its link type. */
export interface PacketSource {
  /** Index into `CaptureFile.interfaces`, -1 for none. */
  readonly interfaceIndex: number;
  /** LINKTYPE_ number. */
  readonly linkType: number;
  readonly section: number;
}

/** A time as a file may write it. */
export interface RawTime {
  readonly seconds: number;
  readonly nanoseconds: number;
}

const maximumOddTimes = 1 << 20;
/** Seconds from 1970 that nanoseconds in 64 bits reach. */
const farthestSecond = 9_223_372_035;

const isOdd = (seconds: number, nanoseconds: number): boolean =>
  nanoseconds < 0 || nanoseconds >= 1_000_000_000 || Math.abs(seconds) > farthestSecond;

/** All packets of a capture, appended in order. Rows count from 0; row `r` is packet number `r + 1`. */
export class PacketTable {
  readonly chunks: PacketChunk[] = [];
  readonly sources: PacketSource[] = [];
  count = 0;
  private readonly sourceNumbers = new Map<string, number>();
  /** Times that the file writes in a way no clock would: nanoseconds beyond a second or negative, years that 64 bits of nanoseconds do not reach. Rare, and shown as they stand. */
  private readonly oddTimes = new Map<number, RawTime>();

  /** Whether some time is written in a way that the column cannot hold. */
  get hasOddTimes(): boolean {
    return this.oddTimes.size > 0;
  }

  chunkOf(row: number): PacketChunk {
    return this.chunks[row >>> chunkBits];
  }

  /** Opens the next row: its place in the file and lengths in bytes, its time. Returns its chunk. */
  append(place: number, captured: number, original: number, seconds: number, nanoseconds: number): PacketChunk {
    const row = this.count++;
    const at = row & chunkMask;
    if (at === 0) this.chunks.push(new PacketChunk(place));
    const chunk = this.chunks[this.chunks.length - 1];
    const distance = place - chunk.base;
    if (distance > 0xffff_ffff) {
      chunk.farPlaces ??= new Float64Array(chunkLength);
      chunk.farPlaces[at] = place;
      chunk.place[at] = 0xffff_ffff;
    } else chunk.place[at] = distance;
    // seconds × 10⁹ + nanoseconds in 64 bits, without a BigInt: the low word is exact modulo 2³², the high one by rounding.
    const low = Math.imul(seconds | 0, 1_000_000_000) >>> 0;
    const high = Math.round((seconds * 1_000_000_000 - low) / 0x1_0000_0000);
    const sum = low + nanoseconds;
    chunk.timeWords[2 * at] = sum;
    chunk.timeWords[2 * at + 1] = high + Math.floor(sum / 0x1_0000_0000);
    if (isOdd(seconds, nanoseconds) && this.oddTimes.size < maximumOddTimes)
      this.oddTimes.set(row, { seconds, nanoseconds });
    chunk.setLengths(at, captured, original);
    return chunk;
  }

  placeOf(row: number): number {
    const chunk = this.chunkOf(row);
    const at = row & chunkMask;
    return chunk.farPlaces !== undefined && chunk.farPlaces[at] > 0
      ? chunk.farPlaces[at]
      : chunk.base + chunk.place[at];
  }

  /** Nanoseconds since 1970. */
  timeOf(row: number): bigint {
    return this.chunkOf(row).time[row & chunkMask];
  }

  /** The time as the file has it: seconds since 1970, and nanoseconds on top, which only in an odd file lie outside of a second. */
  rawTimeOf(row: number): RawTime {
    const odd = this.oddTimes.get(row);
    if (odd !== undefined) return odd;
    const time = this.timeOf(row);
    const rest = ((time % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
    return { seconds: Number((time - rest) / 1_000_000_000n), nanoseconds: Number(rest) };
  }

  capturedOf(row: number): number {
    return this.chunkOf(row).captured[row & chunkMask];
  }

  originalOf(row: number): number {
    return this.chunkOf(row).original[row & chunkMask];
  }

  sourceOf(row: number): PacketSource {
    return this.sources[this.chunkOf(row).source[row & chunkMask]];
  }

  /** Row in the conversation table, -1 for none. */
  conversationOf(row: number): number {
    const value = this.chunkOf(row).conversation[row & chunkMask];
    return value === noConversation ? -1 : value;
  }

  stackOf(row: number): number {
    return this.chunkOf(row).stack[row & chunkMask];
  }

  /** Sequence and acknowledgement number of a TCP segment, and the 12 flags of its header. */
  sequenceOf(row: number): number {
    return this.chunkOf(row).sequence[row & chunkMask];
  }

  acknowledgementOf(row: number): number {
    return this.chunkOf(row).acknowledgement[row & chunkMask];
  }

  tcpFlagsOf(row: number): number {
    return this.chunkOf(row).tcp[row & chunkMask] & 0xfff;
  }

  flagsOf(row: number): number {
    return this.chunkOf(row).flags[row & chunkMask];
  }

  has(row: number, bit: number): boolean {
    return (this.flagsOf(row) & bit) !== 0;
  }

  /** Sets or clears bits of `packetBit`. */
  setFlag(row: number, bit: number, on: boolean): void {
    const { flags } = this.chunkOf(row);
    const at = row & chunkMask;
    flags[at] = on ? flags[at] | bit : flags[at] & ~bit;
  }

  /** The number of a source, for the column `source`. */
  sourceNumber(interfaceIndex: number, linkType: number, section: number): number {
    const key = `${interfaceIndex}/${linkType}/${section}`;
    let number = this.sourceNumbers.get(key);
    if (number === undefined) {
      // A hostile file can name more interfaces than the column can tell apart; the last number then stands for all the others.
      number = Math.min(this.sources.length, 0xffff);
      if (number === this.sources.length) this.sources.push({ interfaceIndex, linkType, section });
      this.sourceNumbers.set(key, number);
    }
    return number;
  }

  /** Memory in bytes. */
  get bytes(): number {
    return this.chunks.reduce((sum, chunk) => sum + chunk.bytes, 0);
  }
}
