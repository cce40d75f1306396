/** Regular expressions of `matches`, on an engine whose time grows only with the length of pattern and text. */
import { RE2JS, RE2JSException, RE2JSSyntaxException } from 're2js';
import { byteText } from '../bytes/byte-text';
import type { FieldValue } from '../declare/field';
import type { ByteSearch } from './byte-search';
import { literalPart } from './literal-part';
import { plainPattern } from './plain-pattern';
import { fail } from './problem';
import type { Operand } from './syntax';

/** Longest pattern in characters. */
const maximumPattern = 2000;
/** Most bytes or characters of one value that are searched, unless a fixed text is all there is to look for. */
const maximumSubject = 256 * 1024;

/** What a pattern asks of values. */
export interface CompiledPattern {
  readonly matches: (subject: FieldValue) => boolean;
  /** Finds what the bytes of every value that matches hold; undefined where that is not sure. */
  readonly search: ByteSearch | undefined;
}

/**
 * A test of text, or of bytes taken as one character each. Letters match in either case, as in Wireshark; `(?-i)` in the pattern
 * switches that off.
 * @throws FilterSyntaxError for a pattern that is none, or that would need back-tracking
 */
export function compilePattern(
  { text, bytes, start, end }: Operand & { kind: 'string' },
  ofBytes: boolean,
): CompiledPattern {
  const pattern = ofBytes ? byteText(bytes) : text;
  if (pattern.length > maximumPattern) fail(`A pattern can have ${maximumPattern} characters.`, start, end);
  const expression = compileOrFail(pattern, start, end);
  const plain = plainPattern(pattern);
  const literal = literalPart(pattern);
  const matches = (whole: string): boolean =>
    plain === undefined ? expression.matcher(whole).find() : plain.test(whole);
  if (!ofBytes)
    return {
      matches: (subject) => {
        const whole = String(subject);
        return matches(whole.length > maximumSubject ? whole.slice(0, maximumSubject) : whole);
      },
      // The safe engine takes some letters beyond ASCII for the same as k and s; and what an escape names stands otherwise in UTF-8.
      search:
        plain === undefined || !/^[\0-\x7f]*$/.test(pattern) || /\\x[89a-f]/i.test(pattern) ? undefined : literal?.isIn,
    };
  return {
    matches: (subject) => {
      const whole = subject as Uint8Array;
      if (literal !== undefined) {
        if (!literal.isIn(whole)) return false;
        if (literal.isAll) return true;
      }
      return matches(byteText(whole.length > maximumSubject ? whole.subarray(0, maximumSubject) : whole));
    },
    search: literal?.isIn,
  };
}

function compileOrFail(pattern: string, start: number, end: number): RE2JS {
  try {
    return RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    return fail(`This pattern cannot be used: ${reasonOf(error)}.`, start, end);
  }
}

/** What is wrong with a pattern, and where, in the words of whoever wrote it: that letters match in either case was put in front. */
function reasonOf(error: RE2JSException): string {
  if (!(error instanceof RE2JSSyntaxException)) return error.message;
  const part = error.getPattern()?.replace(/^\(\?i\)/, '') ?? '';
  const reason = part === '' ? error.getDescription() : `${error.getDescription()} in “${part}”`;
  return /^\\[1-9]|^\(\?(?:[=!]|<[=!])/.test(part)
    ? `${reason}. Back-references and look-around are not supported`
    : reason;
}
