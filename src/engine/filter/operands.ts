/** Compiles operands: what they are, and how their values are had from a packet. */
import type { Field, FieldValue } from '../declare/field';
import type { Occurrence } from '../decode/value-sink';
import { folded, numberOf, operation } from './arithmetic';
import type { PacketValues } from './compiled-filter';
import { literalFor } from './constants';
import { functions } from './functions';
import { fail } from './problem';
import { hasShortSpan, headerOf } from './protocol-span';
import type { Scope } from './scope';
import { inLayers, sliced } from './slices';
import type { Arithmetic, FieldName, Operand } from './syntax';
import { type Compiled, derived, standIn, type Typed, type Untyped, type ValuesOf } from './typed';
import { classOf, describeType, isNumeric, isSliceable } from './value-class';

export function compileOperand(operand: Operand, scope: Scope): Compiled {
  switch (operand.kind) {
    case 'field':
      return packetField(operand, operand, scope);
    case 'reference':
      return selectedField(operand, operand, scope);
    case 'literal':
      if (!operand.forced && scope.find(operand.text, operand).length > 0)
        return packetField({ kind: 'field', name: operand.text, raw: false }, operand, scope);
      return { kind: 'literal', literal: operand, operand };
    case 'string':
    case 'character':
      return { kind: 'literal', literal: operand, operand };
    case 'slice':
      return slice(operand, scope);
    case 'call':
      return call(operand, scope);
    case 'arithmetic':
      return arithmetic(operand, scope);
    case 'negative':
      return negative(operand, scope);
    default:
      return operand satisfies never;
  }
}

/** An operand that must have a type of its own. @throws FilterSyntaxError for a literal */
export function typedOperand(operand: Operand, scope: Scope, wanted = 'Here a field must stand, not a value.'): Typed {
  const compiled = compileOperand(operand, scope);
  if (compiled.kind === 'values') return compiled;
  requireIfName(compiled, scope);
  return fail(wanted, operand.start, operand.end);
}

/** A word that looks like a name, where only a name makes sense, is an unknown one. */
export function requireIfName({ operand }: Untyped, scope: Scope): void {
  const [name, prefix] = operand.kind === 'literal' ? operand.text.split('/', 2) : [];
  if (prefix !== undefined && scope.catalogue.field(name).length > 0)
    fail('A prefix stands behind an address, not behind a field: ip.src == 10.0.0.0/24.', operand.start, operand.end);
  if (operand.kind === 'literal' && !operand.forced && /^[a-z_][\w.-]*$/i.test(operand.text))
    scope.require(operand.text, operand);
}

/** Two operands of which one gives the other its type. @throws FilterSyntaxError when none has one */
export function pair(left: Compiled, right: Compiled, operator: string, scope: Scope): readonly [Typed, Typed] {
  if (left.kind === 'literal') {
    if (right.kind === 'literal') return constantSides(left, right, operator, scope);
    return [literalFor(left, right, scope), right];
  }
  return [left, right.kind === 'literal' ? literalFor(right, left, scope) : right];
}

/** What stands on both sides of a comparison is fixed. */
export function constantSides(left: Untyped, right: Untyped, operator: string, scope: Scope): never {
  requireIfName(left, scope);
  requireIfName(right, scope);
  return fail(
    `Both sides of “${operator}” are fixed values: the answer would be the same for every packet.`,
    left.operand.start,
    right.operand.end,
  );
}

const asRaw = (field: Field): Field => standIn(field, 'BYTES');
const rawBytes = ({ bytes, start, length }: Occurrence): Uint8Array => bytes.subarray(start, start + length);

function valueOfOccurrence(field: Field, occurrence: Occurrence): FieldValue {
  return field.type === 'PROTOCOL' ? rawBytes(occurrence) : occurrence.value;
}

function packetField({ name, raw, layers }: FieldName, operand: Operand, scope: Scope): Typed {
  const fields = scope.require(name, operand);
  const [field] = fields;
  if (field.protocol.id === '_ws.col') return column(field, operand, scope);
  // Fields that no protocol of the catalogue declares are known by name, and never there.
  if (field.index >= 0) for (const each of fields) scope.fields.add(each);
  const all = (packet: PacketValues): readonly Occurrence[] =>
    fields.length === 1 ? packet.of(field) : fields.flatMap((each) => packet.of(each));
  const chosen = layers === undefined ? all : (packet: PacketValues) => inLayers(all(packet), layers);
  const valuesOf: ValuesOf = raw
    ? (packet) => chosen(packet).map(rawBytes)
    : (packet) => chosen(packet).map((occurrence) => valueOfOccurrence(field, occurrence));
  return {
    kind: 'values',
    operand,
    valueClass: raw ? 'bytes' : classOf(field.type),
    valuesOf,
    field: raw ? asRaw(field) : field,
    name: field.id,
    constant: false,
    needs: [fields],
    ...(field.type === 'PROTOCOL' && hasShortSpan(field.protocol)
      ? { partsOf: (packet: PacketValues) => valuesOf(packet).map((bytes) => headerOf(field.protocol, bytes)) }
      : {}),
    ...(raw || layers !== undefined ? {} : { plain: { fields } }),
  };
}

