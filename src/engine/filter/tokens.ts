/** Splits the text of a display filter into tokens, each with its place. */
import { fail } from './problem';
import { quotedAt } from './quoted';

export type TokenKind =
  /** A word that may be a field, a value name, a function or a literal: `ip.src`, `10.0.0.1/8`, `aa:bb:cc`. */
  | 'word'
  /** A word that must be a literal (`:value`) or a field (`.name`). */
  | 'literal'
  | 'field'
  | 'string'
  | 'character'
  /** What stands between the brackets and commas of a slice, or behind `#`. */
  | 'range'
  | 'operator'
  | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** The operator in its first spelling, the word as written, the string without quotes and escapes. */
  readonly text: string;
  /** UTF-16 offsets `[start, end)` into the filter's text. */
  readonly start: number;
  readonly end: number;
  /** Of strings: the bytes that were written. */
  readonly bytes?: Uint8Array;
  /** Of characters: the number. */
  readonly code?: number;
}

/** Longest filter that is read, in UTF-16 units. */
export const maximumLength = 16_384;

/** Spellings of operators, longest first, with the one that the parser knows. */
const symbols: readonly (readonly [spelling: string, operator: string])[] = [
  ['!==', '!=='],
  ['===', '==='],
  ['==', '=='],
  ['!=', '!='],
  ['~=', '~='],
  ['>=', '>='],
  ['<=', '<='],
  ['&&', 'and'],
  ['||', 'or'],
  ['^^', 'xor'],
  ['..', '..'],
  ['>', '>'],
  ['<', '<'],
  ['!', 'not'],
  ['~', 'matches'],
  ['&', '&'],
  ['+', '+'],
  ['-', '-'],
  ['*', '*'],
  ['/', '/'],
  ['%', '%'],
  ['(', '('],
  [')', ')'],
  ['[', '['],
  [']', ']'],
  ['{', '{'],
  ['}', '}'],
  [',', ','],
  ['#', '#'],
  ['@', '@'],
  ['$', '$'],
];

/** Words that are operators. */
export const wordOperators: Readonly<Record<string, string>> = {
  and: 'and',
  or: 'or',
  xor: 'xor',
  not: 'not',
  eq: '==',
  any_eq: '==',
  ne: '!=',
  all_ne: '!=',
  all_eq: '===',
  any_ne: '!==',
  gt: '>',
  ge: '>=',
  lt: '<',
  le: '<=',
  contains: 'contains',
  matches: 'matches',
  in: 'in',
  bitwise_and: '&',
  bitand: '&',
  any: 'any',
  all: 'all',
};

/** Names and values have the same letters; a point joins two parts, two points are a range. */
const word = /[a-z\d_:][a-z\d_:/-]*(?:\.[a-z\d_:/-]+)*/iy;
/** A number whose exponent has a plus sign, which no word may contain. */
const exponential = /\d+(?:\.\d+)?e\+\d+(?![\w.:])/iy;
const fieldName = /\.[a-z\d_][a-z\d_-]*(?:\.[a-z\d_][a-z\d_-]*)*/iy;
const space = /[ \t\r\n]+/y;

/** All tokens, the last of kind `end`. @throws FilterSyntaxError */
export function tokenize(source: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    at = skipSpace(source, at);
    if (at >= source.length) break;
    const token = tokenAt(source, at);
    tokens.push(token);
    at = token.end;
    if (token.kind === 'operator' && token.text === '[') at = slice(source, token, tokens);
    else if (token.kind === 'operator' && token.text === '#') at = layer(source, token, tokens);
  }
  tokens.push({ kind: 'end', text: '', start: source.length, end: source.length });
  return tokens;
}

function skipSpace(source: string, at: number): number {
  space.lastIndex = at;
  return space.test(source) ? space.lastIndex : at;
}

function tokenAt(source: string, at: number): Token {
  const token = quoteToken(source, at) ?? fieldToken(source, at) ?? wordToken(source, at) ?? symbolToken(source, at);
  if (token !== undefined) return token;
  const character = String.fromCodePoint(source.codePointAt(at)!);
  const end = at + character.length;
  if (character === '=') fail('“=” alone compares nothing: write “==”.', at, end);
  if (character === '|') fail('“|” alone joins nothing: write “||” or “or”.', at, end);
  if (/[“”„‟«»]/.test(character)) fail('Text stands in straight quotation marks: "…".', at, end);
  return fail(
    /[!-~]/.test(character) ? `“${character}” has no meaning here.` : 'Such characters stand only in quotation marks.',
    at,
    end,
  );
}

function quoteToken(source: string, start: number): Token | undefined {
  const quoted = quotedAt(source, start);
  return quoted && { ...quoted, start };
}

function fieldToken(source: string, start: number): Token | undefined {
  fieldName.lastIndex = start;
  const match = fieldName.exec(source);
  return match === null ? undefined : { kind: 'field', text: match[0].slice(1), start, end: fieldName.lastIndex };
}

function wordToken(source: string, start: number): Token | undefined {
  exponential.lastIndex = start;
  word.lastIndex = start;
  const match = exponential.exec(source) ?? word.exec(source);
  if (match === null) return undefined;
  const [text] = match;
  const end = start + text.length;
  if (text.startsWith(':') && !text.startsWith('::') && text.length > 1)
    return { kind: 'literal', text: text.slice(1), start, end };
  const operator = Object.hasOwn(wordOperators, text) ? wordOperators[text] : undefined;
  return operator === undefined ? { kind: 'word', text, start, end } : { kind: 'operator', text: operator, start, end };
}

function symbolToken(source: string, start: number): Token | undefined {
  const found = symbols.find(([spelling]) => source.startsWith(spelling, start));
  return found && { kind: 'operator', text: found[1], start, end: start + found[0].length };
}

/** Between brackets only commas separate: `12:2` and `1-2` would be bytes elsewhere. Returns where the slice ends. */
function slice(source: string, bracket: Token, tokens: Token[]): number {
  let at = bracket.end;
  for (;;) {
    const match = /^[^\],]*/.exec(source.slice(at))!;
    const inner = match[0].trim();
    const start = at + match[0].length - match[0].trimStart().length;
    if (inner !== '') tokens.push({ kind: 'range', text: inner, start, end: start + inner.length });
    at += match[0].length;
    if (at >= source.length) fail('The bracket that opens here is never closed.', bracket.start, source.length);
    tokens.push({ kind: 'operator', text: source[at], start: at, end: at + 1 });
    at++;
    if (source[at - 1] === ']') return at;
  }
}

/** `#2` or `#[…]`. Returns where it ends. */
function layer(source: string, hash: Token, tokens: Token[]): number {
  const start = hash.end;
  const digits = /^\d+/.exec(source.slice(start))?.[0];
  if (digits !== undefined) {
    tokens.push({ kind: 'range', text: digits, start, end: start + digits.length });
    return start + digits.length;
  }
  if (source[start] !== '[')
    fail('Behind “#” the number of a layer must stand, or a range of them: ip.src#2, ip.src#[1-2].', hash.start, start);
  const bracket: Token = { kind: 'operator', text: '[', start, end: start + 1 };
  tokens.push(bracket);
  return slice(source, bracket, tokens);
}
