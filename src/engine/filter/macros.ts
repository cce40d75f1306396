/**
 * Replaces macros by their text: `${name}`, `${name:first;second}`, `${name;first;second}`, `$name(first,second)`. In a definition
 * `$1` stands for the first argument. Wireshark User's Guide, section 6.4.
 */
import { fail } from './problem';
import { maximumLength } from './tokens';

/** Definitions by name. */
export type Macros = ReadonlyMap<string, string>;

/** Macros that everybody has, under Wireshark's names; the user's of the same name come first. */
const provided: Macros = new Map([
  ['private_ipv4', '$1 in {10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16}'],
  ['private_ipv6', '$1 == fc00::/7'],
  ['private_ethernet', '$1[0] & 0x0f == 0x02'],
]);

const definitionOf = (name: string, macros: Macros): string | undefined => macros.get(name) ?? provided.get(name);

/** Macros inside macros, beyond which one is taken to call itself. */
const maximumDepth = 32;

export interface Expansion {
  readonly text: string;
  /** Where in the filter as written the expanded text `[start, end)` comes from. */
  placeOf(start: number, end: number): { readonly start: number; readonly end: number };
}

/** A part of the expanded text, and the part of the filter that it comes from. */
interface Piece {
  /** Where it begins in the expanded text. */
  readonly at: number;
  readonly length: number;
  readonly start: number;
  readonly end: number;
  readonly copied: boolean;
}

/** How many arguments a definition takes: the highest number behind a `$`. */
export const argumentsOf = (definition: string): number =>
  Array.from(definition.matchAll(/\$(\d+)/g)).reduce((most, [, number]) => Math.max(most, Number(number)), 0);

/** The filter with its macros replaced. @throws FilterSyntaxError where arguments are missing, and at a macro that calls itself */
export function expandMacros(filter: string, macros: Macros): Expansion {
  const pieces: Piece[] = [];
  let text = '';
  const put = (part: string, start: number, end: number, copied: boolean): void => {
    if (part !== '') pieces.push({ at: text.length, length: part.length, start, end, copied });
    text += part;
    if (text.length > maximumLength)
      fail(`With its macros the filter has more than ${maximumLength.toLocaleString('en-US')} characters.`, start, end);
  };
  let from = 0;
  for (const call of callsIn(filter, macros)) {
    put(filter.slice(from, call.start), from, call.start, true);
    put(replaced(call, macros, call, 1), call.start, call.end, false);
    from = call.end;
  }
  put(filter.slice(from), from, filter.length, true);
  return { text, placeOf: (start, end) => place(pieces, start, end, filter.length) };
}

function place(pieces: readonly Piece[], start: number, end: number, length: number) {
  const original = (offset: number, isEnd: boolean): number => {
    const piece = pieces.find(({ at, length: size }) => (isEnd ? offset <= at + size : offset < at + size));
    if (piece === undefined) return length;
    if (!piece.copied) return isEnd ? piece.end : piece.start;
    return piece.start + Math.max(0, offset - piece.at);
  };
  const first = original(start, false);
  return { start: first, end: Math.max(first, original(end, true)) };
}

interface Call {
  readonly name: string;
  readonly values: readonly string[];
  readonly start: number;
  readonly end: number;
}

const braced = /\$\{\s*(\w+)\s*(?:[:;]([^{}"]*(?:"(?:[^"\\]|\\.)*"[^{}"]*)*))?\}/y;
const called = /\$(\w+)\(/y;

/** The macros that a text calls, outside of its quotations. */
function callsIn(text: string, macros: Macros): readonly Call[] {
  const calls: Call[] = [];
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '"' || text[at] === "'") at = behindQuotation(text, at) - 1;
    else if (text[at] === '$') {
      const call = callAt(text, at, macros);
      if (call === undefined) continue;
      calls.push(call);
      at = call.end - 1;
    }
  }
  return calls;
}

function behindQuotation(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++)
    if (text[at] === '\\') at++;
    else if (text[at] === text[start]) return at + 1;
  return text.length;
}

function callAt(text: string, start: number, macros: Macros): Call | undefined {
  braced.lastIndex = start;
  const inBraces = braced.exec(text);
  if (inBraces !== null) {
    const [whole, name, list] = inBraces;
    const end = start + whole.length;
    if (definitionOf(name, macros) === undefined) {
      if (list === undefined) return undefined;
      return fail(`There is no macro “${name}”.`, start, end);
    }
    return { name, values: list === undefined ? [] : split(list, ';'), start, end };
  }
  called.lastIndex = start;
  const withParenthesis = called.exec(text);
  if (withParenthesis === null) return undefined;
  const [whole, name] = withParenthesis;
  const close = closing(text, start + whole.length);
  if (close < 0) return fail(`The parenthesis of $${name}(…) is not closed.`, start, text.length);
  if (definitionOf(name, macros) === undefined) return fail(`There is no macro “${name}”.`, start, close + 1);
  const list = text.slice(start + whole.length, close);
  return { name, values: list.trim() === '' ? [] : split(list, ','), start, end: close + 1 };
}

/** Where the parenthesis that was opened before `from` closes, or -1. */
function closing(text: string, from: number): number {
  let open = 1;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '"' || text[at] === "'") at = behindQuotation(text, at) - 1;
    else if (text[at] === '(') open++;
    else if (text[at] === ')' && --open === 0) return at;
  }
  return -1;
}

/** The parts between separators that stand in no quotation, parenthesis, bracket or brace. */
function split(list: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let open = 0;
  let from = 0;
  for (let at = 0; at < list.length; at++) {
    const character = list[at];
    if (character === '"' || character === "'") at = behindQuotation(list, at) - 1;
    else if ('([{'.includes(character)) open++;
    else if (')]}'.includes(character)) open--;
    else if (character === separator && open <= 0) {
      parts.push(list.slice(from, at).trim());
      from = at + 1;
    }
  }
  return [...parts, list.slice(from).trim()];
}

function replaced({ name, values }: Call, macros: Macros, outer: Call, depth: number): string {
  const { start, end } = outer;
  if (depth > maximumDepth) fail(`The macro “${name}” calls itself.`, start, end);
  const definition = definitionOf(name, macros)!;
  const wanted = argumentsOf(definition);
  if (wanted !== values.length)
    fail(`The macro “${name}” takes ${wanted} argument${wanted === 1 ? '' : 's'}, not ${values.length}.`, start, end);
  const text = definition.replace(/\$(\d+)/g, (_, number) => values[Number(number) - 1] ?? '');
  let out = '';
  let from = 0;
  for (const call of callsIn(text, macros)) {
    out += text.slice(from, call.start) + replaced(call, macros, outer, depth + 1);
    from = call.end;
    if (out.length > maximumLength) fail(`The macro “${name}” becomes too long.`, start, end);
  }
  return out + text.slice(from);
}
