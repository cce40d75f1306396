/** Compiles the sets of `in`: values, ranges and networks. */
import type { FieldValue } from '../declare/field';
import { inNetwork } from './addresses';
import type { Interval, PacketValues } from './compiled-filter';
import { constantFor, literalFor } from './constants';
import { compileOperand, nothing } from './operands';
import { fail } from './problem';
import type { Scope } from './scope';
import type { Element, Operand } from './syntax';
import type { Typed, Untyped } from './typed';
import { comparable, compareValues, describeType } from './value-class';

/** A set that is the same for all packets has `accepts`; the other one is asked for each packet. */
export type CompiledSet =
  | { readonly accepts: (value: FieldValue) => boolean; readonly intervals?: readonly Interval[] }
  | { readonly accepts: undefined; readonly acceptsIn: (value: FieldValue, packet: PacketValues) => boolean };

interface Member {
  accepts(value: FieldValue, packet: PacketValues): boolean;
  /** Whether it is the same for all packets. */
  readonly constant: boolean;
  readonly interval?: Interval;
}

export function compileSet(elements: readonly Element[], of: Typed, scope: Scope): CompiledSet {
  const members = elements.map((element) => member(element, of, scope));
  const acceptsIn = (value: FieldValue, packet: PacketValues): boolean =>
    members.some((each) => each.accepts(value, packet));
  if (!members.every(({ constant }) => constant)) return { accepts: undefined, acceptsIn };
  const intervals = members.flatMap(({ interval }) => (interval === undefined ? [] : [interval]));
  return {
    accepts: (value) => acceptsIn(value, nothing),
    ...(intervals.length === members.length ? { intervals } : {}),
  };
}

function member(element: Element, of: Typed, scope: Scope): Member {
  const { from, to, start, end } = element;
  const first = compileOperand(from, scope);
  if (to === undefined) return first.kind === 'literal' ? single(first, of, scope) : fromField(first, of);
  const low = bound(from, of, scope);
  const high = bound(to, of, scope);
  const constant = low.constant && high.constant;
  const [least] = low.constant ? low.valuesOf(nothing) : [];
  const [most] = high.constant ? high.valuesOf(nothing) : [];
  if (constant && least !== undefined && most !== undefined) {
    if (compareValues(least, most) > 0)
      scope.warn('This range is empty: its first value is greater than its last.', { start, end });
    return {
      constant,
      accepts: (value) => compareValues(value, least) >= 0 && compareValues(value, most) <= 0,
      ...(isWhole(of, least) && isWhole(of, most) ? { interval: [least, most] } : {}),
    };
  }
  return {
    constant,
    accepts: (value, packet) =>
      low.valuesOf(packet).some((candidate) => compareValues(value, candidate) >= 0) &&
      high.valuesOf(packet).some((candidate) => compareValues(value, candidate) <= 0),
  };
}

const isWhole = (of: Typed, value: FieldValue): value is number | bigint =>
  of.valueClass !== 'float' && (typeof value === 'number' || typeof value === 'bigint');

function single(literal: Untyped, of: Typed, scope: Scope): Member {
  const constant = constantFor(literal, of, scope);
  switch (constant.kind) {
    case 'network': {
      const { network } = constant;
      return { constant: true, accepts: (value) => inNetwork(value, network) };
    }
    case 'name': {
      const name = constant.name.toLowerCase();
      return { constant: true, accepts: (value) => of.field.nameOf(Number(value))?.toLowerCase() === name };
    }
    case 'value': {
      const { value } = constant;
      return {
        constant: true,
        accepts: (candidate) => compareValues(candidate, value) === 0,
        ...(isWhole(of, value) ? { interval: [value, value] } : {}),
      };
    }
    default:
      return constant satisfies never;
  }
}

function fromField(other: Typed, of: Typed): Member {
  requireSame(other, of);
  return {
    constant: other.constant,
    accepts: (value, packet) => other.valuesOf(packet).some((candidate) => compareValues(value, candidate) === 0),
  };
}

function bound(operand: Operand, of: Typed, scope: Scope): Typed {
  const compiled = compileOperand(operand, scope);
  if (compiled.kind === 'literal') return literalFor(compiled, of, scope);
  requireSame(compiled, of);
  return compiled;
}

function requireSame(other: Typed, of: Typed): void {
  if (!comparable(of.valueClass, other.valueClass))
    fail(
      `${of.name} (${describeType(of.field.type)}) cannot be compared with ${other.name} (${describeType(other.field.type)}).`,
      other.operand.start,
      other.operand.end,
    );
}
