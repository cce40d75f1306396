/** Regular expressions of `matches`, on an engine whose time grows only with the length of pattern and text. */
import { RE2JS, RE2JSException } from 're2js';
import { fail } from './tokens';

/** A test of text, or of bytes taken as one character each. Letters match in either case, as in Wireshark; `(?-i)` in the pattern switches that off. */
export function compilePattern(pattern: string, start: number, end: number): (subject: string | Uint8Array) => boolean {
  const compiled = compileOrFail(pattern, start, end);
  return (subject) => compiled.matcher(typeof subject === 'string' ? subject : latin1.decode(subject)).find();
}

function compileOrFail(pattern: string, start: number, end: number): RE2JS {
  try {
    return RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    return fail(
      `This pattern cannot be used: ${error.message}. Back-references and look-around are not supported.`,
      start,
      end,
    );
  }
}

const latin1 = new TextDecoder('latin1');
