/** Writes pcap and pcapng files for tests, in every variant a reader must know; shares no code with the engine's writer. */
import { bytesOf, concatenate, ipAddress } from './build';

/** A packet as a capture file holds it. */
export interface CapturedPacket {
  bytes: Uint8Array;
  /** Since 1970, in nanoseconds. */
  time?: bigint;
  /** Length on the wire, when the capture cut the packet. */
  originalLength?: number;
  /** pcapng: number of the interface within its section. */
  interface?: number;
  /** pcapng: comments of this packet. */
  comments?: string[];
}

const ETHERNET = 1;
const NANOSECONDS = 1_000_000_000n;

/** Writes numbers in the byte order of the file. */
class Fields {
  private readonly pieces: Uint8Array[] = [];

  constructor(private readonly littleEndian: boolean) {}

  number(size: 1 | 2 | 4, value: number): this {
    const piece = new DataView(new ArrayBuffer(size));
    if (size === 1) piece.setUint8(0, value);
    else if (size === 2) piece.setUint16(0, value, this.littleEndian);
    else piece.setUint32(0, value, this.littleEndian);
    return this.bytes(new Uint8Array(piece.buffer));
  }

  /** A 64-bit number in the file's byte order. */
  long(value: bigint): this {
    const piece = new DataView(new ArrayBuffer(8));
    piece.setBigInt64(0, value, this.littleEndian);
    return this.bytes(new Uint8Array(piece.buffer));
  }

  bytes(bytes: Uint8Array): this {
    this.pieces.push(bytes);
    return this;
  }

  /** Bytes, then zeros up to a multiple of four. */
  padded(bytes: Uint8Array): this {
    return this.bytes(bytes).bytes(new Uint8Array((4 - (bytes.length % 4)) % 4));
  }

  done(): Uint8Array {
    return concatenate(...this.pieces);
  }
}

export interface PcapOptions {
  littleEndian?: boolean;
  nanoseconds?: boolean;
  linkType?: number;
  snapLength?: number;
}

/** A pcap file (draft-ietf-opsawg-pcap). */
export function pcapFile(packets: CapturedPacket[], options: PcapOptions = {}): Uint8Array {
  return concatenate(pcapHeader(options), ...packets.map((packet) => pcapRecord(packet, options)));
}

/** The file header alone, for files that are written packet by packet. */
export function pcapHeader(options: PcapOptions = {}): Uint8Array {
  const { littleEndian = true, nanoseconds = false, linkType = ETHERNET, snapLength = 262144 } = options;
  const header = new Fields(littleEndian);
  header.number(4, nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4);
  header.number(2, 2).number(2, 4).number(4, 0).number(4, 0).number(4, snapLength).number(4, linkType);
  return header.done();
}

/** A packet as it stands in the file. */
export function pcapRecord(packet: CapturedPacket, options: PcapOptions = {}): Uint8Array {
  const { bytes, time = 0n, originalLength = bytes.length } = packet;
  const { littleEndian = true, nanoseconds = false } = options;
  const fraction = Number(time % NANOSECONDS);
  const record = new Fields(littleEndian);
  record.number(4, Number(time / NANOSECONDS)).number(4, nanoseconds ? fraction : Math.floor(fraction / 1000));
  return record.number(4, bytes.length).number(4, originalLength).bytes(bytes).done();
}

/** An option of a pcapng block; text is written as UTF-8. */
export interface PcapngOption {
  code: number;
  value: Uint8Array | string;
}

export interface PcapngInterface {
  linkType?: number;
  snapLength?: number;
  name?: string;
  description?: string;
  /** Timestamps count units of 10^-n seconds; 6 when absent, and then no option is written. */
  decimalResolution?: number;
  /** Seconds that every timestamp of this interface lacks (if_tsoffset). */
  timeOffset?: bigint;
  options?: PcapngOption[];
}

/** The blocks of one pcapng section, in order; join several sections with concatenate(). */
export class PcapngSection {
  private readonly blocks: Uint8Array[] = [];
  private readonly interfaces: PcapngInterface[] = [];

  /** Starts with the section header block, and with the options given. */
  constructor(
    private readonly littleEndian = true,
    options: PcapngOption[] = [],
  ) {
    const body = this.fields().number(4, 0x1a2b3c4d).number(2, 1).number(2, 0).long(-1n);
    this.block(0x0a0d0d0a, body, options);
  }

