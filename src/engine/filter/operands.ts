/** Compiles operands: what they are, and how their values are had from a packet. */
import type { Catalogue } from '../declare/catalogue';
import type { Field, FieldValue } from '../declare/field';
import { plainValue } from '../declare/format';
import type { Occurrence } from '../decode/value-sink';
import type { FieldReference, PacketValues } from './compiled-filter';
import { functions } from './functions';
import { type Constant, integerOf, type LiteralText, readLiteral } from './literals';
import { nearestNames } from './nearest-names';
import type { Operand, Range } from './syntax';
import { fail } from './tokens';
import { classOf, type ValueClass } from './value-class';

/** Gives an operand's values in a packet; none when what it names is not there. */
export type ValuesOf = (packet: PacketValues) => readonly FieldValue[];

/** An operand whose class is known. */
export interface Typed {
  readonly kind: 'values';
  readonly valueClass: ValueClass;
  readonly valuesOf: ValuesOf;
  /** The field that says how literals beside this operand are read. */
  readonly field: Field;
  /** Whether it is the same for every packet. */
  readonly constant: boolean;
  readonly operand: Operand;
}

/** A literal that takes its type from what it is compared with. */
export interface Untyped {
  readonly kind: 'literal';
  readonly literal: LiteralText;
  readonly negative: boolean;
  readonly operand: Operand;
}

export type Compiled = Typed | Untyped;

/** What compilation collects, and where it looks names up. */
export class Compilation {
  readonly fields = new Set<Field>();
  wantsInfo = false;
  readonly warnings: { readonly message: string; readonly start: number; readonly end: number }[] = [];

  constructor(
    readonly catalogue: Catalogue,
    readonly reference: FieldReference | undefined,
  ) {}

  compile(operand: Operand): Compiled {
    switch (operand.kind) {
      case 'field':
        return this.field(operand, operand.name);
      case 'literal':
        return this.word(operand);
      case 'string':
      case 'character':
        return { kind: 'literal', literal: operand, negative: false, operand };
      case 'reference':
        return this.referenced(operand);
      case 'slice':
        return this.slice(operand);
      case 'call':
        return this.call(operand);
      case 'arithmetic':
        return this.arithmetic(operand);
      case 'negative':
        return this.negative(operand);
      default:
        return operand satisfies never;
    }
  }

  /** Fields of a name that must be one. */
  require(name: string, start: number, end: number): readonly Field[] {
    const fields = this.catalogue.field(name);
    if (fields.length > 0) return fields;
    const near = nearestNames(name, this.catalogue);
    return fail(
      `“${name}” is neither a field nor a protocol.${near.length > 0 ? ` Did you mean ${near.join(' or ')}?` : ''}`,
      start,
      end,
    );
  }

  private word(operand: Operand & { kind: 'literal' }): Compiled {
    const { text, start, end } = operand;
    if (text.startsWith(':') && !text.startsWith('::'))
      return { kind: 'literal', literal: { kind: 'literal', text: text.slice(1) }, negative: false, operand };
    if (this.catalogue.field(text).length > 0)
      return this.field({ kind: 'field', name: text, raw: false, start, end }, text);
    return { kind: 'literal', literal: { kind: 'literal', text }, negative: false, operand };
  }

  private field(operand: Operand & { kind: 'field' }, name: string): Typed {
    const fields = this.require(name, operand.start, operand.end);
    const [first] = fields;
    if (first.protocol.id === '_ws.col') {
      if (first.key === 'info') this.wantsInfo = true;
      return typed(operand, first, 'string', ({ column }) => nonEmpty(column(first.key)));
    }
    for (const field of fields) this.fields.add(field);
    const occurrencesOf = (packet: PacketValues): readonly Occurrence[] =>
      within(fields.length === 1 ? packet.of(first) : fields.flatMap((field) => packet.of(field)), operand.layers);
    if (operand.raw) return typed(operand, first, 'bytes', (packet) => occurrencesOf(packet).map(rawBytes));
    return typed(operand, first, classOf(first.type), (packet) =>
      occurrencesOf(packet).map((occurrence) => valueOf(first, occurrence)),
    );
  }

  private referenced(operand: Operand & { kind: 'reference' }): Typed {
    const fields = this.require(operand.name, operand.start, operand.end);
    const [first] = fields;
    const found =
      this.reference === undefined
        ? []
        : within(
            fields.flatMap((field) => this.reference!(field) ?? []),
            operand.layers,
          );
    const values = found.map((occurrence) => (operand.raw ? rawBytes(occurrence) : valueOf(first, occurrence)));
    return { ...typed(operand, first, operand.raw ? 'bytes' : classOf(first.type), () => values), constant: true };
  }

