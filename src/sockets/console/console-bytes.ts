/** Turns what the user typed into bytes: a line with its ending, text with escapes, hexadecimal digits. */
import { Buffer } from 'node:buffer';
import type { LineEnding } from '../../shared/sockets';

const endings: Readonly<Record<LineEnding, string>> = { none: '', lf: '\n', crlf: '\r\n', cr: '\r', nul: '\0' };

export const lineBytes = (text: string, ending: LineEnding): Uint8Array => Buffer.from(text + endings[ending], 'utf8');

const simpleEscapes: Readonly<Record<string, string>> = {
  r: '\r',
  n: '\n',
  t: '\t',
  '0': '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  v: '\v',
  '\\': '\\',
  '"': '"',
  "'": "'",
};

/** One escape, or a run without any. */
const part = /\\x([0-9a-f]{2})|\\u\{([0-9a-f]{1,6})\}|\\u([0-9a-f]{4})|\\([^xu])|([^\\]+)|(\\)/giy;
const lastCodePoint = 0x10ffff;

/**
 * Text in UTF-8, in which `\xNN` is a byte, `\uNNNN` and `\u{N}` a character, and `\r \n \t \0 \\` what they are in C.
 * @throws Error naming the escape that is none.
 */
export function escapedBytes(text: string): Uint8Array {
  const pieces: Uint8Array[] = [];
  part.lastIndex = 0;
  while (part.lastIndex < text.length) {
    const at = part.lastIndex;
    const found = part.exec(text);
    if (found === null) throw badEscape(text, at);
    const [, byte, longCode, code, letter, plain] = found;
    if (byte !== undefined) pieces.push(Uint8Array.of(Number.parseInt(byte, 16)));
    else if (plain !== undefined) pieces.push(Buffer.from(plain, 'utf8'));
    else if (letter !== undefined && Object.hasOwn(simpleEscapes, letter))
      pieces.push(Buffer.from(simpleEscapes[letter]));
    else {
      const value = Number.parseInt(longCode ?? code ?? '', 16);
      if (!(value <= lastCodePoint)) throw badEscape(text, at);
      pieces.push(Buffer.from(String.fromCodePoint(value), 'utf8'));
    }
  }
  return Buffer.concat(pieces);
}

function badEscape(text: string, at: number): Error {
  return new Error(
    `“${text.slice(at, at + 4)}” at character ${at + 1} is not an escape: \\r \\n \\t \\0 \\\\ \\xNN \\uNNNN \\u{N} are.`,
  );
}

/**
 * Bytes written as pairs of hexadecimal digits, with or without `0x`, spaces, colons, commas and dashes between them.
 * @throws Error naming what is not a digit.
 */
export function hexBytes(text: string): Uint8Array {
  const digits = text.replace(/0x|[\s:,;-]+/gi, '');
  const wrong = /[^0-9a-f]/i.exec(digits);
  if (wrong !== null) throw new Error(`“${wrong[0]}” is not a hexadecimal digit.`);
  if (digits.length % 2 !== 0)
    throw new Error(`${digits.length} hexadecimal digits are no whole number of bytes: one is missing.`);
  return Buffer.from(digits, 'hex');
}
