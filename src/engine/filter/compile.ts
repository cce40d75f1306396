/** Turns the text of a display filter into a decision over a packet's values. */
import type { Catalogue } from '../declare/catalogue';
import type { FilterProblem } from '../view';
import type { CompiledFilter, FilterSource } from './compiled-filter';

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
  _reference?: ReferenceSource,
): CompiledFilter | FilterProblem {
  const name = text.trim();
  if (name === '') return { text: '', fields: [], wantsInfo: false, warnings: [], matches: () => true };
  const fields = catalogue.field(name);
  if (fields.length === 0)
    return { message: `“${name}” is neither a field nor a protocol.`, start: 0, end: text.length };
  return {
    text,
    fields,
    wantsInfo: false,
    warnings: [],
    matches: (values) => fields.some((field) => values.of(field).length > 0),
  };
}

/** What is wrong with a filter, without running it. */
export function checkFilter(text: string, catalogue: Catalogue): FilterProblem | undefined {
  const filter = compileFilter(text, catalogue);
  return 'message' in filter ? filter : undefined;
}
