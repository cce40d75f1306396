/** Writes a pcap file packet by packet. draft-ietf-opsawg-pcap. */
import { BufferedOutput } from './buffered-output';
import { maximumPacketLength } from './link-types';

const fileHeaderLength = 24;
const recordHeaderLength = 16;
const microsecondMagic = 0xa1b2c3d4;
const nanosecondMagic = 0xa1b23c4d;
const frameCheckPresent = 0x04000000;

export interface PcapFileDescription {
  readonly linkType: number;
  /** 0 where there is none: the file then says the longest a packet can be, as readers take 0 at its word. */
  readonly snapshotLength: number;
  readonly nanoseconds: boolean;
  /** Bits of frame check sequence, -1 when not known. */
  readonly frameCheckBits?: number;
  /** Byte order of the headers, and so of what some link types write in the byte order of the capturing machine. */
  readonly littleEndian?: boolean;
}

export class PcapWriter {
  readonly #output: BufferedOutput;
  readonly #nanoseconds: boolean;
  readonly #littleEndian: boolean;

  /** `sink` must be done with its bytes when it returns. */
  constructor(sink: (bytes: Uint8Array) => void, description: PcapFileDescription) {
    this.#output = new BufferedOutput(sink);
    this.#nanoseconds = description.nanoseconds;
    const { linkType, snapshotLength, frameCheckBits = -1, littleEndian = true } = description;
    this.#littleEndian = littleEndian;
    const at = this.#output.reserve(fileHeaderLength);
    const { view } = this.#output;
    view.setUint32(at, description.nanoseconds ? nanosecondMagic : microsecondMagic, littleEndian);
    view.setUint16(at + 4, 2, littleEndian);
    view.setUint16(at + 6, 4, littleEndian);
    view.setBigUint64(at + 8, 0n, littleEndian);
    view.setUint32(at + 16, snapshotLength === 0 ? maximumPacketLength(linkType) : snapshotLength, littleEndian);
    view.setUint32(
      at + 20,
      frameCheckBits < 0 ? linkType : linkType | frameCheckPresent | ((frameCheckBits / 16) << 28),
      littleEndian,
    );
  }

  /** Adds `captured` bytes at `bytes[start]`, seen `seconds` and `nanoseconds` after the epoch. */
  addPacket(
    seconds: number,
    nanoseconds: number,
    originalLength: number,
    bytes: Uint8Array,
    start: number,
    captured: number,
  ): void {
    const at = this.#output.reserve(recordHeaderLength + captured);
    const { view } = this.#output;
    view.setUint32(at, seconds, this.#littleEndian);
    view.setUint32(at + 4, this.#nanoseconds ? nanoseconds : Math.trunc(nanoseconds / 1000), this.#littleEndian);
    view.setUint32(at + 8, captured, this.#littleEndian);
    view.setUint32(at + 12, originalLength, this.#littleEndian);
    this.#output.bytes.set(bytes.subarray(start, start + captured), at + recordHeaderLength);
  }

  /** Hands over what is still collected. */
  flush(): void {
    this.#output.flush();
  }
}
