/** Reads a field's value from bytes by its type, and compares what types share. */
import { type Field, type FieldValue, widthOf } from './field';

/** The value of `field` in the `length` bytes at `at`; bytes beyond `bytes` never occur, `Layer.add` has checked. */
export function readValue(field: Field, bytes: Uint8Array, at: number, length: number): FieldValue {
  switch (field.type) {
    case 'BOOLEAN':
    case 'CHAR':
    case 'UINT8':
    case 'UINT16':
    case 'UINT24':
    case 'UINT32':
    case 'FRAMENUM':
      return masked(field, unsigned(bytes, at, Math.min(length, 6), field.littleEndian));
    case 'UINT40':
    case 'UINT48':
    case 'UINT56':
    case 'UINT64':
      return wideMasked(field, wide(bytes, at, Math.min(length, 8), field.littleEndian));
    case 'INT8':
    case 'INT16':
    case 'INT24':
    case 'INT32': {
      const width = Math.min(length, 4);
      const value = masked(field, unsigned(bytes, at, width, field.littleEndian));
      const bits = field.mask === 0 ? width * 8 : bitLength(Number(field.mask) / 2 ** field.shift);
      return value >= 2 ** (bits - 1) ? value - 2 ** bits : value;
    }
    case 'INT64':
      return BigInt.asIntN(64, wide(bytes, at, Math.min(length, 8), field.littleEndian));
    case 'FLOAT':
      return view(bytes, at, 4)?.getFloat32(0, field.littleEndian) ?? 0;
    case 'DOUBLE':
      return view(bytes, at, 8)?.getFloat64(0, field.littleEndian) ?? 0;
    case 'IPv4':
      return unsigned(bytes, at, 4, field.littleEndian);
    case 'STRING':
      return readText(field, bytes, at, length);
    case 'ABSOLUTE_TIME':
    case 'RELATIVE_TIME':
      return wide(bytes, at, Math.min(length, 4), field.littleEndian) * 1_000_000_000n;
    case 'NONE':
      return 1;
    case 'PROTOCOL':
    case 'BYTES':
    case 'ETHER':
    case 'EUI64':
    case 'IPv6':
    case 'GUID':
    case 'OID':
      return bytes.subarray(at, at + length);
    default:
      return field.type satisfies never;
  }
}

/** Text with what follows a NUL left away, and U+FFFD for bytes that are no text. */
function readText(field: Field, bytes: Uint8Array, at: number, length: number): string {
  let part = bytes.subarray(at, at + length);
  const encoding = field.options.encoding ?? 'utf-8';
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return decoder(encoding).decode(part);
  const nul = part.indexOf(0);
  if (nul >= 0) part = part.subarray(0, nul);
  return decoder(encoding).decode(part);
}

const decoders = new Map<string, InstanceType<typeof TextDecoder>>();

function decoder(encoding: string): InstanceType<typeof TextDecoder> {
  let made = decoders.get(encoding);
  if (made === undefined) {
    made = new TextDecoder(encoding, { ignoreBOM: true });
    decoders.set(encoding, made);
  }
  return made;
}

function masked(field: Field, raw: number): number {
  if (field.mask === 0) return raw;
  const mask = Number(field.mask);
  if (mask <= 0x7fff_ffff && raw <= 0x7fff_ffff) return (raw & mask) >>> field.shift;
  return Number((BigInt(raw) & BigInt(mask)) >> BigInt(field.shift));
}

function wideMasked(field: Field, raw: bigint): bigint {
  return field.mask === 0 ? raw : (raw & BigInt(field.mask)) >> BigInt(field.shift);
}

/** An unsigned integer of up to six bytes. */
export function unsigned(bytes: Uint8Array, at: number, length: number, littleEndian: boolean): number {
  let value = 0;
  if (littleEndian) for (let i = length - 1; i >= 0; i--) value = value * 256 + bytes[at + i];
  else for (let i = 0; i < length; i++) value = value * 256 + bytes[at + i];
  return value;
}

function wide(bytes: Uint8Array, at: number, length: number, littleEndian: boolean): bigint {
  const low = Math.min(length, 4);
  if (littleEndian)
    return (
      (BigInt(unsigned(bytes, at + low, length - low, true)) << BigInt(low * 8)) |
      BigInt(unsigned(bytes, at, low, true))
    );
  return (
    (BigInt(unsigned(bytes, at, length - low, false)) << BigInt(low * 8)) |
    BigInt(unsigned(bytes, at + length - low, low, false))
  );
}

function view(bytes: Uint8Array, at: number, length: number): DataView | undefined {
  return at + length > bytes.length ? undefined : new DataView(bytes.buffer, bytes.byteOffset + at, length);
}

/** Number of bits that a value needs. */
export function bitLength(value: number): number {
  let bits = 0;
  for (let rest = value; rest >= 1; rest = Math.floor(rest / 2)) bits++;
  return bits;
}

/** Width in bytes by which a number of this field is written in hexadecimal. */
export function hexDigits(field: Field): number {
  if (field.mask !== 0) return Math.ceil((bitLength(Number(field.mask)) - field.shift) / 4);
  return (widthOf[field.type] ?? 4) * 2;
}
