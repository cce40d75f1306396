/** What a protocol's field is: its type, place, label, and how its value reads. One declaration serves tree, filter, columns and reference. */
import type { Layer } from './layer';
import type { Protocol } from './protocol';

/**
 * Types of fields, named as Wireshark's `FT_` types without the prefix.
 * `ABSOLUTE_TIME` and `RELATIVE_TIME` count nanoseconds; `FRAMENUM` is the number of a packet.
 */
export type FieldType =
  | 'NONE'
  | 'PROTOCOL'
  | 'BOOLEAN'
  | 'CHAR'
  | 'UINT8'
  | 'UINT16'
  | 'UINT24'
  | 'UINT32'
  | 'UINT40'
  | 'UINT48'
  | 'UINT56'
  | 'UINT64'
  | 'INT8'
  | 'INT16'
  | 'INT24'
  | 'INT32'
  | 'INT64'
  | 'FLOAT'
  | 'DOUBLE'
  | 'STRING'
  | 'BYTES'
  | 'ETHER'
  | 'EUI64'
  | 'IPv4'
  | 'IPv6'
  | 'GUID'
  | 'OID'
  | 'ABSOLUTE_TIME'
  | 'RELATIVE_TIME'
  | 'FRAMENUM';

/** Groups of expert messages that occur here, as Wireshark has them. */
export type ExpertGroup = 'checksum' | 'sequence' | 'malformed' | 'protocol' | 'comments';

/** How an integer is written. `decimal-hex` writes both, decimal first. */
export type Base = 'decimal' | 'hex' | 'octal' | 'decimal-hex' | 'hex-decimal';

/**
 * A field's value. Integers and IPv4 addresses are numbers (IPv4 as unsigned 32 bits), booleans 0 or 1, UINT40 and longer and
 * INT64 bigints, times bigints in nanoseconds, addresses and byte strings `Uint8Array`, text strings.
 */
export type FieldValue = number | bigint | string | Uint8Array;

/** Names of an enumerated field's values. A list of ranges is searched in order. */
export type ValueNames =
  | Readonly<Record<number, string>>
  | ReadonlyMap<number, string>
  | readonly (readonly [from: number, to: number, name: string])[]
  | ((value: number) => string | undefined);

/** What a declaration may say of a field besides its type. */
export interface FieldOptions {
  readonly label: string;
  /** Offset in bytes from the layer's start: makes it a header field, shown by `Layer.header()`. */
  readonly at?: number;
  /** Length in bytes, where the type does not say. For text, bytes, and masked fields wider than their type. */
  readonly length?: number;
  /** Which bits of the bytes are the field's; the value is shifted down to its lowest bit. */
  readonly mask?: number | bigint;
  readonly base?: Base;
  readonly littleEndian?: boolean;
  readonly values?: ValueNames;
  /** Written behind the value: `seconds`, `bytes`. */
  readonly unit?: string;
  /** Key of the header field in whose subtree this one stands. */
  readonly within?: string;
  /** Computes the value of a header field that is not in the bytes; nothing is shown when it gives undefined. */
  readonly value?: (layer: Layer) => FieldValue | undefined;
  /** Shows a header field only when this holds. */
  readonly when?: (layer: Layer) => boolean;
  /** Text shown instead of the usual "label: value". */
  readonly text?: (value: FieldValue, layer: Layer) => string;
  /** Can be filtered on, has no line of its own in the tree. */
  readonly hidden?: boolean;
  /** Computed, not in the bytes: shown in brackets. Implied by `value` without `at`. */
  readonly generated?: boolean;
  /** Absolute times: how they are written; `local`, in the zone of whoever looks, without it. */
  readonly time?: 'utc' | 'local';
  /** One sentence for the field reference and completion. */
  readonly description?: string;
  /** Marks every occurrence as an expert message of this severity. */
  readonly severity?: 'comment' | 'chat' | 'note' | 'warning' | 'error';
  /**
   * Wireshark's group of an expert message. Default: `comments` of comments, `sequence` of chat, otherwise `protocol`. With `malformed` the layer contradicts itself,
   * which marks the packet: see `Layer.remark`.
   */
  readonly group?: ExpertGroup;
  /** Keys of fields of which this one is another name: it occurs wherever one of them does, hidden (`ip.addr`). */
  readonly eitherOf?: readonly string[];
  /** Such a name has its line below that of the field which it stands for, and not beside it. */
  readonly inside?: boolean;
  /** The full filter name where it does not begin with the protocol's (`vlan.id` keeps the rule, `_ws.*` does not). */
  readonly id?: string;
  /**
   * Every value is text or bytes as they stand in the layer's bytes, so that what the value holds, they hold: searches look there
   * first. Text in UTF-8, ASCII or, for bytes below 128, Latin-1. Not for what is joined, unescaped or put into other words.
   */
  readonly verbatim?: boolean;
  /**
   * Every value follows from the opening of the PDU (what `Layer.needMore` is told that will be looked at), and is there before the
   * payload is walked: whoever wants no others need not have the rest.
   */
  readonly opening?: boolean;
  /** The encoding of a string field's bytes. */
  readonly encoding?: 'utf-8' | 'ascii' | 'latin1' | 'utf-16le' | 'utf-16be';
}

