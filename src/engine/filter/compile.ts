/** Turns the text of a display filter into a decision over a packet's values. */
import type { Catalogue } from '../declare/catalogue';
import type { Field } from '../declare/field';
import { type Occurrence, ValueSink } from '../decode/value-sink';
import type { FilterProblem, FilterVerdict } from '../view';
import type { CompiledFilter, Decision, FieldReference, FilterSource, Plan } from './compiled-filter';
import { expandMacros, type Macros } from './macros';
import { parse } from './parse';
import { FilterSyntaxError, PatternStopped } from './problem';
import { Scope } from './scope';
import { compileTest } from './tests';
import { maximumLength } from './tokens';

/** Where field references `${field}` take their values from. */
export interface ReferenceSource {
  readonly source: FilterSource;
  /** Number of the selected packet, 0 for none. */
  readonly selected: number;
}

const noMacros: Macros = new Map();

/** Compiles a filter; an empty one lets everything through. */
export function compileFilter(
  text: string,
  catalogue: Catalogue,
  reference?: ReferenceSource,
  macros: Macros = noMacros,
): CompiledFilter | FilterProblem {
  if (text.trim() === '')
    return {
      text: '',
      fields: [],
      wantsInfo: false,
      wantsColumns: false,
      warnings: [],
      plan: undefined,
      matches: () => true,
      placeOf: asWritten,
    };
  if (text.length > maximumLength)
    return {
      message: `A filter can have ${maximumLength.toLocaleString('en-US')} characters; this one has ${text.length.toLocaleString('en-US')}.`,
      start: maximumLength,
      end: text.length,
    };
  let placeOf: CompiledFilter['placeOf'] = asWritten;
  try {
    const expanded = expandMacros(text, macros);
    placeOf = expanded.placeOf;
    const { test, warnings } = parse(expanded.text);
    const scope = new Scope(catalogue, reference && referenceOf(reference));
    const plan = compileTest(test, scope);
    return {
      text,
      fields: [...scope.fields],
      wantsInfo: scope.wantsInfo,
      wantsColumns: scope.wantsColumns,
      warnings: [...warnings, ...scope.warnings].map((warning) => ({
        ...warning,
        ...placeOf(warning.start, warning.end),
      })),
      plan,
      matches: patient(decisionOf(plan)),
      placeOf,
    };
  } catch (error) {
    if (!(error instanceof FilterSyntaxError)) throw error;
    const { message, start, end } = error.problem;
    return { message, ...placeOf(start, end) };
  }
}

const asWritten: CompiledFilter['placeOf'] = (start, end) => ({ start, end });

/** Whoever asks packet by packet goes on with the next one where a pattern was stopped. */
const patient =
  (decide: Decision): Decision =>
  (packet) => {
    try {
      return decide(packet);
    } catch (error) {
      if (error instanceof PatternStopped) return false;
      throw error;
    }
  };

/** What there is to say of a filter, without running it. */
export function judgeFilter(text: string, catalogue: Catalogue, macros: Macros = noMacros): FilterVerdict {
  const filter = compileFilter(text, catalogue, undefined, macros);
  return 'message' in filter ? { problem: filter, warnings: [] } : { warnings: filter.warnings };
}

/** What is wrong with a filter, without running it. */
export const checkFilter = (text: string, catalogue: Catalogue, macros: Macros = noMacros): FilterProblem | undefined =>
  judgeFilter(text, catalogue, macros).problem;

function decisionOf(plan: Plan): Decision {
  switch (plan.kind) {
    case 'leaf':
      return plan.decide;
    case 'not': {
      const decide = decisionOf(plan.operand);
      return (packet) => !decide(packet);
    }
    case 'and': {
      const parts = plan.operands.map(decisionOf);
      return (packet) => parts.every((decide) => decide(packet));
    }
    case 'or': {
      const parts = plan.operands.map(decisionOf);
      return (packet) => parts.some((decide) => decide(packet));
    }
    case 'xor': {
      const parts = plan.operands.map(decisionOf);
      return (packet) => parts.reduce((odd, decide) => odd !== decide(packet), false);
    }
    default:
      return plan satisfies never;
  }
}

function referenceOf({ source, selected }: ReferenceSource): FieldReference {
  return (field: Field): readonly Occurrence[] | undefined => {
    if (selected === 0) return undefined;
    const sink = new ValueSink(source.index.catalogue, [field]);
    source.walk(selected - 1, sink, false);
    return sink.values[0].map((occurrence) => ({
      ...occurrence,
      value: typeof occurrence.value === 'object' ? occurrence.value.slice() : occurrence.value,
      bytes: occurrence.bytes.slice(occurrence.start, occurrence.start + occurrence.length),
      start: 0,
    }));
  };
}
