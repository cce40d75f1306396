/** What a column shows: a field by its name, or several, `tcp.port || udp.port`, which the user's macros may stand for. */
import type { Catalogue } from '../declare/catalogue';
import type { Field } from '../declare/field';
import { expandMacros, type Macros } from '../filter/macros';
import { nearestNames } from '../filter/nearest-names';
import { FilterSyntaxError } from '../filter/problem';
import type { FilterProblem } from '../view';

/** The fields, or what is wrong with the text. */
export function columnFields(text: string, catalogue: Catalogue, macros: Macros): readonly Field[] | FilterProblem {
  try {
    const { text: expanded, placeOf } = expandMacros(text, macros);
    const fields: Field[] = [];
    for (const { name, start, end } of namesIn(expanded)) {
      const found = catalogue.field(name);
      if (found.length === 0) return { message: unknownField(name, catalogue), ...placeOf(start, end) };
      fields.push(...found);
    }
    return fields;
  } catch (error) {
    if (!(error instanceof FilterSyntaxError)) throw error;
    return error.problem;
  }
}

interface Name {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** What stands between the signs for "or". */
function namesIn(text: string): readonly Name[] {
  const names: Name[] = [];
  let start = 0;
  for (const part of text.split(/(\|\||\bor\b)/)) {
    if (part !== '||' && part !== 'or') {
      const name = part.trim();
      const from = start + part.indexOf(name);
      names.push({ name, start: from, end: from + name.length });
    }
    start += part.length;
  }
  return names;
}

function unknownField(name: string, catalogue: Catalogue): string {
  if (name === '') return 'Here the name of a field is missing.';
  if (!/^[\w.-]+$/.test(name)) return `A column shows a field, or several with || between them; “${name}” is none.`;
  const near = nearestNames(name, catalogue);
  return `There is no field called “${name}”.${near.length > 0 ? ` Did you mean ${near.join(' or ')}?` : ''}`;
}
