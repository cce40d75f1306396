/** Writes a pcapng file packet by packet, in one section: for live captures and for conversions. */
import { BufferedOutput } from './buffered-output';
import type { RawOption } from './capture-file';
import {
  byteOption,
  interfaceDescriptionBlock,
  interfaceStatisticsBlock,
  optionsLength,
  sectionHeaderBlock,
  writeOptions,
} from './pcapng-encoder';
import { blockType, interfaceOption, packetDataOffset, roundUpTo4 } from './pcapng-format';

const twoTo16 = 65_536;
const twoTo32 = 4_294_967_296;
const nanosecondExponent = 9;

export class PcapngWriter {
  readonly #output: BufferedOutput;
  readonly #littleEndian: boolean;
  readonly #ticksPerSecond: number[] = [];

  /** `sink` must be done with its bytes when it returns. Options must be encoded in the same byte order. */
  constructor(sink: (bytes: Uint8Array) => void, sectionOptions: readonly RawOption[] = [], littleEndian = true) {
    this.#output = new BufferedOutput(sink);
    this.#littleEndian = littleEndian;
    this.#output.write(sectionHeaderBlock(sectionOptions, littleEndian));
  }

  /** Bytes written so far, those not handed over yet included. */
  get length(): number {
    return this.#output.length;
  }

  /** Describes an interface with timestamps in units of 10^-`exponent` seconds, at most 9; returns its number. */
  addInterface(
    linkType: number,
    snapshotLength: number,
    options: readonly RawOption[] = [],
    exponent = nanosecondExponent,
  ): number {
    const resolution = byteOption(interfaceOption.timestampResolution, exponent);
    this.#output.write(
      interfaceDescriptionBlock(linkType, snapshotLength, [...options, resolution], this.#littleEndian),
    );
    this.#ticksPerSecond.push(10 ** exponent);
    return this.#ticksPerSecond.length - 1;
  }

  /** Adds `captured` bytes at `bytes[start]`, seen `seconds` and `nanoseconds` after the epoch, as an Enhanced Packet Block. */
  addPacket(
    interfaceId: number,
    seconds: number,
    nanoseconds: number,
    originalLength: number,
    bytes: Uint8Array,
    start: number,
    captured: number,
    options: readonly RawOption[] = [],
  ): void {
    const padded = roundUpTo4(captured);
    const length = packetDataOffset + padded + optionsLength(options) + 4;
    const output = this.#output;
    const at = output.reserve(length);
    const { view } = output;
    const littleEndian = this.#littleEndian;
    view.setUint32(at, blockType.enhancedPacket, littleEndian);
    view.setUint32(at + 4, length, littleEndian);
    view.setUint32(at + 8, interfaceId, littleEndian);
    this.#writeTime(view, at + 12, seconds, nanoseconds, this.#ticksPerSecond[interfaceId]);
    view.setUint32(at + 20, captured, littleEndian);
    view.setUint32(at + 24, originalLength, littleEndian);
    const data = at + packetDataOffset;
    output.bytes.set(bytes.subarray(start, start + captured), data);
    output.bytes.fill(0, data + captured, data + padded);
    writeOptions(view, data + padded, options, littleEndian);
    view.setUint32(at + length - 4, length, littleEndian);
  }

  /** Adds an Interface Statistics Block; `options` are its counters. */
  addStatistics(interfaceId: number, nanosecondsSinceEpoch: bigint, options: readonly RawOption[]): void {
    const ticks = (nanosecondsSinceEpoch * BigInt(this.#ticksPerSecond[interfaceId])) / 1_000_000_000n;
    this.#output.write(interfaceStatisticsBlock(interfaceId, ticks, options, this.#littleEndian));
  }

  /** Adds a block as it stands, in the writer's byte order. */
  addBlock(block: Uint8Array): void {
    this.#output.write(block);
  }

  /** Hands over what is still collected. */
  flush(): void {
    this.#output.flush();
  }

  #writeTime(view: DataView, at: number, seconds: number, nanoseconds: number, ticksPerSecond: number): void {
    // seconds * ticksPerSecond passes 2^53, so it is multiplied in two halves, each of which is exact.
    const lowSeconds = seconds % twoTo16;
    const upper = ((seconds - lowSeconds) / twoTo16) * ticksPerSecond;
    const lower = lowSeconds * ticksPerSecond + Math.floor((nanoseconds * ticksPerSecond) / 1_000_000_000);
    const low = (upper % twoTo16) * twoTo16 + lower;
    view.setUint32(at, Math.floor(upper / twoTo16) + Math.floor(low / twoTo32), this.#littleEndian);
    view.setUint32(at + 4, low % twoTo32, this.#littleEndian);
  }
}