function column(field: Field, operand: Operand, scope: Scope): Typed {
  scope.wantsColumns = true;
  if (field.key === 'info') scope.wantsInfo = true;
  return {
    kind: 'values',
    operand,
    valueClass: 'string',
    valuesOf: (packet) => {
      const text = packet.column(field.key);
      return text === '' ? [] : [text];
    },
    field,
    name: field.id,
    constant: false,
    needs: [],
    plain: { fields: [field] },
  };
}

function selectedField({ name, raw, layers }: FieldName, operand: Operand, scope: Scope): Typed {
  const fields = scope.require(name, operand);
  const [field] = fields;
  const { reference } = scope;
  const found = reference === undefined ? [] : fields.flatMap((each) => reference(each) ?? []);
  const chosen = layers === undefined ? found : inLayers(found, layers);
  const values = chosen.map((occurrence) => (raw ? rawBytes(occurrence) : valueOfOccurrence(field, occurrence)));
  return {
    kind: 'values',
    operand,
    valueClass: raw ? 'bytes' : classOf(field.type),
    valuesOf: () => values,
    field: raw ? asRaw(field) : field,
    name: `\${${field.id}}`,
    constant: true,
    needs: [],
  };
}

function slice(operand: Operand & { kind: 'slice' }, scope: Scope): Typed {
  const of = typedOperand(operand.of, scope, 'Only a field can be sliced.');
  if (!isSliceable(of.valueClass))
    fail(
      `Only text and bytes can be sliced; ${of.name} is ${describeType(of.field.type)}.`,
      operand.start,
      operand.end,
    );
  const isText = of.valueClass === 'string';
  const whole = of.partsOf ?? of.valuesOf;
  return derived(of, operand, (packet) => whole(packet).flatMap((value) => sliced(value, operand.ranges)), {
    valueClass: isText ? 'string' : 'bytes',
    field: standIn(of.field, isText ? 'STRING' : 'BYTES'),
  });
}

function call(operand: Operand & { kind: 'call' }, scope: Scope): Compiled {
  const { name, start, end } = operand;
  const known = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (known === undefined) return fail(`There is no function “${name}”. ${insteadOf(name, scope)}`, start, end);
  const { length } = operand.arguments;
  if (length < known.least || length > known.most)
    fail(`${name}() takes ${known.most === 1 ? 'one argument' : 'at least one argument'}, not ${length}.`, start, end);
  const values = operand.arguments.map((argument) => compileOperand(argument, scope));
  for (const value of values) if (value.kind === 'literal') requireIfName(value, scope);
  return known.apply(values, scope, operand);
}

/** What may be meant by a function that there is not: the one whose name is in its name, as for `toLower`. */
function insteadOf(name: string, scope: Scope): string {
  if (scope.catalogue.field(name).length > 0) return 'Nothing in parentheses stands behind a field.';
  const small = name.toLowerCase();
  const near = Object.keys(functions).find((known) => small.includes(known));
  return near === undefined ? `The functions are ${Object.keys(functions).join(', ')}.` : `Did you mean ${near}()?`;
}

function arithmetic(operand: Operand & { kind: 'arithmetic' }, scope: Scope): Compiled {
  const { operator } = operand;
  const left = compileOperand(operand.left, scope);
  const right = compileOperand(operand.right, scope);
  if (left.kind === 'literal' && right.kind === 'literal') return fold(operand, left, right, scope);
  if (isTimeScale(operator, left, right)) return scaledTime(left as Typed, right as Untyped, operand);
  const [a, b] = pair(left, right, operator, scope);
  for (const side of [a, b]) requireNumber(side, operator);
  const scalesTime = isTime(a) && b.valueClass === 'integer' && (operator === '*' || operator === '/');
  if (a.valueClass !== b.valueClass && !scalesTime)
    fail(
      `${a.name} (${describeType(a.field.type)}) and ${b.name} (${describeType(b.field.type)}) cannot be joined by “${operator}”.`,
      operand.start,
      operand.end,
    );
  return calculated(operand, a, b, left.kind === 'literal' ? b : a);
}

