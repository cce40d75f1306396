/** The functions of the display-filter language. */
import type { FieldValue } from '../declare/field';
import type { Compilation, Typed, ValuesOf } from './operands';
import { textOfValue } from './operands';
import type { Operand } from './syntax';
import { fail } from './tokens';
import { compareValues, type ValueClass } from './value-class';

interface FilterFunction {
  readonly least: number;
  readonly most: number;
  readonly description: string;
  compile(operands: readonly Operand[], compilation: Compilation, call: Operand): Typed;
}

/** A function of one argument that gives values of `valueClass`, or of the argument's. */
function unary(
  description: string,
  accepts: readonly ValueClass[],
  apply: (values: readonly FieldValue[], argument: Typed) => readonly FieldValue[],
  valueClass?: ValueClass,
): FilterFunction {
  return {
    least: 1,
    most: 1,
    description,
    compile([first], compilation, call) {
      const argument = compilation.typedOperand(first);
      if (accepts.length > 0 && !accepts.includes(argument.valueClass))
        fail(
          `${compilation.textOf(argument)} is not what this function takes: ${accepts.join(' or ')}.`,
          first.start,
          first.end,
        );
      const valuesOf: ValuesOf = (packet) => apply(argument.valuesOf(packet), argument);
      return {
        ...argument,
        operand: call,
        valuesOf,
        valueClass: valueClass ?? argument.valueClass,
        field: valueClass === undefined ? argument.field : standIn(argument, valueClass),
      };
    },
  };
}

/** The field that tells how literals beside a function's result are read. */
function standIn(argument: Typed, valueClass: ValueClass): Typed['field'] {
  const type = valueClass === 'string' ? 'STRING' : 'UINT64';
  return Object.assign(Object.create(argument.field), { type, values: undefined, id: 'the result' }) as Typed['field'];
}

/** The least or the greatest value of all arguments. */
function extreme(description: string, sign: 1 | -1): FilterFunction {
  return {
    least: 1,
    most: 64,
    description,
    compile(operands, compilation, call) {
      const fields = operands.map((operand) => compilation.compile(operand));
      const first = fields.find((operand) => operand.kind === 'values');
      if (first?.kind !== 'values') return fail('At least one argument must be a field.', call.start, call.end);
      const sides = fields.map((operand) =>
        operand.kind === 'literal' ? compilation.literalFor(operand, first) : operand,
      );
      const other = sides.find(({ valueClass }) => valueClass !== first.valueClass);
      if (other !== undefined)
        fail(
          `${compilation.textOf(other)} cannot be compared with ${compilation.textOf(first)}.`,
          call.start,
          call.end,
        );
      const valuesOf: ValuesOf = (packet) => {
        const values = sides.flatMap((side) => side.valuesOf(packet));
        return values.length === 0
          ? []
          : [values.reduce((best, value) => (compareValues(value, best) * sign > 0 ? value : best))];
      };
      return { ...first, operand: call, valuesOf };
    },
  };
}

export const functions: Readonly<Record<string, FilterFunction>> = {
  len: unary(
    'length in bytes of text or bytes',
    ['string', 'bytes'],
    (values) =>
      values
        .map((value) =>
          typeof value === 'string' ? new TextEncoder().encode(value).length : (value as Uint8Array).length,
        )
        .map(BigInt),
    'integer',
  ),
  count: unary(
    'how often a field occurs in the packet',
    [],
    (values) => [BigInt(values.length)].filter((count) => count > 0n),
    'integer',
  ),
  upper: unary('text in capitals', ['string'], (values) => values.map((value) => String(value).toUpperCase())),
  lower: unary('text in small letters', ['string'], (values) => values.map((value) => String(value).toLowerCase())),
  string: unary(
    'the value as text',
    [],
    (values, { field }) => values.map((value) => textOfValue(field, value)),
    'string',
  ),
  max: extreme('the greatest of the values', 1),
  min: extreme('the least of the values', -1),
  abs: unary('the value without its sign', ['integer', 'float', 'relative time'], (values) =>
    values.map((value) => (typeof value === 'bigint' ? (value < 0n ? -value : value) : Math.abs(Number(value)))),
  ),
};
