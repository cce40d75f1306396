/** Writes pcapng blocks into bytes. draft-ietf-opsawg-pcapng, section 4. */
import type { RawOption } from './capture-file';
import {
  blockOverhead,
  blockType,
  byteOrderMagic,
  commonOption,
  roundUpTo4,
  sectionHeaderLength,
} from './pcapng-format';

const utf8 = new TextEncoder();
const longestValue = 0xffff;

export function textOption(code: number, text: string): RawOption {
  const value = utf8.encode(text);
  return { code, value: value.length <= longestValue ? value : value.subarray(0, endOfCharacter(value, longestValue)) };
}

/** Where the last character that fits in `limit` bytes of UTF-8 ends. */
function endOfCharacter(bytes: Uint8Array, limit: number): number {
  let end = limit;
  while (end > 0 && (bytes[end] & 0xc0) === 0x80) end -= 1;
  return end;
}

export function unsigned64Option(code: number, number: bigint, littleEndian = true): RawOption {
  const value = new Uint8Array(8);
  new DataView(value.buffer).setBigUint64(0, number, littleEndian);
  return { code, value };
}

export function byteOption(code: number, byte: number): RawOption {
  return { code, value: Uint8Array.of(byte) };
}

/** A timestamp option, in the two 32-bit halves in which blocks write theirs. */
export function timestampOption(code: number, ticks: bigint, littleEndian = true): RawOption {
  const value = new Uint8Array(8);
  const view = new DataView(value.buffer);
  view.setUint32(0, Number(ticks >> 32n), littleEndian);
  view.setUint32(4, Number(ticks & 0xffffffffn), littleEndian);
  return { code, value };
}

/** Bytes that `writeOptions` needs. */
export function optionsLength(options: readonly RawOption[]): number {
  if (options.length === 0) return 0;
  return options.reduce((sum, option) => sum + 4 + roundUpTo4(option.value.length), 4);
}

/** Writes options and the mark of their end at `at`; returns where they end. */
export function writeOptions(view: DataView, at: number, options: readonly RawOption[], littleEndian: boolean): number {
  if (options.length === 0) return at;
  const bytes = new Uint8Array(view.buffer as ArrayBuffer, view.byteOffset, view.byteLength);
  let next = at;
  for (const { code, value } of options) {
    view.setUint16(next, code, littleEndian);
    view.setUint16(next + 2, value.length, littleEndian);
    bytes.set(value, next + 4);
    const end = next + 4 + roundUpTo4(value.length);
    bytes.fill(0, next + 4 + value.length, end);
    next = end;
  }
  view.setUint16(next, commonOption.end, littleEndian);
  view.setUint16(next + 2, 0, littleEndian);
  return next + 4;
}

/** A whole block: its fixed part, written by `fill` at offset 8 of the view, and its options. */
function block(
  type: number,
  fixedLength: number,
  options: readonly RawOption[],
  littleEndian: boolean,
  fill: (view: DataView) => void,
): Uint8Array {
  const length = blockOverhead + fixedLength + optionsLength(options);
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, type, littleEndian);
  view.setUint32(4, length, littleEndian);
  fill(view);
  writeOptions(view, 8 + fixedLength, options, littleEndian);
  view.setUint32(length - 4, length, littleEndian);
  return bytes;
}

/** Section 4.1, the section's length unknown. */
export function sectionHeaderBlock(options: readonly RawOption[], littleEndian = true): Uint8Array {
  return block(blockType.sectionHeader, sectionHeaderLength - blockOverhead, options, littleEndian, (view) => {
    view.setUint32(8, byteOrderMagic, littleEndian);
    view.setUint16(12, 1, littleEndian);
    view.setUint16(14, 0, littleEndian);
    view.setBigInt64(16, -1n, littleEndian);
  });
}

/** Section 4.2. `snapshotLength` 0 means no limit. */
export function interfaceDescriptionBlock(
  linkType: number,
  snapshotLength: number,
  options: readonly RawOption[],
  littleEndian = true,
): Uint8Array {
  return block(blockType.interfaceDescription, 8, options, littleEndian, (view) => {
    view.setUint16(8, linkType, littleEndian);
    view.setUint32(12, snapshotLength, littleEndian);
  });
}

/** `TLSK`: lines in the form of SSLKEYLOGFILE. */
const tlsKeyLog = 0x544c534b;

/** Section 4.7, of TLS secrets. Belongs before the packets that it helps to decrypt. */
export function tlsSecretsBlock(secrets: Uint8Array, littleEndian = true): Uint8Array {
  const padded = roundUpTo4(secrets.length);
  return block(blockType.decryptionSecrets, 8 + padded, [], littleEndian, (view) => {
    view.setUint32(8, tlsKeyLog, littleEndian);
    view.setUint32(12, secrets.length, littleEndian);
    new Uint8Array(view.buffer).set(secrets, 16);
  });
}

/** Section 4.6. `ticks` counts as the interface's timestamps do. */
export function interfaceStatisticsBlock(
  interfaceId: number,
  ticks: bigint,
  options: readonly RawOption[],
  littleEndian = true,
): Uint8Array {
  return block(blockType.interfaceStatistics, 12, options, littleEndian, (view) => {
    view.setUint32(8, interfaceId, littleEndian);
    view.setUint32(12, Number((ticks >> 32n) & 0xffffffffn), littleEndian);
    view.setUint32(16, Number(ticks & 0xffffffffn), littleEndian);
  });
}
