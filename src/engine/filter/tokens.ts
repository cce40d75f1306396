/** Splits the text of a display filter into tokens, each with its place. */
import type { FilterProblem } from '../view';

export type TokenKind =
  /** A word that may be a field, a value name, a function or a literal: `ip.src`, `10.0.0.1/8`, `aa:bb:cc`. */
  | 'word'
  /** A word that must be a literal (`:value` or `<value>`) or a field (`.name`). */
  | 'literal'
  | 'field'
  | 'string'
  | 'character'
  | 'operator'
  | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** The operator in its first spelling, the word as written, the string without quotes and escapes. */
  readonly text: string;
  /** UTF-16 offsets `[start, end)` into the filter's text. */
  readonly start: number;
  readonly end: number;
  /** For strings: written `r"…"`, escapes not interpreted. */
  readonly raw?: boolean;
}

/** Throws this internally; `compileFilter` gives the problem back as a value. */
export class FilterSyntaxError extends Error {
  constructor(readonly problem: FilterProblem) {
    super(problem.message);
  }
}

export function fail(message: string, start: number, end: number): never {
  throw new FilterSyntaxError({ message, start, end });
}

/** Longest filter that is read, in UTF-16 units. */
export const maximumLength = 16_384;

/** Spellings of operators, longest first, with the one that the parser knows. */
const symbols: readonly (readonly [string, string])[] = [
  ['!==', '!=='],
  ['===', '==='],
  ['==', '=='],
  ['!=', '!='],
  ['~=', '!=='],
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
];

/** Words that are operators. */
const words: Readonly<Record<string, string>> = {
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

/** What a word can be; the longest match wins. */
const wordForms: readonly RegExp[] = [
  // A field, protocol, function or value name; hyphens stand in protocols such as data-text-lines.
  /[a-z_][\w]*(?:[.-][\w]+)*/iy,
  // IPv4, with a prefix or not.
  /\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?/y,
  // IPv6, with a prefix or not.
  /(?=[\da-f:.]*:[\da-f:.]*:)[\da-f:]+(?:\d{1,3}(?:\.\d{1,3}){3})?(?:\/\d{1,3})?/iy,
  // Bytes with separators, hardware addresses among them.
  /[\da-f]{2}(?:[:-][\da-f]{2})+:?/iy,
  /[\da-f]{4}(?:\.[\da-f]{4})+/iy,
  /[\da-f]{2}:/iy,
  // Times: 2026-11-22, 2026-11-22T12:00:00Z.
  /\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?/iy,
  // Numbers, and bytes without separators.
  /0x[\da-f]+/iy,
  /0b[01]+/iy,
  /\d+(?:\.\d+)?(?:e[+-]?\d+)?/iy,
  /\d[\da-f]*/iy,
];

/** All tokens, the last of kind `end`. @throws FilterSyntaxError */
export function tokenize(text: string): readonly Token[] {
  if (text.length > maximumLength)
    fail(
      `A filter can have ${maximumLength.toLocaleString('en-US')} characters; this one has ${text.length.toLocaleString('en-US')}.`,
      maximumLength,
      text.length,
    );
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text[at])) {
      at++;
      continue;
    }
    const token = stringAt(text, at) ?? prefixedAt(text, at) ?? wordAt(text, at) ?? symbolAt(text, at);
    if (token === undefined) fail(`“${text[at]}” has no meaning here.`, at, at + 1);
    tokens.push(token);
    at = token.end;
  }
  tokens.push({ kind: 'end', text: '', start: text.length, end: text.length });
  return tokens;
}

function symbolAt(text: string, at: number): Token | undefined {
  const found = symbols.find(([spelling]) => text.startsWith(spelling, at));
  return found && { kind: 'operator', text: found[1], start: at, end: at + found[0].length };
}

function wordAt(text: string, at: number): Token | undefined {
  let end = at;
  for (const form of wordForms) {
    form.lastIndex = at;
    const match = form.exec(text);
    if (match !== null && at + match[0].length > end) end = at + match[0].length;
  }
  if (end === at) return undefined;
  // `80..90` is a range, not a number with a point.
  const word = text.slice(at, end);
  if (/[\w]/.test(text[end] ?? '')) {
    const stop = at + (/^[\w.:-]+/.exec(text.slice(at))?.[0].length ?? 1);
    fail(`“${text.slice(at, stop)}” is neither a name nor a value.`, at, stop);
  }
  const operator = Object.hasOwn(words, word) ? words[word] : undefined;
  return operator === undefined
    ? { kind: 'word', text: word, start: at, end }
    : { kind: 'operator', text: operator, start: at, end };
}

/** `.ip.src` must be a field, `:value` and `<value>` a literal. */
function prefixedAt(text: string, at: number): Token | undefined {
  const field = /^\.([a-z_][\w]*(?:[.-][\w]+)*)/i.exec(text.slice(at));
  if (field !== null && text[at + 1] !== '.')
    return { kind: 'field', text: field[1], start: at, end: at + field[0].length };
  const bracketed = /^<([^\s<>=]+)>/.exec(text.slice(at));
  if (bracketed !== null) return { kind: 'literal', text: bracketed[1], start: at, end: at + bracketed[0].length };
  const colon = /^:([\w.:/-]*[\w/])/.exec(text.slice(at));
  if (colon !== null && text[at + 1] !== ':')
    return { kind: 'literal', text: colon[1], start: at, end: at + colon[0].length };
  return undefined;
}

function stringAt(text: string, at: number): Token | undefined {
  const raw = /^r"/i.test(text.slice(at, at + 2));
  const quote = raw ? '"' : text[at];
  if (quote !== '"' && quote !== "'") return undefined;
  const first = at + (raw ? 2 : 1);
  let content = '';
  let next = first;
  while (next < text.length && text[next] !== quote) {
    if (text[next] !== '\\') content += text[next++];
    else if (raw) {
      content += text.slice(next, next + 2);
      next += 2;
    } else {
      const escape = escapeAt(text, next);
      content += escape.text;
      next = escape.end;
    }
  }
  if (next >= text.length) fail(`The quotation mark that begins here is never closed.`, at, text.length);
  const end = next + 1;
  if (quote === '"') return { kind: 'string', text: content, start: at, end, raw };
  if ([...content].length !== 1)
    fail('Single quotation marks hold exactly one character. Text stands in double ones.', at, end);
  return { kind: 'character', text: content, start: at, end };
}

const escapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '"': '"',
  "'": "'",
  '\\': '\\',
  '?': '?',
};

/** The escape at a backslash, as in C: `\n`, `\x41`, `\101`, `\u00e9`, `\U0001f600`. */
function escapeAt(text: string, at: number): { readonly text: string; readonly end: number } {
  const letter = text[at + 1] ?? '';
  const numeric = /^\\(?:x([\da-f]{1,2})|u([\da-f]{4})|U([\da-f]{8})|([0-7]{1,3}))/i.exec(text.slice(at, at + 10));
  if (numeric !== null) {
    const [whole, hex, short, long, octal] = numeric;
    const code = octal === undefined ? Number.parseInt(hex ?? short ?? long, 16) : Number.parseInt(octal, 8);
    if (code > 0x10ffff) fail('There is no such character.', at, at + whole.length);
    return { text: String.fromCodePoint(code), end: at + whole.length };
  }
  if (!Object.hasOwn(escapes, letter))
    fail(`“\\${letter}” is no escape. A backslash itself is written \\\\, or the string r"…".`, at, at + 2);
  return { text: escapes[letter], end: at + 2 };
}
