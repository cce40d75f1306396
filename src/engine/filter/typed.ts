/** Operands whose types are known, and literals that wait for one. */
import { Field, type FieldType, type FieldValue } from '../declare/field';
import type { Needs, PacketValues } from './compiled-filter';
import type { LiteralText } from './literals';
import type { Operand } from './syntax';
import type { ValueClass } from './value-class';

/** Gives an operand's values in a packet; none when what it names is not there. */
export type ValuesOf = (packet: PacketValues) => readonly FieldValue[];

/** An operand whose class is known. */
export interface Typed {
  readonly kind: 'values';
  readonly operand: Operand;
  readonly valueClass: ValueClass;
  readonly valuesOf: ValuesOf;
  /** What is sliced, measured and put in order where that is less than what is searched: the header of some protocols. */
  readonly partsOf?: ValuesOf;
  /** By this field literals beside the operand are read, and values get their names. */
  readonly field: Field;
  /** What stands in messages for the operand. */
  readonly name: string;
  /** Whether it is the same for every packet: a reference to the selected one. */
  readonly constant: boolean;
  readonly needs: Needs;
  /** What the operand is when it is nothing but a field, or some bits of one. */
  readonly plain?: { readonly fields: readonly Field[]; readonly mask?: number };
}

/** A literal that takes its type from what it is compared with. */
export interface Untyped {
  readonly kind: 'literal';
  readonly literal: LiteralText;
  readonly operand: Operand;
}

export type Compiled = Typed | Untyped;

/** The operand that is made from another one: its values are mapped, its type may change. */
export function derived(
  from: Typed,
  operand: Operand,
  valuesOf: ValuesOf,
  change: Partial<Pick<Typed, 'valueClass' | 'field' | 'name' | 'needs' | 'plain'>> = {},
): Typed {
  return { ...from, plain: undefined, partsOf: undefined, operand, valuesOf, ...change };
}

/** A field of another type in the place of `field`: for slices, raw bytes and the results of functions. */
export const standIn = (field: Field, type: FieldType, id = field.id): Field =>
  new Field(field.protocol, field.key, { type, label: field.label, id });
