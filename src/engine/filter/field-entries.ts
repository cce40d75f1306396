/** The field reference: every protocol and field with its name, type, label, description and value names, searchable. */
import type { Catalogue } from '../declare/catalogue';
import type { Field, FieldType } from '../declare/field';
import { namedValues } from './value-names';

export interface FieldEntry {
  /** Filter name. */
  readonly name: string;
  readonly type: FieldType;
  readonly label: string;
  /** One sentence, empty where the label says all. */
  readonly description: string;
  /** Filter name and title of the protocol that it belongs to. */
  readonly protocol: string;
  readonly protocolTitle: string;
  /** Whether its values have names. */
  readonly named: boolean;
}

export interface FieldEntries {
  /** How many there are in all for the search. */
  readonly total: number;
  readonly entries: readonly FieldEntry[];
}

/** A value of a field and what it is called. */
export interface ValueName {
  readonly value: number;
  readonly name: string;
}

/**
 * Those of the catalogue in which every word of `search` stands, `count` of them after the first `from`. Names that begin with the
 * search come first, then names that have it, then what has it in label, description or the protocol's title.
 */
export function fieldEntries(catalogue: Catalogue, search: string, from: number, count: number): FieldEntries {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const ranked: Field[][] = [[], [], []];
  for (const name of catalogue.names()) {
    const [field] = catalogue.field(name);
    const rank = rankOf(field, words);
    if (rank >= 0) ranked[rank].push(field);
  }
  const found = ranked.flat();
  return { total: found.length, entries: found.slice(from, from + count).map(entryOf) };
}

/** All names of a field's values, ascending; none for a field that is unknown or has none. */
export function valueNames(catalogue: Catalogue, name: string): readonly ValueName[] {
  const seen = new Set<number>();
  return catalogue
    .field(name)
    .flatMap((field) => namedValues(field))
    .flatMap(([value, called]) => {
      if (seen.has(value)) return [];
      seen.add(value);
      return [{ value, name: called }];
    })
    .sort((a, b) => a.value - b.value);
}

/** 0 for a name that begins so, 1 for one that has all words, 2 for other texts that have them, -1 for none. */
function rankOf(field: Field, words: readonly string[]): number {
  const name = field.id.toLowerCase();
  if (words.length === 0 || (words.length === 1 && name.startsWith(words[0]))) return 0;
  if (words.every((word) => name.includes(word))) return 1;
  const all = `${name} ${field.label} ${field.options.description ?? ''} ${field.protocol.title}`.toLowerCase();
  return words.every((word) => all.includes(word)) ? 2 : -1;
}

const entryOf = (field: Field): FieldEntry => ({
  name: field.id,
  type: field.type,
  label: field.type === 'PROTOCOL' ? field.protocol.title : field.label,
  description: field.options.description ?? '',
  protocol: field.protocol.id,
  protocolTitle: field.protocol.title,
  named: field.values !== undefined,
});
