/** Compiles tests: comparisons, memberships, existence, and what joins them. */
import type { Field, FieldValue } from '../declare/field';
import { compareInNetwork, type Network } from './addresses';
import type { ByteSearch } from './byte-search';
import type { ColumnQuestion, Decision, Interval, Leaf, Plan } from './compiled-filter';
import { constantFor } from './constants';
import { compileOperand, constantSides, pair, requireIfName, typedOperand } from './operands';
import { compilePattern } from './patterns/pattern';
import { fail } from './problem';
import { asksAll, contains, exchanged, holds, intervalsOf, orderHolds, type Relation } from './relations';
import type { Scope } from './scope';
import { compileSet } from './sets';
import type { Operand, Quantifier, Test } from './syntax';
import { type Compiled, derived, standIn, type Typed, type Untyped } from './typed';
import { bytesOf, comparable, describeType } from './value-class';
import { compilePart, searchForValue, searchingFirst } from './verbatim';

export function compileTest(test: Test, scope: Scope): Plan {
  switch (test.kind) {
    case 'and':
    case 'or':
    case 'xor':
      return { kind: test.kind, operands: test.operands.map((operand) => compileTest(operand, scope)) };
    case 'not':
      return { kind: 'not', operand: compileTest(test.operand, scope) };
    case 'exists':
      return existence(test.operand, scope);
    case 'in': {
      const leaf = membership(test, scope);
      return test.negated ? { kind: 'not', operand: leaf } : leaf;
    }
    case 'compare': {
      const parts = test.operators.map((operator, index) =>
        operator === 'contains'
          ? containing(test.operands[index], test.operands[index + 1], test.quantifier, scope)
          : operator === 'matches'
            ? matching(test.operands[index], test.operands[index + 1], test.quantifier, scope)
            : comparison(operator, test.operands[index], test.operands[index + 1], test.quantifier, scope),
      );
      return parts.length === 1 ? parts[0] : { kind: 'and', operands: parts };
    }
    default:
      return test satisfies never;
  }
}

/** A field or slice is there; a calculated number is not zero. */
function existence(operand: Operand, scope: Scope): Leaf {
  const compiled = compileOperand(operand, scope);
  if (compiled.kind === 'literal') {
    requireIfName(compiled, scope);
    return fail(
      'A value alone is no test. Compare a field with it: field == value, or with several: field in {80, 443}.',
      operand.start,
      operand.end,
    );
  }
  const { valuesOf, needs, plain } = compiled;
  if (operand.kind !== 'arithmetic' && operand.kind !== 'negative' && operand.kind !== 'call')
    return {
      kind: 'leaf',
      needs,
      decide: (packet) => valuesOf(packet).length > 0,
      ...(plain === undefined ? {} : { question: { ...plain, exists: true, all: false, accepts: () => true } }),
    };
  return anyLeaf(compiled, isSet, intervalsOf('!=', 0));
}

function isSet(value: FieldValue): boolean {
  if (typeof value === 'object') return value.some((byte) => byte !== 0);
  return typeof value === 'bigint' ? value !== 0n : typeof value === 'number' ? value !== 0 : value.length > 0;
}

/** A test of the values of one operand by themselves: some must be accepted, or all. */
function valueLeaf(
  of: Typed,
  all: boolean,
  accepts: (value: FieldValue) => boolean,
  intervals?: readonly Interval[],
): Leaf {
  const { valuesOf, needs, plain } = of;
  const question: ColumnQuestion | undefined =
    plain === undefined ? undefined : { ...plain, all, accepts, ...(intervals === undefined ? {} : { intervals }) };
  const decide: Decision = all
    ? (packet) => {
        const values = valuesOf(packet);
        return values.length > 0 && values.every(accepts);
      }
    : (packet) => valuesOf(packet).some(accepts);
  return { kind: 'leaf', needs, decide, ...(question === undefined ? {} : { question }) };
}

const anyLeaf = (of: Typed, accepts: (value: FieldValue) => boolean, intervals?: readonly Interval[]): Leaf =>
  valueLeaf(of, false, accepts, intervals);