const isTime = ({ valueClass }: Typed): boolean => valueClass === 'relative time' || valueClass === 'absolute time';

/** A time multiplied or divided by a written number, which is then no time. */
const isTimeScale = (operator: Arithmetic, left: Compiled, right: Compiled): boolean =>
  (operator === '*' || operator === '/') && left.kind === 'values' && isTime(left) && right.kind === 'literal';

function scaledTime(left: Typed, right: Untyped, operand: Operand & { kind: 'arithmetic' }): Typed {
  const number = numberOf(right.literal);
  if (number === undefined) return fail('Times are multiplied by numbers.', right.operand.start, right.operand.end);
  const factor = {
    ...left,
    plain: undefined,
    operand: right.operand,
    needs: [],
    constant: true,
    valuesOf: () => [number],
  };
  return calculated(operand, left, factor, left);
}

function calculated(operand: Operand & { kind: 'arithmetic' }, a: Typed, b: Typed, typeFrom: Typed): Typed {
  const combine = operation(operand.operator);
  const valuesOf: ValuesOf = (packet) => {
    const results: FieldValue[] = [];
    const rights = b.valuesOf(packet);
    for (const x of a.valuesOf(packet))
      for (const y of rights) {
        const result = combine(x, y);
        if (result !== undefined) results.push(result);
      }
    return results;
  };
  const bits = maskOf(operand, a, b);
  return {
    ...derived(typeFrom, operand, valuesOf, { needs: [...a.needs, ...b.needs] }),
    // A result may lie outside of what the field can hold: literals beside it are read as any number.
    ...(typeFrom.valueClass === 'integer' ? { field: standIn(typeFrom.field, 'INT64') } : {}),
    name: 'the result',
    constant: a.constant && b.constant,
    ...(bits === undefined ? {} : { plain: bits }),
  };
}

/** `field & number`, which columns can answer. */
function maskOf({ operator }: Operand & { kind: 'arithmetic' }, a: Typed, b: Typed): Typed['plain'] {
  if (operator !== '&' || a.plain === undefined || a.plain.mask !== undefined || !b.constant) return undefined;
  if (a.valueClass !== 'integer' || b.operand.kind === 'reference') return undefined;
  const [mask] = b.valuesOf(nothing);
  return typeof mask === 'number' ? { fields: a.plain.fields, mask } : undefined;
}

/** A packet without anything, to ask for values that do not depend on one. */
export const nothing: PacketValues = { of: () => [], column: () => '' };

function requireNumber({ valueClass, field, name, operand }: Typed, operator: Arithmetic): void {
  const masks = operator === '&' && (valueClass === 'bytes' || valueClass === 'ipv4' || valueClass === 'ipv6');
  if (masks && field.type !== 'PROTOCOL') return;
  if (!isNumeric(valueClass) || (operator === '&' && valueClass !== 'integer'))
    fail(
      `“${operator}” cannot calculate with ${name}, which is ${describeType(field.type)}.`,
      operand.start,
      operand.end,
    );
}

function fold(
  { operator, start, end }: Operand & { kind: 'arithmetic' },
  left: Untyped,
  right: Untyped,
  scope: Scope,
): Untyped {
  const text = folded(operator, left.literal, right.literal);
  if (text === undefined) return constantSides(left, right, operator, scope);
  const operand = { kind: 'literal', text, forced: true, start, end } as const;
  return { kind: 'literal', literal: operand, operand };
}

function negative(operand: Operand & { kind: 'negative' }, scope: Scope): Compiled {
  const of = compileOperand(operand.of, scope);
  const { start, end } = operand;
  if (of.kind === 'literal') {
    const number = numberOf(of.literal);
    if (number === undefined) {
      requireIfName(of, scope);
      return fail('Only numbers have a sign.', start, end);
    }
    const written =
      of.literal.kind === 'literal' && !of.literal.text.startsWith('-') ? `-${of.literal.text}` : String(-number);
    const literal = { kind: 'literal', text: written, forced: true, start, end } as const;
    return { kind: 'literal', literal, operand: literal };
  }
  if (!isNumeric(of.valueClass) || of.valueClass === 'absolute time')
    fail(`${of.name} is ${describeType(of.field.type)}, which has no negative.`, start, end);
  const valuesOf: ValuesOf = (packet) => of.valuesOf(packet).map((value) => -(value as number | bigint));
  return derived(of, operand, valuesOf, of.valueClass === 'integer' ? { field: standIn(of.field, 'INT64') } : {});
}