  private slice(operand: Operand & { kind: 'slice' }): Typed {
    const of = this.typedOperand(operand.of);
    if (of.valueClass !== 'bytes' && of.valueClass !== 'string')
      fail(`Only text and bytes can be sliced; ${this.textOf(of)} holds neither.`, operand.start, operand.end);
    const valuesOf: ValuesOf = (packet) => of.valuesOf(packet).flatMap((value) => sliced(value, operand.ranges));
    return { ...typed(operand, bytesField(of.field), of.valueClass, valuesOf), constant: of.constant };
  }

  private call(operand: Operand & { kind: 'call' }): Typed {
    const known = Object.hasOwn(functions, operand.name) ? functions[operand.name] : undefined;
    if (known === undefined)
      fail(
        `There is no function “${operand.name}”. The functions are ${Object.keys(functions).join(', ')}.`,
        operand.start,
        operand.end,
      );
    if (operand.arguments.length < known.least || operand.arguments.length > known.most)
      fail(
        `${operand.name}() takes ${known.least === known.most ? known.least : `at least ${known.least}`} argument${known.least === 1 && known.most === 1 ? '' : 's'}, not ${operand.arguments.length}.`,
        operand.start,
        operand.end,
      );
    return known.compile(operand.arguments, this, operand);
  }

  private arithmetic(operand: Operand & { kind: 'arithmetic' }): Typed {
    const [left, right] = this.pair(operand.left, operand.right, operand.operator);
    const { operator } = operand;
    for (const side of [left, right])
      if (!['integer', 'float', 'relative time', 'absolute time', 'boolean'].includes(side.valueClass))
        fail(`${this.textOf(side)} is no number to calculate with.`, side.operand.start, side.operand.end);
    const combine = arithmeticOf(operator);
    const valuesOf: ValuesOf = (packet) =>
      left.valuesOf(packet).flatMap((a) => right.valuesOf(packet).flatMap((b) => combine(a, b)));
    return {
      ...typed(
        operand,
        left.constant ? right.field : left.field,
        left.constant ? right.valueClass : left.valueClass,
        valuesOf,
      ),
      constant: left.constant && right.constant,
    };
  }

  private negative(operand: Operand & { kind: 'negative' }): Compiled {
    const of = this.compile(operand.of);
    if (of.kind === 'literal')
      return { ...of, literal: { ...of.literal, text: `-${of.literal.text}` }, negative: true, operand };
    if (!['integer', 'float', 'relative time'].includes(of.valueClass))
      fail(`${this.textOf(of)} is no number to negate.`, operand.start, operand.end);
    return {
      ...of,
      operand,
      valuesOf: (packet) => of.valuesOf(packet).map((value) => (typeof value === 'bigint' ? -value : -Number(value))),
    };
  }

  /** An operand that must have a type of its own. */
  typedOperand(operand: Operand): Typed {
    const compiled = this.compile(operand);
    if (compiled.kind === 'values') return compiled;
    if (operand.kind === 'literal') this.require(compiled.literal.text, operand.start, operand.end);
    return fail('Here a field must stand, not a value.', operand.start, operand.end);
  }

  /** Two operands of which one gives the other its type. */
  pair(leftOperand: Operand, rightOperand: Operand, operator: string): readonly [Typed, Typed] {
    const left = this.compile(leftOperand);
    const right = this.compile(rightOperand);
    const place = [leftOperand.start, rightOperand.end] as const;
    if (left.kind === 'literal' && right.kind === 'literal') {
      for (const side of [left, right])
        if (side.operand.kind === 'literal' && /^[a-z_][\w.-]*$/i.test(side.literal.text))
          this.require(side.literal.text, side.operand.start, side.operand.end);
      return fail(
        `Both sides of “${operator}” are fixed values: the answer would be the same for every packet.`,
        ...place,
      );
    }
    if (left.kind === 'literal') return [this.literalFor(left, right as Typed), right as Typed];
    if (right.kind === 'literal') return [left, this.literalFor(right, left)];
    if (left.constant && right.constant && leftOperand.kind !== 'reference')
      fail(`Both sides of “${operator}” are fixed values: the answer would be the same for every packet.`, ...place);
    return [left, right];
  }

  /** A literal read as a value of the type of `other`. */
  literalFor(literal: Untyped, other: Typed): Typed {
    const constant = this.constantFor(literal, other);
    if (constant.kind === 'network')
      return fail(
        'A network with a prefix can only be compared with ==, != and in.',
        literal.operand.start,
        literal.operand.end,
      );
    const values = [constant.value];
    return { ...typed(literal.operand, other.field, other.valueClass, () => values), constant: true };
  }