/** A test that only packets meet that hold certain bytes, where the operand is a field whose values stand in packets as they are. */
const searching = ({ plain }: Typed, search: ByteSearch | undefined, leaf: Leaf): Leaf =>
  plain === undefined ? leaf : { ...leaf, decide: searchingFirst(plain.fields, search, leaf.decide) };

/** What is compared of an operand: of a protocol that carries others its header. */
const ownParts = (of: Compiled): Compiled =>
  of.kind === 'literal' || of.partsOf === undefined ? of : { ...of, valuesOf: of.partsOf };

/** Beside bytes that are nothing else an address is its bytes. */
function asBytes(left: Compiled, right: Compiled): readonly [Compiled, Compiled] {
  if (left.kind === 'literal' || right.kind === 'literal') return [left, right];
  if (left.field.type === 'BYTES') return [left, addressBytes(right)];
  return right.field.type === 'BYTES' ? [addressBytes(left), right] : [left, right];
}

function addressBytes(of: Typed): Typed {
  if (of.valueClass !== 'ipv4' && of.valueClass !== 'ipv6' && of.valueClass !== 'guid') return of;
  return derived(of, of.operand, (packet) => of.valuesOf(packet).map(bytesOf), {
    valueClass: 'bytes',
    field: standIn(of.field, 'BYTES'),
  });
}

function comparison(
  relation: Relation,
  leftOperand: Operand,
  rightOperand: Operand,
  quantifier: Quantifier | undefined,
  scope: Scope,
): Leaf {
  const [left, right] = asBytes(
    ownParts(compileOperand(leftOperand, scope)),
    ownParts(compileOperand(rightOperand, scope)),
  );
  if (left.kind === 'literal')
    return right.kind === 'literal'
      ? constantSides(left, right, relation, scope)
      : withLiteral(exchanged(relation), right, left, quantifier, scope);
  if (right.kind === 'literal') return withLiteral(relation, left, right, quantifier, scope);
  requireComparable(left, right);
  if (left.constant && right.constant && left.operand.kind !== 'reference' && right.operand.kind !== 'reference')
    fail('This is the same for every packet.', leftOperand.start, rightOperand.end);
  return {
    kind: 'leaf',
    needs: [...left.needs, ...right.needs],
    decide: pairwise(left, right, asksAll(relation, quantifier), (a, b) => holds(relation, a, b)),
  };
}

/** Some pair of values, or all, must be in order; neither side may be empty. */
function pairwise(
  left: Typed,
  right: Typed,
  all: boolean,
  inOrder: (a: FieldValue, b: FieldValue) => boolean,
): Decision {
  return (packet) => {
    const as = left.valuesOf(packet);
    if (as.length === 0) return false;
    const bs = right.valuesOf(packet);
    if (bs.length === 0) return false;
    for (const a of as) for (const b of bs) if (inOrder(a, b) !== all) return !all;
    return all;
  };
}

function withLiteral(
  relation: Relation,
  of: Typed,
  literal: Untyped,
  quantifier: Quantifier | undefined,
  scope: Scope,
): Leaf {
  const all = asksAll(relation, quantifier);
  const constant = constantFor(literal, of, scope);
  switch (constant.kind) {
    case 'network':
      return valueLeaf(of, all, networkTest(relation, constant.network));
    case 'name':
      return valueLeaf(of, all, nameTest(relation, of, constant.name, literal));
    case 'value': {
      const { value } = constant;
      const numeric = of.valueClass !== 'float' && (typeof value === 'number' || typeof value === 'bigint');
      const leaf = valueLeaf(
        of,
        all,
        (a) => holds(relation, a, value),
        numeric ? intervalsOf(relation, value) : undefined,
      );
      return relation === '==' || relation === '===' ? searching(of, searchForValue(value), leaf) : leaf;
    }
    default:
      return constant satisfies never;
  }
}

const networkTest =
  (relation: Relation, network: Network) =>
  (value: FieldValue): boolean =>
    orderHolds(relation, compareInNetwork(value, network));

