/** Completes what is being written at the caret of a display filter: names, operators, functions and values. */
import type { Catalogue } from '../declare/catalogue';
import type { Field } from '../declare/field';
import type { CompletionItem } from '../view';
import { filterContext } from './filter-context';
import { functions } from './functions';
import { argumentsOf, type Macros } from './macros';
import { classOf, describeType, type ValueClass } from './value-class';
import { namedValues } from './value-names';

export type Completion = CompletionItem;

export interface Completions {
  /** `[start, end)` is what an item replaces, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  readonly items: readonly Completion[];
}

/** What completion knows beside the catalogue. */
export interface CompletionSources {
  readonly macros: Macros;
  /** Values of a field in this capture that begin with `word`, the most frequent first. */
  seen(field: Field, word: string): readonly SeenItem[];
}

/** A value that packets of the capture have. */
export interface SeenItem {
  /** As a display filter writes it. */
  readonly literal: string;
  /** What the detail tree shows for it. */
  readonly text: string;
  readonly packets: number;
}

const nothingSeen: CompletionSources = { macros: new Map(), seen: () => [] };

const maximumItems = 50;

/** Up to fifty items that fit, the likeliest first. */
export function completeFilter(
  text: string,
  caret: number,
  catalogue: Catalogue,
  sources: CompletionSources = nothingSeen,
): Completions {
  const context = filterContext(text, caret);
  const { start, word } = context;
  const end = caret;
  const nothing: Completions = { start, end, items: [] };
  switch (context.expects) {
    case 'nothing':
      return nothing;
    case 'operator':
      return { start, end, items: starting(word, operatorsFor(fieldOf(context.field, catalogue))) };
    case 'test':
      if (word.startsWith('$')) return { start, end, items: macrosStarting(word, sources.macros) };
      return word === '' ? nothing : { start, end, items: names(word, catalogue, testWords) };
    case 'value': {
      const field = fieldOf(context.field, catalogue);
      const values = field === undefined ? [] : valuesFor(field, word, sources);
      const others = context.quoted || !/^[a-z_.]/i.test(word) ? [] : names(word, catalogue, []);
      return { start, end, items: [...values, ...others].slice(0, maximumItems) };
    }
    default:
      return context.expects satisfies never;
  }
}

const fieldOf = (name: string, catalogue: Catalogue): Field | undefined => catalogue.field(name)[0];

const operator = (text: string, description: string): Completion => ({ text, kind: 'operator', description });

/** Words with which a test can begin, besides names. */
const testWords: readonly Completion[] = [
  operator('not', 'The test behind it does not hold'),
  operator('all', 'All values of a field must stand in the relation'),
  operator('any', 'Some value of a field must stand in the relation'),
];

const equalities: readonly Completion[] = [
  operator('==', 'Some value is equal'),
  operator('!=', 'All values are different'),
  operator('===', 'All values are equal'),
  operator('!==', 'Some value is different'),
  operator('in', 'Some value is in a set: {80, 443, 8000..8080}'),
];
const orders: readonly Completion[] = [
  operator('>', 'Some value is greater'),
  operator('<', 'Some value is less'),
  operator('>=', 'Some value is greater or equal'),
  operator('<=', 'Some value is less or equal'),
];
const searches: readonly Completion[] = [
  operator('contains', 'Some value contains text or bytes'),
  operator('matches', 'Some value matches a regular expression, letters in either case'),
];
const joints: readonly Completion[] = [
  operator('and', 'Both tests hold'),
  operator('or', 'One of the tests holds, or both'),
  operator('xor', 'One of the tests holds, not both'),
];

function operatorsFor(field: Field | undefined): readonly Completion[] {
  const valueClass: ValueClass = field === undefined ? 'integer' : classOf(field.type);
  if (valueClass === 'nothing') return joints;
  if (field?.type === 'PROTOCOL') return [...joints, ...searches, ...equalities];
  if (valueClass === 'string' || valueClass === 'bytes') return [...equalities, ...searches, ...joints, ...orders];
  return [...equalities, ...orders, ...joints, ...(field?.values === undefined ? [] : searches)];
}

/** Values that the capture has, then those that have names. */
function valuesFor(field: Field, word: string, { seen }: CompletionSources): readonly Completion[] {
  const found = seen(field, word).map(
    ({ literal, text, packets }): Completion => ({
      text: literal,
      kind: 'value',
      description: text === literal || literal.startsWith('"') ? field.label : text,
      packets,
    }),
  );
  const known = new Set(found.map(({ text }) => text));
  return [...found, ...starting(word, valuesOf(field)).filter(({ text }) => !known.has(text))];
}

/** Calls of the macros whose names begin as what stands behind the `$`. */
function macrosStarting(word: string, macros: Macros): readonly Completion[] {
  const wanted = word.replace(/^\$\{?/, '').toLowerCase();
  return [...macros]
    .filter(([name]) => name.toLowerCase().startsWith(wanted))
    .slice(0, maximumItems)
    .map(([name, definition]) => ({
      text: argumentsOf(definition) === 0 ? `\${${name}}` : `$${name}(`,
      kind: 'macro',
      description: definition,
    }));
}

const starting = (word: string, items: readonly Completion[]): readonly Completion[] => {
  const wanted = word.toLowerCase();
  return items.filter(({ text }) => text.toLowerCase().replace(/^"/, '').startsWith(wanted)).slice(0, maximumItems);
};

function valuesOf(field: Field): readonly Completion[] {
  const value = (text: string, description: string): Completion => ({ text, kind: 'value', description });
  if (field.type === 'BOOLEAN')
    return [value('True', field.nameOf(1) ?? 'Set'), value('False', field.nameOf(0) ?? 'Not set')];
  const seen = new Set<string>();
  return namedValues(field).flatMap(([number, name]) => {
    if (seen.has(name)) return [];
    seen.add(name);
    return [value(`"${name.replace(/["\\]/g, '\\$&')}"`, `${field.label}: ${number}`)];
  });
}

/** Fields, protocols and functions: those that begin with the word, then those that have it behind a point. */
function names(word: string, catalogue: Catalogue, more: readonly Completion[]): readonly Completion[] {
  const wanted = word.toLowerCase();
  const protocols: string[] = [];
  const fields: string[] = [];
  const within: string[] = [];
  for (const name of catalogue.names()) {
    const lower = name.toLowerCase();
    if (lower.startsWith(wanted)) (catalogue.protocol(name) === undefined ? fields : protocols).push(name);
    else if (within.length < maximumItems && lower.includes(`.${wanted}`)) within.push(name);
  }
  const item = (name: string): Completion => named(name, catalogue);
  return [
    ...protocols.slice(0, maximumItems).map(item),
    ...fields.slice(0, maximumItems).map(item),
    ...starting(word, functionItems),
    ...starting(word, more),
    ...within.map(item),
  ].slice(0, maximumItems);
}

function named(name: string, catalogue: Catalogue): Completion {
  const [field] = catalogue.field(name);
  if (field.type === 'PROTOCOL') return { text: name, kind: 'protocol', description: field.protocol.title };
  const description = field.options.description ?? `${field.label}: ${describeType(field.type)}`;
  return { text: name, kind: 'field', description };
}

const functionItems: readonly Completion[] = Object.entries(functions).map(([name, { description }]) => ({
  text: `${name}(`,
  kind: 'function',
  description,
}));
