/** Types of TDS: how long their values are, and how these read. [MS-TDS], sections 2.2.5.4 to 2.2.5.6. */
import type { Layer } from '../../../declare/layer';
import type { FieldsOf } from '../../../declare/protocol';
import type { tdsFields } from './fields';

export type TdsFields = FieldsOf<typeof tdsFields>;

/** What stands before a value: nothing, one, two or four bytes of length, a pointer and a time, or chunks. */
type Prefix = 'none' | 'byte' | 'short' | 'long' | 'pointer' | 'chunks';
type Meaning = 'null' | 'integer' | 'boolean' | 'real' | 'time' | 'guid' | 'wide' | 'narrow' | 'binary';

interface Kind {
  readonly name: string;
  readonly meaning: Meaning;
  readonly prefix: Prefix;
  /** Length of values without a prefix. */
  readonly length?: number;
  readonly collation?: boolean;
  /** Precision and scale, scale alone, or neither. */
  readonly digits?: 0 | 1 | 2;
  /** Whether the type says no length of its own. */
  readonly unsized?: boolean;
}

const fixed = (name: string, meaning: Meaning, length: number): Kind => ({ name, meaning, prefix: 'none', length });
const sized = (name: string, meaning: Meaning, digits: 0 | 2 = 0): Kind => ({ name, meaning, prefix: 'byte', digits });
const scaled = (name: string): Kind => ({ name, meaning: 'binary', prefix: 'byte', digits: 1, unsized: true });
const large = (name: string, meaning: Meaning): Kind => ({
  name,
  meaning,
  prefix: 'short',
  collation: meaning !== 'binary',
});

const kinds: Readonly<Record<number, Kind>> = {
  31: fixed('NULLTYPE', 'null', 0),
  34: { name: 'IMAGETYPE', meaning: 'binary', prefix: 'pointer' },
  35: { name: 'TEXTTYPE', meaning: 'narrow', prefix: 'pointer', collation: true },
  36: sized('GUIDTYPE', 'guid'),
  38: sized('INTNTYPE', 'integer'),
  40: { name: 'DATENTYPE', meaning: 'binary', prefix: 'byte', unsized: true },
  41: scaled('TIMENTYPE'),
  42: scaled('DATETIME2NTYPE'),
  43: scaled('DATETIMEOFFSETNTYPE'),
  48: fixed('INT1TYPE', 'integer', 1),
  50: fixed('BITTYPE', 'boolean', 1),
  52: fixed('INT2TYPE', 'integer', 2),
  56: fixed('INT4TYPE', 'integer', 4),
  58: fixed('DATETIM4TYPE', 'time', 4),
  59: fixed('FLT4TYPE', 'real', 4),
  60: fixed('MONEYTYPE', 'binary', 8),
  61: fixed('DATETIMETYPE', 'time', 8),
  62: fixed('FLT8TYPE', 'real', 8),
  98: { name: 'SSVARIANTTYPE', meaning: 'binary', prefix: 'long' },
  99: { name: 'NTEXTTYPE', meaning: 'wide', prefix: 'pointer', collation: true },
  104: sized('BITNTYPE', 'boolean'),
  106: sized('DECIMALNTYPE', 'binary', 2),
  108: sized('NUMERICNTYPE', 'binary', 2),
  109: sized('FLTNTYPE', 'real'),
  110: sized('MONEYNTYPE', 'binary'),
  111: sized('DATETIMNTYPE', 'time'),
  122: fixed('MONEY4TYPE', 'binary', 4),
  127: fixed('INT8TYPE', 'integer', 8),
  165: large('BIGVARBINTYPE', 'binary'),
  167: large('BIGVARCHRTYPE', 'narrow'),
  173: large('BIGBINARYTYPE', 'binary'),
  175: large('BIGCHARTYPE', 'narrow'),
  231: large('NVARCHARTYPE', 'wide'),
  239: large('NCHARTYPE', 'wide'),
};

/** A type as a column or a parameter has it. */
export interface ValueType {
  readonly code: number;
  readonly kind: Kind;
  readonly prefix: Prefix;
  /** Where its parts begin, -1 for those that it has not. */
  readonly sizeAt: number;
  readonly digitsAt: number;
  readonly collationAt: number;
  readonly end: number;
}

const withoutLimit = 0xffff;
const sizeWidths: Readonly<Record<Prefix, number>> = { none: 0, byte: 1, short: 2, long: 4, pointer: 4, chunks: 2 };
export const sizeWidth = (type: ValueType): number => sizeWidths[type.prefix];

/** The type at `at`; undefined for one that is not known, behind which nothing can be read. */
export function typeAt(layer: Layer, at: number): ValueType | undefined {
  const code = layer.u8(at);
  const kind = kinds[code];
  if (kind === undefined) return undefined;
  let end = at + 1;
  const sizeAt = kind.prefix === 'none' || kind.unsized ? -1 : end;
  const chunks = kind.prefix === 'short' && layer.u16le(end) === withoutLimit;
  if (sizeAt >= 0) end += sizeWidths[kind.prefix];
  const digitsAt = kind.digits ? end : -1;
  end += kind.digits ?? 0;
  const collationAt = kind.collation ? end : -1;
  if (kind.collation) end += 5;
  return { code, kind, prefix: chunks ? 'chunks' : kind.prefix, sizeAt, digitsAt, collationAt, end };
}