  constantFor({ literal, operand }: Untyped, other: Typed): Constant {
    const read =
      other.valueClass === 'integer' && other.field.type === 'STRING'
        ? integerConstant(literal.text)
        : readLiteral(literal, fieldFor(other));
    if (typeof read !== 'string') return read;
    const looksLikeField = operand.kind === 'literal' && /^[a-z_][\w-]*(\.[\w-]+)+$/i.test(literal.text);
    if (looksLikeField) this.require(literal.text, operand.start, operand.end);
    return fail(read, operand.start, operand.end);
  }

  textOf({ operand, field }: Typed): string {
    return operand.kind === 'field' ? operand.name : field.id;
  }
}

function integerConstant(text: string): Constant | string {
  const value = integerOf(text);
  return value === undefined ? `“${text}” is not a number.` : { kind: 'value', value: Number(value) };
}

/** The field by whose type literals beside an operand are read: bytes where the operand gives bytes of something else. */
function fieldFor({ valueClass, field }: Typed): Field {
  return valueClass === 'bytes' && classOf(field.type) !== 'bytes' ? bytesField(field) : field;
}

/** A stand-in of type BYTES for slices and raw values. */
function bytesField(field: Field): Field {
  return field.type === 'STRING'
    ? field
    : (Object.assign(Object.create(field), { type: 'BYTES', values: undefined }) as Field);
}

const typed = (operand: Operand, field: Field, valueClass: ValueClass, valuesOf: ValuesOf): Typed => ({
  kind: 'values',
  operand,
  field,
  valueClass,
  valuesOf,
  constant: false,
});

const nonEmpty = (text: string): readonly string[] => (text === '' ? [] : [text]);

const rawBytes = ({ bytes, start, length }: Occurrence): Uint8Array => bytes.subarray(start, start + length);

function valueOf(field: Field, occurrence: Occurrence): FieldValue {
  return field.type === 'PROTOCOL' ? rawBytes(occurrence) : occurrence.value;
}

/** The occurrences in the layers that `#` names; negative numbers count from the last. */
function within(occurrences: readonly Occurrence[], layers: readonly Range[] | undefined): readonly Occurrence[] {
  if (layers === undefined) return occurrences;
  const last = occurrences.reduce((most, { layer }) => Math.max(most, layer), 0);
  const number = (value: number) => (value < 0 ? last + 1 + value : value);
  return occurrences.filter(({ layer }) =>
    layers.some((range) => {
      const from = number(range.from);
      if (range.kind === 'rest') return layer >= from;
      return layer >= from && layer <= (range.kind === 'to' ? number(range.to) : from + range.length - 1);
    }),
  );
}

/** The bytes or characters of the ranges, joined; nothing when a range begins or ends outside. */
function sliced(value: FieldValue, ranges: readonly Range[]): readonly FieldValue[] {
  const whole = typeof value === 'string' ? [...value] : Array.from(value as Uint8Array);
  const parts: (string | number)[] = [];
  for (const range of ranges) {
    const from = range.from < 0 ? whole.length + range.from : range.from;
    const to =
      range.kind === 'rest'
        ? whole.length
        : range.kind === 'length'
          ? from + range.length
          : (range.to < 0 ? whole.length + range.to : range.to) + 1;
    if (from < 0 || from >= whole.length || to > whole.length || to <= from) return [];
    parts.push(...whole.slice(from, to));
  }
  return [typeof value === 'string' ? parts.join('') : Uint8Array.from(parts as number[])];
}

function arithmeticOf(operator: string): (a: FieldValue, b: FieldValue) => readonly FieldValue[] {
  return (a, b) => {
    if (typeof a === 'bigint' || typeof b === 'bigint') {
      const wide = calculate(operator, BigInt(a as number | bigint), BigInt(b as number | bigint));
      return wide === undefined ? [] : [wide];
    }
    const x = Number(a);
    const y = Number(b);
    switch (operator) {
      case '+':
        return [x + y];
      case '-':
        return [x - y];
      case '*':
        return [x * y];
      case '/':
        return y === 0 ? [] : [Number.isInteger(x) && Number.isInteger(y) ? Math.trunc(x / y) : x / y];
      case '%':
        return y === 0 ? [] : [x % y];
      default:
        return [Number(BigInt(Math.trunc(x)) & BigInt(Math.trunc(y)))];
    }
  };
}

function calculate(operator: string, a: bigint, b: bigint): bigint | undefined {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return b === 0n ? undefined : a / b;
    case '%':
      return b === 0n ? undefined : a % b;
    default:
      return a & b;
  }
}

/** Text of a value, for the function `string`. */
export const textOfValue = (field: Field, value: FieldValue): string => plainValue(field, value);