export interface FieldDeclaration extends FieldOptions {
  readonly type: FieldType;
}

/** A declared field. `index` numbers all fields of a catalogue from 0. */
export class Field {
  index = -1;
  readonly id: string;
  readonly label: string;
  readonly type: FieldType;
  readonly base: Base;
  readonly littleEndian: boolean;
  readonly mask: number | bigint;
  readonly shift: number;
  readonly at: number;
  readonly length: number;
  readonly hidden: boolean;
  readonly generated: boolean;
  readonly values: ValueNames | undefined;
  readonly unit: string;
  readonly options: FieldDeclaration;
  /** Fields that occur, hidden, wherever this one does. */
  aliases: readonly Field[] = [];
  /** The header field in whose subtree this one stands. */
  parent: Field | undefined;

  constructor(
    readonly protocol: Protocol,
    readonly key: string,
    declaration: FieldDeclaration,
  ) {
    this.options = declaration;
    this.id = declaration.id ?? (key === '' ? protocol.id : `${protocol.id}.${key}`);
    this.label = declaration.label;
    this.type = declaration.type;
    this.base = declaration.base ?? 'decimal';
    this.littleEndian = declaration.littleEndian ?? false;
    this.mask = declaration.mask ?? 0;
    this.shift = trailingZeros(this.mask);
    this.at = declaration.at ?? -1;
    this.length = declaration.length ?? widthOf[declaration.type] ?? 0;
    this.hidden = declaration.hidden ?? declaration.eitherOf !== undefined;
    this.generated = declaration.generated ?? (declaration.value !== undefined && declaration.at === undefined);
    this.values = declaration.values;
    this.unit = declaration.unit ?? '';
  }

  /** `id=value` and a line break: the same text again for the same value, so that packets with it are told alike at a glance. */
  traitOf(value: string | number): string {
    let trait = this.traits?.get(value);
    if (trait !== undefined) return trait;
    trait = `${this.id}=${value}\n`;
    this.traits ??= new Map();
    if (this.traits.size < maximumTraits) this.traits.set(value, trait);
    return trait;
  }
  private traits: Map<string | number, string> | undefined;

  /** The name of a value, or undefined when it has none. */
  nameOf(value: number): string | undefined {
    return this.values === undefined ? undefined : nameIn(this.values, value);
  }
}

/** Looks a value up in a table of names. */
export function nameIn(values: ValueNames, value: number): string | undefined {
  if (typeof values === 'function') return values(value);
  if (Array.isArray(values)) {
    for (const [from, to, name] of values as readonly (readonly [number, number, string])[])
      if (value >= from && value <= to) return name;
    return undefined;
  }
  if (values instanceof Map) return values.get(value);
  const record = values as Readonly<Record<number, string>>;
  return Object.hasOwn(record, value) ? record[value] : undefined;
}

/** Width in bytes of the types that have a fixed one. */
export const widthOf: Partial<Record<FieldType, number>> = {
  BOOLEAN: 1,
  CHAR: 1,
  UINT8: 1,
  UINT16: 2,
  UINT24: 3,
  UINT32: 4,
  UINT40: 5,
  UINT48: 6,
  UINT56: 7,
  UINT64: 8,
  INT8: 1,
  INT16: 2,
  INT24: 3,
  INT32: 4,
  INT64: 8,
  FLOAT: 4,
  DOUBLE: 8,
  ETHER: 6,
  EUI64: 8,
  IPv4: 4,
  IPv6: 16,
  GUID: 16,
};

/** Texts kept of one field: what a sender may invent freely does not fill the memory. */
const maximumTraits = 256;

function trailingZeros(mask: number | bigint): number {
  // The lowest bit alone, where it lies within 32 bits: declaring thousands of fields counts in the program's start.
  if (typeof mask === 'number' && (mask | 0) !== 0) return 31 - Math.clz32(mask & -mask);
  let rest = BigInt(mask);
  if (rest <= 0n) return 0;
  let zeros = 0;
  while ((rest & 1n) === 0n) {
    rest >>= 1n;
    zeros++;
  }
  return zeros;
}
