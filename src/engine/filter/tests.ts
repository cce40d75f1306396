/** Compiles tests: comparisons, memberships, existence, and what joins them. */
import type { FieldValue } from '../declare/field';
import type { PacketValues } from './compiled-filter';
import { inNetwork, type Network } from './literals';
import type { Compilation, Typed, ValuesOf } from './operands';
import { compilePattern } from './pattern';
import type { Comparison, Element, Operand, Test } from './syntax';
import { fail } from './tokens';
import { comparable, compareValues, describeType } from './value-class';

/** Whether a packet passes. */
export type Decision = (packet: PacketValues) => boolean;

export function compileTest(test: Test, compilation: Compilation): Decision {
  switch (test.kind) {
    case 'and': {
      const [left, right] = [compileTest(test.left, compilation), compileTest(test.right, compilation)];
      return (packet) => left(packet) && right(packet);
    }
    case 'or': {
      const [left, right] = [compileTest(test.left, compilation), compileTest(test.right, compilation)];
      return (packet) => left(packet) || right(packet);
    }
    case 'xor': {
      const [left, right] = [compileTest(test.left, compilation), compileTest(test.right, compilation)];
      return (packet) => left(packet) !== right(packet);
    }
    case 'not': {
      const operand = compileTest(test.operand, compilation);
      return (packet) => !operand(packet);
    }
    case 'exists':
      return existence(test.operand, compilation);
    case 'in':
      return membership(test, compilation);
    case 'compare': {
      const parts = test.operators.map((operator, index) =>
        comparison(operator, test.operands[index], test.operands[index + 1], test.quantifier, compilation),
      );
      return parts.length === 1 ? parts[0] : (packet) => parts.every((part) => part(packet));
    }
    default:
      return test satisfies never;
  }
}

/** A field or slice is there; a calculated number is not zero. */
function existence(operand: Operand, compilation: Compilation): Decision {
  const compiled = compilation.compile(operand);
  if (compiled.kind === 'literal') {
    if (operand.kind === 'literal' && /^[a-z_][\w.-]*$/i.test(operand.text))
      compilation.require(operand.text, operand.start, operand.end);
    return fail('A value alone is no test. Compare a field with it: field == value.', operand.start, operand.end);
  }
  const { valuesOf } = compiled;
  if (operand.kind === 'arithmetic' || operand.kind === 'negative' || operand.kind === 'call') {
    if (operand.kind !== 'arithmetic' && compiled.constant)
      fail('This is the same for every packet.', operand.start, operand.end);
    return (packet) =>
      valuesOf(packet).some((value) =>
        typeof value === 'bigint' ? value !== 0n : typeof value === 'number' ? value !== 0 : value.length > 0,
      );
  }
  return (packet) => valuesOf(packet).length > 0;
}

function comparison(
  operator: Comparison,
  left: Operand,
  right: Operand,
  quantifier: 'any' | 'all' | undefined,
  compilation: Compilation,
): Decision {
  if (operator === 'matches') return matching(left, right, quantifier, compilation);
  if (operator === '==' || operator === '!=' || operator === '===' || operator === '!==') {
    const network = networkOf(left, right, compilation);
    if (network !== undefined)
      return quantified(operator, quantifier, network.of.valuesOf, single, (value) =>
        inNetwork(value, network.network),
      );
  }
  const [a, b] = compilation.pair(left, right, operator);
  requireComparable(operator, a, b, compilation);
  if (operator === 'contains') return quantified('==', quantifier, a.valuesOf, b.valuesOf, contains);
  return quantified(operator, quantifier, a.valuesOf, b.valuesOf, relation(operator));
}

function requireComparable(operator: Comparison, a: Typed, b: Typed, compilation: Compilation): void {
  const place = [a.operand.start, b.operand.end] as const;
  if (operator === 'contains' && a.valueClass !== 'string' && a.valueClass !== 'bytes')
    fail(
      `${compilation.textOf(a)} is ${describeType(a.field)}: only text and bytes can contain something.`,
      a.operand.start,
      a.operand.end,
    );
  if (!comparable(a.valueClass, b.valueClass))
    fail(
      `${compilation.textOf(a)} (${describeType(a.field)}) cannot be compared with ${compilation.textOf(b)} (${describeType(b.field)}).`,
      ...place,
    );
}

const anyValue: readonly FieldValue[] = [0];
const single: ValuesOf = () => anyValue;

function relation(operator: Comparison): (a: FieldValue, b: FieldValue) => boolean {
  switch (operator) {
    case '>':
      return (a, b) => compareValues(a, b) > 0;
    case '<':
      return (a, b) => compareValues(a, b) < 0;
    case '>=':
      return (a, b) => compareValues(a, b) >= 0;
    case '<=':
      return (a, b) => compareValues(a, b) <= 0;
    default:
      return (a, b) => compareValues(a, b) === 0;
  }
}

