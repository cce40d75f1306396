/** Reads a literal as a value of the operand that it stands beside. */
import type { FieldValue } from '../declare/field';
import { type Constant, readLiteral } from './literals';
import { fail } from './problem';
import type { Scope } from './scope';
import type { Typed, Untyped } from './typed';

/** The constant. @throws FilterSyntaxError where the literal is no value of the operand's type */
export function constantFor({ literal, operand }: Untyped, other: Typed, scope: Scope): Constant {
  const read = readLiteral(literal, other.field);
  if (typeof read !== 'string') {
    if (read.kind === 'value' && read.warning !== undefined) scope.warn(read.warning, operand);
    return read;
  }
  if (operand.kind === 'literal' && !operand.forced && /^[a-z_][\w-]*(\.[\w-]+)+$/i.test(operand.text))
    scope.require(operand.text, operand);
  return fail(read, operand.start, operand.end);
}

/** The value of a literal where only one value makes sense; of a network its address. */
export function valueFor(literal: Untyped, other: Typed, scope: Scope): FieldValue {
  const constant = constantFor(literal, other, scope);
  if (constant.kind !== 'name') return constant.value;
  const { start, end } = literal.operand;
  return fail(`“${constant.name}” is the name of several values: only == and != can be asked.`, start, end);
}

/** A literal as an operand of the type of `other`. */
export function literalFor(literal: Untyped, other: Typed, scope: Scope): Typed {
  const values = [valueFor(literal, other, scope)];
  const { operand } = literal;
  return { ...other, plain: undefined, operand, valuesOf: () => values, constant: true, needs: [] };
}
