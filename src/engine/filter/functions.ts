/** The functions of the display-filter language. Wireshark User's Guide, section 6.4.6. */
import type { FieldType, FieldValue } from '../declare/field';
import { filterValue } from '../declare/format';
import { isLinkLocal, isMulticast, isPrivate, isUniqueLocal } from './address-blocks';
import { numberOf } from './arithmetic';
import { literalFor } from './constants';
import { fail } from './problem';
import type { Scope } from './scope';
import { specialBlockOf } from './special-addresses';
import type { Operand } from './syntax';
import { type Compiled, derived, standIn, type Typed, type Untyped } from './typed';
import { compareValues, describeType, isNumeric, lengthOf, type ValueClass } from './value-class';

export interface FilterFunction {
  readonly least: number;
  readonly most: number;
  readonly description: string;
  apply(values: readonly Compiled[], scope: Scope, call: Operand): Compiled;
}

/** What a function of one argument says of it. */
interface Unary {
  readonly description: string;
  /** What the argument must be, in words, and the test of it. */
  readonly takes: string;
  accepts(argument: Typed): boolean;
  /** Type of the result; the argument's where it is absent. */
  readonly gives?: { readonly type: FieldType; readonly valueClass: ValueClass };
  values(values: readonly FieldValue[], argument: Typed): readonly FieldValue[];
  /** Of a written number, for those that calculate. */
  fold?(value: bigint | number): bigint | number;
}

function unary(declaration: Unary): FilterFunction {
  const { description, takes, accepts, gives, values, fold } = declaration;
  return {
    least: 1,
    most: 1,
    description,
    apply([argument], _scope, call) {
      const { start, end } = argument.operand;
      if (argument.kind === 'literal') {
        const number = numberOf(argument.literal);
        if (fold === undefined || number === undefined)
          return fail(`${nameOf(call)}() takes ${takes}, not a fixed value.`, start, end);
        return written(fold(number), call);
      }
      if (!accepts(argument))
        fail(`${nameOf(call)}() takes ${takes}; ${argument.name} is ${describeType(argument.field.type)}.`, start, end);
      const type =
        gives === undefined ? {} : { valueClass: gives.valueClass, field: standIn(argument.field, gives.type) };
      const whole = argument.partsOf ?? argument.valuesOf;
      return derived(argument, call, (packet) => values(whole(packet), argument), {
        ...type,
        name: `${nameOf(call)}(${argument.name})`,
      });
    },
  };
}

const nameOf = (call: Operand): string => (call.kind === 'call' ? call.name : '');

/** A number as if it had been written where the call stands. */
const written = (value: bigint | number, { start, end }: Operand): Untyped => {
  const operand = { kind: 'literal', text: String(value), forced: true, start, end } as const;
  return { kind: 'literal', literal: operand, operand };
};

/** The least or the greatest value of all arguments. */
function extreme(description: string, sign: 1 | -1): FilterFunction {
  return {
    least: 1,
    most: 64,
    description,
    apply(values, scope, call) {
      const first = values.find((value): value is Typed => value.kind === 'values');
      if (first === undefined) return extremeNumber(values, sign, call);
      const sides = values.map((value) => (value.kind === 'literal' ? literalFor(value, first, scope) : value));
      for (const { valueClass, operand, name, field } of sides)
        if (valueClass !== first.valueClass || valueClass === 'nothing')
          fail(
            `The arguments of ${nameOf(call)}() are of one type: ${name} is ${describeType(field.type)}, ${first.name} is ${describeType(first.field.type)}.`,
            operand.start,
            operand.end,
          );
      const all = sides.some(({ constant }) => constant) ? [] : [sides.flatMap(({ needs }) => needs.flat())];
      return derived(
        first,
        call,
        (packet) => {
          const found = sides.flatMap((side) => side.valuesOf(packet));
          return found.length === 0
            ? []
            : [found.reduce((best, value) => (compareValues(value, best) * sign > 0 ? value : best))];
        },
        { needs: all, name: `${nameOf(call)}(…)` },
      );
    },
  };
}

function extremeNumber(values: readonly Compiled[], sign: 1 | -1, call: Operand): Untyped {
  const numbers = values.map((value) => (value.kind === 'literal' ? numberOf(value.literal) : undefined));
  const [first] = numbers;
  if (first === undefined || numbers.some((number) => number === undefined))
    return fail(`${nameOf(call)}() takes fields and numbers.`, call.start, call.end);
  const best = (numbers as (bigint | number)[]).reduce((a, b) => (sign > 0 === b > a ? b : a), first);
  return written(best, call);
}

const isText = ({ valueClass }: Typed): boolean => valueClass === 'string';
const isWhole = ({ valueClass }: Typed): boolean => valueClass === 'integer';
const hasText = ({ field, valueClass }: Typed): boolean =>
  ['integer', 'float', 'ipv4', 'ipv6', 'guid'].includes(valueClass) || ['ETHER', 'EUI64', 'OID'].includes(field.type);
const isAddress = ({ valueClass }: Typed): boolean => valueClass === 'ipv4' || valueClass === 'ipv6';