/**
 * Joins a relation of two values over all values of both sides, neither of which may be empty. `holds` is the equality for the four
 * equalities: `==` some pair is equal, `!=` no pair is, `===` every pair is, `!==` some pair is not.
 */
function quantified(
  operator: Comparison,
  quantifier: 'any' | 'all' | undefined,
  left: ValuesOf,
  right: ValuesOf,
  holds: (a: FieldValue, b: FieldValue) => boolean,
): Decision {
  const negated = operator === '!=' || operator === '!==';
  const all = quantifier === undefined ? operator === '!=' || operator === '===' : quantifier === 'all';
  return (packet) => {
    const as = left(packet);
    if (as.length === 0) return false;
    const bs = right(packet);
    if (bs.length === 0) return false;
    for (const a of as) for (const b of bs) if ((holds(a, b) !== negated) !== all) return !all;
    return all;
  };
}

/** One side a field, the other a literal network. */
function networkOf(
  left: Operand,
  right: Operand,
  compilation: Compilation,
): { readonly of: Typed; readonly network: Network } | undefined {
  const sides = [compilation.compile(left), compilation.compile(right)];
  const of = sides.find((side) => side.kind === 'values');
  const literal = sides.find((side) => side.kind === 'literal');
  if (of?.kind !== 'values' || literal?.kind !== 'literal' || !literal.literal.text.includes('/')) return undefined;
  const constant = compilation.constantFor(literal, of);
  return constant.kind === 'network' ? { of, network: constant.network } : undefined;
}

function membership(test: Test & { kind: 'in' }, compilation: Compilation): Decision {
  const operand = compilation.typedOperand(test.operand);
  const elements = test.elements.map((element) => elementTest(element, operand, compilation));
  const all = test.quantifier === 'all';
  return (packet) => {
    const values = operand.valuesOf(packet);
    const belongs = (value: FieldValue) => elements.some((element) => element(value, packet));
    const found = values.length > 0 && (all ? values.every(belongs) : values.some(belongs));
    return found !== test.negated;
  };
}

type ElementTest = (value: FieldValue, packet: PacketValues) => boolean;

function elementTest({ from, to, start, end }: Element, operand: Typed, compilation: Compilation): ElementTest {
  const first = compilation.compile(from);
  if (to === undefined && first.kind === 'literal') {
    const constant = compilation.constantFor(first, operand);
    return constant.kind === 'network'
      ? (value) => inNetwork(value, constant.network)
      : (value) => compareValues(value, constant.value) === 0;
  }
  const typedOf = (side: Operand): Typed => {
    const compiled = compilation.compile(side);
    const typed = compiled.kind === 'literal' ? compilation.literalFor(compiled, operand) : compiled;
    requireComparable('==', operand, typed, compilation);
    return typed;
  };
  const low = typedOf(from);
  if (to === undefined)
    return (value, packet) => low.valuesOf(packet).some((candidate) => compareValues(value, candidate) === 0);
  const high = typedOf(to);
  if (low.constant && high.constant && compareValues(low.valuesOf(nothing)[0] ?? 0, high.valuesOf(nothing)[0] ?? 0) > 0)
    compilation.warnings.push({
      message: 'This range is empty: its first value is greater than its last.',
      start,
      end,
    });
  return (value, packet) =>
    low.valuesOf(packet).some((a) => compareValues(value, a) >= 0) &&
    high.valuesOf(packet).some((b) => compareValues(value, b) <= 0);
}

const nothing: PacketValues = { of: () => [], column: () => '', malformed: false };

function matching(
  left: Operand,
  right: Operand,
  quantifier: 'any' | 'all' | undefined,
  compilation: Compilation,
): Decision {
  const subject = compilation.typedOperand(left);
  if (subject.valueClass !== 'string' && subject.valueClass !== 'bytes')
    fail(
      `${compilation.textOf(subject)} is ${describeType(subject.field)}: only text and bytes can match a pattern.`,
      left.start,
      left.end,
    );
  if (right.kind !== 'string')
    return fail('A pattern stands in quotation marks: field matches "pattern".', right.start, right.end);
  const pattern = compilePattern(right.text, right.start, right.end);
  const all = quantifier === 'all';
  return (packet) => {
    const values = subject.valuesOf(packet);
    const test = (value: FieldValue) => pattern(value as string | Uint8Array);
    return values.length > 0 && (all ? values.every(test) : values.some(test));
  };
}

function contains(whole: FieldValue, part: FieldValue): boolean {
  if (typeof whole === 'string') return whole.includes(String(part));
  const bytes = whole as Uint8Array;
  const wanted = part as Uint8Array;
  if (wanted.length === 0) return true;
  const last = bytes.length - wanted.length;
  for (let at = bytes.indexOf(wanted[0]); at >= 0 && at <= last; at = bytes.indexOf(wanted[0], at + 1)) {
    let i = 1;
    while (i < wanted.length && bytes[at + i] === wanted[i]) i++;
    if (i === wanted.length) return true;
  }
  return false;
}
