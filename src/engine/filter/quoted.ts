/** Reads what stands in quotation marks: text with the escapes of C, raw text, single characters. */
import { fail } from './problem';

export interface Quoted {
  readonly kind: 'string' | 'character';
  readonly bytes: Uint8Array;
  readonly text: string;
  /** For characters: the number. */
  readonly code: number;
  readonly end: number;
}

/** The quotation that begins at `at`, if one does. @throws FilterSyntaxError */
export function quotedAt(source: string, at: number): Quoted | undefined {
  const raw = /^r"/i.test(source.slice(at, at + 2));
  const quote = raw ? '"' : source[at];
  if (quote !== '"' && quote !== "'") return undefined;
  const content: number[] = [];
  let next = at + (raw ? 2 : 1);
  let units = 0;
  let code = 0;
  while (next < source.length && source[next] !== quote) {
    units++;
    if (source[next] !== '\\' || raw) {
      const part = raw && source[next] === '\\' ? source.slice(next, next + 2) : characterAt(source, next);
      code = part.codePointAt(0)!;
      content.push(...encoder.encode(part));
      next += part.length;
    } else {
      const escaped = escapeAt(source, next);
      code = escaped.code;
      content.push(...escaped.bytes);
      next = escaped.end;
    }
  }
  if (next >= source.length) fail('The quotation mark that begins here is never closed.', at, source.length);
  const end = next + 1;
  const bytes = Uint8Array.from(content);
  if (quote === '"') return { kind: 'string', bytes, text: decoder.decode(bytes), code, end };
  if (units === 0) fail('There is no character between these quotation marks.', at, end);
  if (units === 1 && source[at + 1] > '\x7f')
    fail('Only ASCII stands in single quotation marks; other characters are text, in double ones.', at, end);
  if (units > 1) fail('Single quotation marks hold exactly one character. Text stands in double ones.', at, end);
  return { kind: 'character', bytes, text: '', code, end };
}

const characterAt = (source: string, at: number): string => String.fromCodePoint(source.codePointAt(at)!);

const single: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
  '"': 34,
  "'": 39,
  '\\': 92,
};

interface Escape {
  readonly code: number;
  readonly bytes: Uint8Array;
  readonly end: number;
}

/** The escape at a backslash: `\n`, `\x41`, `\101`, `\u00e9`, `\U0001f600`. */
function escapeAt(source: string, at: number): Escape {
  const numeric = /^\\(?:x([\da-f]{1,2})|([0-7]{1,3})|u([\da-f]{4})|U([\da-f]{8}))/.exec(
    source.slice(at, at + 10).replace(/[A-F]/g, (digit) => digit.toLowerCase()),
  );
  if (numeric === null) {
    const letter = source[at + 1] ?? '';
    const code = Object.hasOwn(single, letter) ? single[letter] : undefined;
    if (code === undefined)
      return fail(`“\\${letter}” is no escape. A backslash is written \\\\, or the text as r"…".`, at, at + 2);
    return { code, bytes: Uint8Array.of(code), end: at + 2 };
  }
  const [whole, hex, octal, short, long] = numeric;
  const end = at + whole.length;
  if (hex !== undefined || octal !== undefined) {
    const code = hex === undefined ? Number.parseInt(octal, 8) : Number.parseInt(hex, 16);
    if (code > 255) fail(`“${whole}” is more than a byte: the greatest is \\377.`, at, end);
    return { code, bytes: Uint8Array.of(code), end };
  }
  const code = Number.parseInt(short ?? long, 16);
  const control = code < 0xa0 && code !== 0x24 && code !== 0x40 && code !== 0x60;
  if (control || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
    fail(`“${source.slice(at, end)}” names no character; below U+00A0 write it as it is, or as \\x…`, at, end);
  return { code, bytes: encoder.encode(String.fromCodePoint(code)), end };
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