const text = { type: 'STRING', valueClass: 'string' } as const;
const count = { type: 'UINT64', valueClass: 'integer' } as const;
const boolean = { type: 'BOOLEAN', valueClass: 'boolean' } as const;

const addressTest = (description: string, test: (value: FieldValue) => boolean): FilterFunction =>
  unary({
    description,
    takes: 'an IPv4 or IPv6 address',
    accepts: isAddress,
    gives: boolean,
    values: (values) => values.map((value) => (test(value) ? 1 : 0)),
  });

const fraction = (description: string, type: 'FLOAT' | 'DOUBLE'): FilterFunction =>
  unary({
    description,
    takes: 'a number',
    accepts: ({ valueClass }) => isNumeric(valueClass),
    gives: { type, valueClass: 'float' },
    values: (values, { valueClass }) =>
      values.map((value) => {
        const number = Number(value) / (valueClass.endsWith('time') ? 1e9 : 1);
        return type === 'FLOAT' ? Math.fround(number) : number;
      }),
  });

export const functions: Readonly<Record<string, FilterFunction>> = {
  len: unary({
    description: 'Length in bytes of text, of bytes, or of a field of fixed size',
    takes: 'a field',
    accepts: ({ valueClass }) => valueClass !== 'nothing',
    gives: count,
    values: (values, { field }) => values.map((value) => lengthOf(field, value)),
  }),
  count: {
    least: 1,
    most: 1,
    description: 'How often a field occurs in the packet',
    apply([argument], _scope, call) {
      const { kind } = argument.operand;
      if (argument.kind === 'literal' || (kind !== 'literal' && kind !== 'field'))
        return fail('count() takes the name of a field.', argument.operand.start, argument.operand.end);
      return derived(argument, call, (packet) => [argument.valuesOf(packet).length].filter((n) => n > 0), {
        valueClass: 'integer',
        field: standIn(argument.field, 'UINT64'),
        name: `count(${argument.name})`,
      });
    },
  },
  upper: unary({
    description: 'Text in capitals',
    takes: 'text',
    accepts: isText,
    values: (values) => values.map((value) => String(value).toUpperCase()),
  }),
  lower: unary({
    description: 'Text in small letters',
    takes: 'text',
    accepts: isText,
    values: (values) => values.map((value) => String(value).toLowerCase()),
  }),
  string: unary({
    description: 'A number or an address as text',
    takes: 'a number or an address',
    accepts: hasText,
    gives: text,
    values: (values, { field, valueClass }) =>
      values.map((value) => (valueClass === 'integer' ? String(value) : filterValue(field, value))),
  }),
  vals: unary({
    description: 'The name of a number that has names for its values',
    takes: 'a field whose values have names',
    accepts: ({ field }) => field.values !== undefined,
    gives: text,
    values: (values, { field }) => values.flatMap((value) => field.nameOf(Number(value)) ?? []),
  }),
  dec: unary({
    description: 'A number as decimal digits',
    takes: 'a whole number',
    accepts: isWhole,
    gives: text,
    values: (values) => values.map(String),
  }),
  hex: unary({
    description: 'A number as hexadecimal digits behind 0x',
    takes: 'a whole number',
    accepts: isWhole,
    gives: text,
    values: (values, { field }) =>
      values.map((value) => `0x${(value as number | bigint).toString(16).padStart(field.length * 2, '0')}`),
  }),
  max: extreme('The greatest of the values', 1),
  min: extreme('The least of the values', -1),
  abs: unary({
    description: 'A number or a time span without its sign',
    takes: 'a number',
    accepts: ({ valueClass }) => isNumeric(valueClass) && valueClass !== 'absolute time',
    values: (values) => (values as readonly (number | bigint)[]).map((value) => (value < 0 ? -value : value)),
    fold: (value) => (value < 0 ? -value : value),
  }),
  float: fraction('A number in single precision', 'FLOAT'),
  double: fraction('A number in double precision', 'DOUBLE'),
  ip_special_name: unary({
    description: 'What an address is for that has a special purpose (RFC 6890)',
    takes: 'an IPv4 or IPv6 address',
    accepts: isAddress,
    gives: text,
    values: (values) => values.flatMap((value) => specialBlockOf(value)?.name ?? []),
  }),
  ip_special_mask: unary({
    description: 'Of an address with a special purpose: 16 source, 8 destination, 4 forwarded, 2 global, 1 reserved',
    takes: 'an IPv4 or IPv6 address',
    accepts: isAddress,
    gives: { type: 'UINT32', valueClass: 'integer' },
    values: (values) => values.flatMap((value) => specialBlockOf(value)?.mask ?? []),
  }),
  ip_linklocal: addressTest('Whether an address is link-local', isLinkLocal),
  ip_multicast: addressTest('Whether an address is a multicast one', isMulticast),
  ip_rfc1918: addressTest('Whether an IPv4 address is a private one of RFC 1918', isPrivate),
  ip_ula: addressTest('Whether an IPv6 address is a unique local one of RFC 4193', isUniqueLocal),
};
