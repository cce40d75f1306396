/** Rewrites the options of a pcapng packet block: its comments, and what must not be copied. */
import type { RawOption } from './capture-file';
import { optionsLength, textOption, writeOptions } from './pcapng-encoder';
import {
  blockType,
  commonOption,
  packetDataOffset,
  packetOption,
  roundUpTo4,
  simplePacketDataOffset,
} from './pcapng-format';
import { readOptions } from './pcapng-options';
import { ownerOptions, type PacketOwner } from './process-blocks';

export interface PacketBlockEdit {
  /** The packet's comments from now on; unchanged when absent. */
  readonly comments?: readonly string[];
  /** The process that the packet belongs to, where its block does not say so yet. */
  readonly owner?: PacketOwner;
  /** Whether custom options marked as not to be copied are left out. */
  readonly dropUncopyable: boolean;
  /** Snapshot length of the section's first interface, which a Simple Packet Block relies on. */
  readonly snapshotLength: number;
}

/** The block at the start of `bytes`, an Enhanced, obsolete or Simple Packet Block, with its options changed. */
export function editPacketBlock(
  bytes: Uint8Array<ArrayBuffer>,
  littleEndian: boolean,
  edit: PacketBlockEdit,
): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.getUint32(0, littleEndian) === blockType.simplePacket) return editSimplePacket(bytes, littleEndian, edit);
  const captured = view.getUint32(20, littleEndian);
  const optionsAt = packetDataOffset + roundUpTo4(captured);
  const options: RawOption[] = [];
  readOptions(view, optionsAt, bytes.length - 4, littleEndian, options);
  return withOptions(bytes.subarray(0, optionsAt), edited(options, edit, littleEndian), littleEndian);
}

/** Whether a block has options that are lost when it is copied. */
export function hasUncopyableOptions(bytes: Uint8Array<ArrayBuffer>, littleEndian: boolean): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const optionsAt = packetDataOffset + roundUpTo4(view.getUint32(20, littleEndian));
  if (optionsAt >= bytes.length - 4) return false;
  const options: RawOption[] = [];
  readOptions(view, optionsAt, bytes.length - 4, littleEndian, options);
  return options.some(isUncopyable);
}

function isUncopyable({ code }: RawOption): boolean {
  return code === commonOption.customTextNoCopy || code === commonOption.customBytesNoCopy;
}

function edited(options: readonly RawOption[], edit: PacketBlockEdit, littleEndian: boolean): RawOption[] {
  const kept = options.filter((option) => {
    if (edit.dropUncopyable && isUncopyable(option)) return false;
    return edit.comments === undefined || option.code !== commonOption.comment;
  });
  const comments = (edit.comments ?? []).map((comment) => textOption(commonOption.comment, comment));
  const names = kept.some(({ code }) => code === packetOption.processAndThread || code === packetOption.darwinProcess);
  const process = edit.owner === undefined || names ? [] : ownerOptions(edit.owner, littleEndian);
  return [...comments, ...kept, ...process];
}

/** A Simple Packet Block cannot have options: it becomes an Enhanced one, at the time 0 that it stood for. */
function editSimplePacket(bytes: Uint8Array<ArrayBuffer>, littleEndian: boolean, edit: PacketBlockEdit): Uint8Array {
  if (!edit.comments?.length && edit.owner === undefined) return bytes;
  const original = new DataView(bytes.buffer, bytes.byteOffset).getUint32(8, littleEndian);
  const captured = edit.snapshotLength === 0 ? original : Math.min(original, edit.snapshotLength);
  const fixed = new Uint8Array(packetDataOffset + roundUpTo4(captured));
  const view = new DataView(fixed.buffer);
  view.setUint32(0, blockType.enhancedPacket, littleEndian);
  view.setUint32(20, captured, littleEndian);
  view.setUint32(24, original, littleEndian);
  fixed.set(bytes.subarray(simplePacketDataOffset, simplePacketDataOffset + captured), packetDataOffset);
  return withOptions(fixed, edited([], edit, littleEndian), littleEndian);
}

/** `fixed` is a block up to where its options start; its length is set anew. */
function withOptions(fixed: Uint8Array, options: readonly RawOption[], littleEndian: boolean): Uint8Array {
  const length = fixed.length + optionsLength(options) + 4;
  const result = new Uint8Array(length);
  result.set(fixed);
  const view = new DataView(result.buffer);
  writeOptions(view, fixed.length, options, littleEndian);
  view.setUint32(4, length, littleEndian);
  view.setUint32(length - 4, length, littleEndian);
  return result;
}