  /** Adds an interface description block; interfaces count from zero. */
  interface(description: PcapngInterface = {}): this {
    const { linkType = ETHERNET, snapLength = 262144, name, decimalResolution, timeOffset } = description;
    this.interfaces.push(description);
    const options: PcapngOption[] = [];
    if (name !== undefined) options.push({ code: 2, value: name });
    if (description.description !== undefined) options.push({ code: 3, value: description.description });
    if (decimalResolution !== undefined) options.push({ code: 9, value: Uint8Array.of(decimalResolution) });
    if (timeOffset !== undefined) options.push({ code: 14, value: this.fields().long(timeOffset).done() });
    options.push(...(description.options ?? []));
    return this.block(1, this.fields().number(2, linkType).number(2, 0).number(4, snapLength), options);
  }

  /** Adds an enhanced packet block. */
  packet(packet: CapturedPacket): this {
    const { bytes, time = 0n, originalLength = bytes.length, interface: number = 0, comments = [] } = packet;
    const units = this.timestamp(number, time);
    const body = this.fields()
      .number(4, number)
      .number(4, Number(units >> 32n))
      .number(4, Number(units & 0xffffffffn))
      .number(4, bytes.length)
      .number(4, originalLength)
      .padded(bytes);
    return this.block(
      6,
      body,
      comments.map((value) => ({ code: 1, value })),
    );
  }

  /** Adds a simple packet block: no time, always the first interface. */
  simplePacket(bytes: Uint8Array, originalLength = bytes.length): this {
    return this.block(3, this.fields().number(4, originalLength).padded(bytes));
  }

  /** Adds a name resolution block: address to its names. */
  names(records: Record<string, string[]>): this {
    const body = this.fields();
    for (const [address, names] of Object.entries(records)) {
      const bytes = ipAddress(address);
      const value = concatenate(bytes, ...names.flatMap((name) => [name, 0]));
      body
        .number(2, bytes.length === 4 ? 1 : 2)
        .number(2, value.length)
        .padded(value);
    }
    body.number(2, 0).number(2, 0);
    return this.block(4, body);
  }

  /** Adds interface statistics: packets received and dropped by the interface. */
  statistics(number: number, time: bigint, received: bigint, dropped: bigint): this {
    const units = this.timestamp(number, time);
    const body = this.fields()
      .number(4, number)
      .number(4, Number(units >> 32n))
      .number(4, Number(units & 0xffffffffn));
    return this.block(5, body, [
      { code: 4, value: this.fields().long(received).done() },
      { code: 5, value: this.fields().long(dropped).done() },
    ]);
  }

  /** Adds a decryption secrets block, for example type 0x544c534b with the lines of a TLS key log. */
  secrets(type: number, secret: Uint8Array | string): this {
    const bytes = bytesOf(secret);
    return this.block(10, this.fields().number(4, type).number(4, bytes.length).padded(bytes));
  }

  /** Adds any block: its type and the bytes between the two lengths. */
  rawBlock(type: number, body: Uint8Array): this {
    return this.block(type, this.fields().padded(body));
  }

  /** The section as bytes of a file. */
  done(): Uint8Array {
    return concatenate(...this.blocks);
  }

  private fields(): Fields {
    return new Fields(this.littleEndian);
  }

  private timestamp(number: number, time: bigint): bigint {
    const { decimalResolution = 6, timeOffset = 0n } = this.interfaces[number] ?? {};
    return ((time - timeOffset * NANOSECONDS) * 10n ** BigInt(decimalResolution)) / NANOSECONDS;
  }

  private block(type: number, fields: Fields, options: PcapngOption[] = []): this {
    for (const { code, value } of options) {
      const bytes = bytesOf(value);
      fields.number(2, code).number(2, bytes.length).padded(bytes);
    }
    if (options.length > 0) fields.number(2, 0).number(2, 0);
    const body = fields.done();
    const length = body.length + 12;
    this.blocks.push(this.fields().number(4, type).number(4, length).bytes(body).number(4, length).done());
    return this;
  }
}

/** A pcapng file of one section with one Ethernet interface. */
export function pcapngFile(
  packets: CapturedPacket[],
  description: PcapngInterface = {},
  littleEndian = true,
): Uint8Array {
  const section = new PcapngSection(littleEndian).interface(description);
  for (const packet of packets) section.packet(packet);
  return section.done();
}