/** The name of several values says only whether it is a value's name. */
function nameTest(relation: Relation, { field }: Typed, name: string, { operand }: Untyped) {
  if (!['==', '===', '!=', '!=='].includes(relation))
    fail(`“${name}” is the name of several values: only == and != can be asked.`, operand.start, operand.end);
  const wanted = name.toLowerCase();
  const equal = relation === '==' || relation === '===';
  return (value: FieldValue): boolean => (field.nameOf(Number(value))?.toLowerCase() === wanted) === equal;
}

function requireComparable(a: Typed, b: Typed): void {
  for (const { valueClass, name, operand } of [a, b])
    if (valueClass === 'nothing') fail(`${name} has no value to compare.`, operand.start, operand.end);
  if (!comparable(a.valueClass, b.valueClass))
    fail(
      `${a.name} (${describeType(a.field.type)}) cannot be compared with ${b.name} (${describeType(b.field.type)}).`,
      a.operand.start,
      b.operand.end,
    );
}

function membership(test: Test & { kind: 'in' }, scope: Scope): Leaf {
  const of = typedOperand(test.operand, scope, 'Only a field can be looked for in a set.');
  if (of.valueClass === 'nothing') fail(`${of.name} has no value to compare.`, of.operand.start, of.operand.end);
  const set = compileSet(test.elements, of, scope);
  const all = test.quantifier === 'all';
  if (set.accepts !== undefined) return valueLeaf(of, all, set.accepts, set.intervals);
  const { acceptsIn } = set;
  return {
    kind: 'leaf',
    needs: of.needs,
    decide(packet) {
      const values = of.valuesOf(packet);
      const belongs = (value: FieldValue) => acceptsIn(value, packet);
      return values.length > 0 && (all ? values.every(belongs) : values.some(belongs));
    },
  };
}

/** Text and bytes are searched as they are, numbers by the names of their values. */
function searchable(operand: Operand, verb: string, scope: Scope): Typed {
  const of = typedOperand(operand, scope);
  if (of.valueClass === 'string' || of.valueClass === 'bytes') return of;
  const { field, name } = of;
  if (field.values === undefined || (of.valueClass !== 'integer' && of.valueClass !== 'boolean'))
    return fail(
      `${name} is ${describeType(field.type)}: only text and bytes can ${verb}.${of.valueClass === 'nothing' ? '' : ` Write string(${name}) for its text.`}`,
      operand.start,
      operand.end,
    );
  return derived(of, operand, (packet) => of.valuesOf(packet).flatMap((value) => field.nameOf(Number(value)) ?? []), {
    valueClass: 'string',
    field: standIn(field, 'STRING'),
  });
}

/** The field by whose type a part of the values is read. */
const partOf = ({ valueClass, field }: Typed): Field => (valueClass === 'bytes' ? standIn(field, 'BYTES') : field);

function containing(left: Operand, right: Operand, quantifier: Quantifier | undefined, scope: Scope): Leaf {
  const whole = searchable(left, 'contain something', scope);
  const part: Compiled = compileOperand(right, scope);
  if (part.kind === 'literal') {
    const constant = constantFor(part, { ...whole, field: partOf(whole) }, scope);
    const value = constant.kind === 'name' ? constant.name : constant.value;
    const { isIn, search } = compilePart(value);
    return searching(whole, search, valueLeaf(whole, quantifier === 'all', isIn));
  }
  const [a, b] = pair(whole, whole.valueClass === 'bytes' ? addressBytes(part) : part, 'contains', scope);
  requireComparable(a, b);
  return { kind: 'leaf', needs: [...a.needs, ...b.needs], decide: pairwise(a, b, quantifier === 'all', contains) };
}

function matching(left: Operand, right: Operand, quantifier: Quantifier | undefined, scope: Scope): Leaf {
  const subject = searchable(left, 'match a pattern', scope);
  if (right.kind !== 'string')
    return fail('A pattern stands in double quotation marks: field matches "pattern".', right.start, right.end);
  const { matches, search } = compilePattern(right, subject.valueClass === 'bytes');
  return searching(subject, search, valueLeaf(subject, quantifier === 'all', matches));
}
