/** What a pcapng packet block says of its packet besides the bytes. draft-ietf-opsawg-pcapng, section 4.3. */
import type { PacketOptions, RawOption } from './capture-file';
import type { PacketWindow } from './packet-window';
import {
  blockOverhead,
  blockType,
  commonOption,
  maximumBlockLength,
  packetDataOffset,
  packetOption,
  roundUpTo4,
} from './pcapng-format';
import { optionText, readOptions } from './pcapng-options';

/** An Enhanced Packet Block or a Packet Block whole in memory, at `view`'s start. */
export interface PacketBlock {
  readonly view: DataView;
  readonly type: number;
  readonly length: number;
  /** Where its options start and end. */
  readonly optionsAt: number;
  readonly optionsEnd: number;
}

/** The packet block at `position`, or undefined where there is none. */
export function locatePacketBlock(
  window: PacketWindow,
  position: number,
  littleEndian: boolean,
): PacketBlock | undefined {
  const header = position < 0 ? -1 : window.locate(position, packetDataOffset);
  if (header < 0) return undefined;
  const fixed = new DataView(window.bytes.buffer, header, packetDataOffset);
  const type = fixed.getUint32(0, littleEndian);
  if (type !== blockType.enhancedPacket && type !== blockType.packet) return undefined;
  const length = roundUpTo4(fixed.getUint32(4, littleEndian));
  const optionsAt = packetDataOffset + roundUpTo4(fixed.getUint32(20, littleEndian));
  const optionsEnd = length - 4;
  if (length < blockOverhead || length > maximumBlockLength || optionsAt > optionsEnd) return undefined;
  const start = window.locate(position, length);
  return start < 0
    ? undefined
    : { view: new DataView(window.bytes.buffer, start, length), type, length, optionsAt, optionsEnd };
}

export function readPacketOptions(
  window: PacketWindow,
  position: number,
  littleEndian: boolean,
): PacketOptions | undefined {
  const block = locatePacketBlock(window, position, littleEndian);
  if (!block) return undefined;
  const options: RawOption[] = [];
  readOptions(block.view, block.optionsAt, block.optionsEnd, littleEndian, options);
  const drops = block.type === blockType.packet ? block.view.getUint16(10, littleEndian) : unknownDrops;
  return interpret(options, littleEndian, drops);
}

/** Whether a packet came in, as far as the system that captured it said so. */
export const isInbound = ({ flags = 0 }: Pick<PacketOptions, 'flags'>): boolean => (flags & 3) === 1;

/** The obsolete Packet Block counts drops in its header, this number meaning that it does not know. */
const unknownDrops = 0xffff;

function interpret(options: readonly RawOption[], littleEndian: boolean, drops: number): PacketOptions {
  const all = (code: number) => options.filter((option) => option.code === code).map((option) => option.value);
  const number = (code: number): number | undefined => {
    const value = all(code).find((bytes) => bytes.length === 4);
    return value && new DataView(value.buffer, value.byteOffset).getUint32(0, littleEndian);
  };
  const large = (code: number): bigint | undefined => {
    const value = all(code).find((bytes) => bytes.length === 8);
    return value && new DataView(value.buffer, value.byteOffset).getBigUint64(0, littleEndian);
  };
  return {
    comments: all(commonOption.comment).map(optionText),
    flags: number(packetOption.flags),
    dropCount: large(packetOption.dropCount) ?? (drops === unknownDrops ? undefined : BigInt(drops)),
    packetId: large(packetOption.packetId),
    queue: number(packetOption.queue),
    hashes: all(packetOption.hash),
    verdicts: all(packetOption.verdict),
    options,
  };
}
