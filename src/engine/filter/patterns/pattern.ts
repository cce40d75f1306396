/**
 * Regular expressions of `matches`: on an engine whose time grows only with the length of pattern and text, and those that look around or
 * refer back on one that counts its steps.
 */
import { RE2JS, RE2JSException } from 're2js';
import { byteText } from '../../bytes/byte-text';
import type { FieldValue } from '../../declare/field';
import type { ByteSearch } from '../byte-search';
import { fail, PatternStopped } from '../problem';
import type { Operand, Place } from '../syntax';
import { literalPart } from './literal-part';
import { perlSearch } from './perl-search';
import { PatternProblem } from './perl-syntax';
import { plainPattern } from './plain-pattern';

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
 * @throws FilterSyntaxError for a pattern that is none
 */
export function compilePattern(
  { text, bytes, start, end }: Operand & { kind: 'string' },
  ofBytes: boolean,
): CompiledPattern {
  const pattern = ofBytes ? byteText(bytes) : text;
  if (pattern.length > maximumPattern) fail(`A pattern can have ${maximumPattern} characters.`, start, end);
  const plain = plainPattern(pattern);
  const find = plain === undefined ? finderFor(pattern, { start, end }) : (whole: string) => plain.test(whole);
  const literal = literalPart(pattern);
  if (!ofBytes)
    return {
      matches: (subject) => {
        const whole = String(subject);
        return find(whole.length > maximumSubject ? whole.slice(0, maximumSubject) : whole);
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
      return find(byteText(whole.length > maximumSubject ? whole.subarray(0, maximumSubject) : whole));
    },
    search: literal?.isIn,
  };
}

/** Linear where the pattern allows that, else with a limit, at which the test throws PatternStopped. @throws FilterSyntaxError */
function finderFor(pattern: string, place: Place): (whole: string) => boolean {
  try {
    const expression = RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
    return (whole) => expression.matcher(whole).find();
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
  }
  try {
    const search = perlSearch(pattern);
    return (whole) => {
      const found = search.find(whole);
      if (found === undefined) throw new PatternStopped({ message: stopped, ...place });
      return found;
    };
  } catch (error) {
    if (!(error instanceof PatternProblem)) throw error;
    return fail(`This pattern cannot be used: ${error.message}.`, place.start, place.end);
  }
}

const stopped =
  'The search was stopped: this pattern can be tried in too many ways. Repeat less inside of what is repeated.';
