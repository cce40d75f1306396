/** Turns the text of a display filter into a decision over a packet's values. */
import type { Catalogue } from '../declare/catalogue';
import type { Field } from '../declare/field';
import { type Occurrence, ValueSink } from '../decode/value-sink';
import type { FilterProblem } from '../view';
import type { CompiledFilter, FieldReference, FilterSource } from './compiled-filter';
import { Compilation } from './operands';
import { parse } from './parse';
import { compileTest } from './tests';
import { FilterSyntaxError } from './tokens';

/** Where field references `${field}` take their values from. */
export interface ReferenceSource {
  readonly source: FilterSource;
  /** Number of the selected packet, 0 for none. */
  readonly selected: number;
}

/** Compiles a filter; an empty one lets everything through. */
export function compileFilter(
  text: string,
  catalogue: Catalogue,
  reference?: ReferenceSource,
): CompiledFilter | FilterProblem {
  if (text.trim() === '') return { text: '', fields: [], wantsInfo: false, warnings: [], matches: () => true };
  try {
    const compilation = new Compilation(catalogue, reference && referenceOf(reference));
    const matches = compileTest(parse(text), compilation);
    return {
      text,
      fields: [...compilation.fields],
      wantsInfo: compilation.wantsInfo,
      warnings: compilation.warnings,
      matches,
    };
  } catch (error) {
    if (!(error instanceof FilterSyntaxError)) throw error;
    return error.problem;
  }
}

/** What is wrong with a filter, without running it. */
export function checkFilter(text: string, catalogue: Catalogue): FilterProblem | undefined {
  const filter = compileFilter(text, catalogue);
  return 'message' in filter ? filter : undefined;
}

function referenceOf({ source, selected }: ReferenceSource): FieldReference {
  return (field: Field): readonly Occurrence[] | undefined => {
    if (selected === 0) return undefined;
    const sink = new ValueSink(source.index.catalogue, [field]);
    source.walk(selected - 1, sink, false);
    return sink.values[0].map((occurrence) => ({
      ...occurrence,
      bytes: occurrence.bytes.slice(occurrence.start, occurrence.start + occurrence.length),
      start: 0,
    }));
  };
}
