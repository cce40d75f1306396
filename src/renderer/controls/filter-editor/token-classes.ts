/** What the parts of a display filter are for the eye: the engine's own tokens, told apart by where they stand. */
import { FilterSyntaxError } from '../../../engine/filter/problem';
import { type Token, tokenize } from '../../../engine/filter/tokens';

export type TokenClass = 'field' | 'function' | 'macro' | 'operator' | 'value';

/** A part `[start, end)` of a filter's text. */
export interface ClassedToken {
  readonly start: number;
  readonly end: number;
  readonly kind: TokenClass;
}

/** Operators behind which a value stands. */
const comparing = new Set(['==', '!=', '===', '!==', '~=', '>', '<', '>=', '<=', 'contains', 'matches', '{', '..']);

/** The parts of a filter, also of one that is not finished or wrong; in order, without overlaps. */
export function classedTokens(text: string): ClassedToken[] {
  const tokens = lenientTokens(text);
  let inSet = false;
  return tokens.map((token, place) => {
    if (token.kind === 'operator' && (token.text === '{' || token.text === '}')) inSet = token.text === '{';
    const { start, end } = token;
    return { start, end, kind: classOf(token, tokens[place - 1], text, inSet) };
  });
}

function classOf(token: Token, before: Token | undefined, text: string, inSet: boolean): TokenClass {
  switch (token.kind) {
    case 'operator':
      return 'operator';
    case 'field':
      return 'field';
    case 'literal':
    case 'string':
    case 'character':
    case 'range':
      return 'value';
    case 'word':
      return wordClass(token, before, text, inSet);
    case 'end':
      return 'operator';
    default:
      return token.kind satisfies never;
  }
}

function wordClass(token: Token, before: Token | undefined, text: string, inSet: boolean): TokenClass {
  const called = text.slice(0, token.start);
  if (/\$\{?\s*$/.test(called)) return 'macro';
  if (text[token.end] === '(') return 'function';
  if (!/^[a-z_]/i.test(token.text) || /[:/]/.test(token.text)) return 'value';
  if (/^(?:true|false)$/i.test(token.text)) return 'value';
  const dotted = /^\w[\w-]*(?:\.[\w-]+)+$/.test(token.text);
  const compared = inSet || (before?.kind === 'operator' && comparing.has(before.text));
  return compared && !dotted ? 'value' : 'field';
}

/** The engine's tokens; what it refuses is left out, and reading goes on behind it. An open quotation counts as a string. */
function lenientTokens(text: string): Token[] {
  const found: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const { tokens, next } = readFrom(text, at);
    found.push(...tokens);
    at = next;
  }
  return found;
}

/** Tokens from `at` up to what cannot be read, and where to go on. */
function readFrom(text: string, at: number): { readonly tokens: readonly Token[]; readonly next: number } {
  const rest = text.slice(at);
  const placed = (list: readonly Token[]): Token[] =>
    list.flatMap((token) => (token.kind === 'end' ? [] : [{ ...token, start: token.start + at, end: token.end + at }]));
  try {
    return { tokens: placed(tokenize(rest)), next: text.length };
  } catch (error) {
    if (!(error instanceof FilterSyntaxError)) throw error;
    const { start } = error.problem;
    const end = Math.max(error.problem.end, start + 1);
    const before = readable(rest.slice(0, start));
    const quoted = /["']/.test(rest[start] ?? '') || /^r"/.test(rest.slice(start, start + 2));
    const open: Token[] = quoted ? [{ kind: 'string', text: '', start, end: rest.length }] : [];
    return { tokens: placed([...before, ...open]), next: at + (quoted ? rest.length : end) };
  }
}

function readable(text: string): readonly Token[] {
  try {
    return tokenize(text);
  } catch (error) {
    if (error instanceof FilterSyntaxError) return [];
    throw error;
  }
}