/** Shows the value at `at`; gives the offset behind it. */
export function showTypedValue(layer: Layer, field: TdsFields, type: ValueType, at: number): number {
  switch (type.prefix) {
    case 'none':
      return showData(layer, field, type.kind, at, type.kind.length ?? 0);
    case 'byte':
      layer.add(field['type_varbyte.length'], at, 1);
      return showData(layer, field, type.kind, at + 1, layer.u8(at));
    case 'short': {
      const length = layer.u16le(at);
      layer.add(field['type_varbyte.length'], at, 2);
      if (length !== withoutLimit) return showData(layer, field, type.kind, at + 2, length);
      layer.addComputed(field['type_varbyte.data.null'], 1, at, 2);
      return at + 2;
    }
    case 'long':
      layer.add(field['type_varbyte.length'], at, 4);
      return showData(layer, field, type.kind, at + 4, layer.u32le(at));
    case 'pointer':
      return showPointed(layer, field, type.kind, at);
    case 'chunks':
      return showChunks(layer, field, type.kind, at);
    default:
      return type.prefix satisfies never;
  }
}

function showPointed(layer: Layer, field: TdsFields, kind: Kind, at: number): number {
  const pointer = layer.u8(at);
  layer.add(field['type_varbyte.textptr_len'], at, 1);
  if (pointer === 0) return at + 1;
  layer.add(field['type_varbyte.data.textptr'], at + 1, pointer);
  const lengthAt = at + 1 + pointer + 8;
  layer.add(field['type_varbyte.length'], lengthAt, 4);
  return showData(layer, field, kind, lengthAt + 4, layer.u32le(lengthAt));
}

const nullLength = 0xffff_ffff_ffff_ffffn;

function showChunks(layer: Layer, field: TdsFields, kind: Kind, from: number): number {
  layer.add(field['type_varbyte.plp_len'], from, 8);
  let at = from + 8;
  if (layer.u64le(from) === nullLength) return at;
  const first = layer.u32le(at);
  // One chunk is the whole value most often.
  if (first > 0 && layer.has(at + 4 + first, 4) && layer.u32le(at + 4 + first) === 0)
    return showData(layer, field, kind, at + 4, first) + 4;
  for (;;) {
    const length = layer.u32le(at);
    at += 4;
    if (length === 0) return at;
    layer.add(field['type_varbyte.plp_chunk'], at, length);
    layer.need(at, length);
    at += length;
  }
}

function showData(layer: Layer, field: TdsFields, kind: Kind, at: number, length: number): number {
  layer.need(at, length);
  if (layer.emitting) addData(layer, field, kind, at, length);
  return at + length;
}

function addData(layer: Layer, field: TdsFields, { meaning }: Kind, at: number, length: number): void {
  const isText = meaning === 'wide' || meaning === 'narrow' || meaning === 'binary';
  if (length === 0 && !isText) {
    layer.addComputed(field['type_varbyte.data.null'], 1, at, 0);
    return;
  }
  switch (meaning) {
    case 'integer':
      if (length === 8) layer.add(field['type_varbyte.data.int64'], at, length);
      else layer.add(field['type_varbyte.data.int'], at, length, signedInteger(layer, at, length));
      break;
    case 'boolean':
      layer.add(field['type_varbyte.data.bool'], at, length);
      break;
    case 'real':
      layer.add(field['type_varbyte.data.float'], at, length, real(layer, at, length));
      break;
    case 'time':
      layer.add(field['type_varbyte.data.datetime'], at, length, time(layer, at, length));
      break;
    case 'guid':
      if (length === 16) layer.add(field['type_varbyte.data.guid'], at, length, guidBytes(layer.slice(at, length)));
      break;
    case 'wide':
      layer.add(field['type_varbyte.data.string'], at, length);
      break;
    case 'narrow':
      layer.add(field['type_varbyte.data.string'], at, length, layer.text(at, length));
      break;
    default:
      if (length > 0) layer.add(field['type_varbyte.data.bytes'], at, length);
  }
}

function signedInteger(layer: Layer, at: number, length: number): number {
  // The smallest of the integers alone has no sign.
  if (length === 1) return layer.u8(at);
  return length === 2 ? (layer.u16le(at) << 16) >> 16 : layer.u32le(at) | 0;
}

function real(layer: Layer, at: number, length: number): number {
  const bytes = layer.slice(at, length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, length);
  if (length < 4) return 0;
  return length >= 8 ? view.getFloat64(0, true) : view.getFloat32(0, true);
}

/** Seconds from 1900 to 1970. */
const epoch = -2_208_988_800n;
const secondsOfDay = 86_400n;

/** Days since 1900, then three hundredths of seconds or, in the short form, minutes. */
function time(layer: Layer, at: number, length: number): bigint {
  const billion = 1_000_000_000n;
  if (length < 8) return (epoch + BigInt(layer.u16le(at)) * secondsOfDay + BigInt(layer.u16le(at + 2)) * 60n) * billion;
  const days = BigInt(layer.u32le(at) | 0);
  return (epoch + days * secondsOfDay) * billion + (BigInt(layer.u32le(at + 4)) * billion) / 300n;
}

/** The first three parts of an identifier are little-endian. */
const guidBytes = (bytes: Uint8Array): Uint8Array =>
  Uint8Array.from([3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15], (index) => bytes[index]);
