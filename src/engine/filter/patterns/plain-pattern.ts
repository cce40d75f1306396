/**
 * Patterns that a back-tracking engine decides in a time that only grows with the text: no repetition without an end, and few ways to
 * go on at any place. JavaScript's own engine is a hundred times faster there than one that is safe for all patterns.
 */

/** Ways to go on that a pattern may have in all. */
const maximumWays = 64;
/** Repetitions of one part. */
const maximumRepetition = 64;

/** Parts that mean the same in both languages, as they are written for JavaScript; the first that fits. */
const parts: readonly (readonly [form: RegExp, written: (match: RegExpExecArray) => string])[] = [
  [/\[\^?(?:[\w !#%&',/:;<=>@_"`~.$()*+{}|-]|\\[\\\]\-^.dw/nrt]|\\x[\da-f]{2})+\]/iy, ([text]) => text],
  [/\\x[\da-f]{2}|\\[dDwWbBnrtf]|\\[^\w\s]/iy, ([text]) => text],
  [/\\s/y, () => '[\\t\\n\\f\\r ]'],
  [/\./y, () => '[^\\n]'],
  [/[\w !#%&',/:;<=>@_"`~-]/y, ([text]) => text],
];

/** The pattern for JavaScript's engine; undefined where only the safe engine will do. */
export function plainPattern(pattern: string): RegExp | undefined {
  const caseSensitive = pattern.startsWith('(?-i)');
  const source = caseSensitive ? pattern.slice(5) : pattern;
  let written = '';
  let ways = 1;
  let open = 0;
  /** Whether what was read last can be repeated. */
  let repeatable = false;
  for (let at = 0; at < source.length; ) {
    const rest = source.slice(at, at + 8);
    const repetition = /^(?:\?|\{(\d{1,2})\})(?![?+*{])/.exec(rest);
    const group = /^(?:\((?:\?:|(?!\?)))/.exec(rest);
    if (repetition !== null) {
      if (!repeatable || Number(repetition[1] ?? 0) > maximumRepetition) return undefined;
      if (repetition[1] === undefined) ways *= 2;
      written += repetition[0];
      repeatable = false;
      at += repetition[0].length;
    } else if (group !== null) {
      open++;
      written += '(?:';
      repeatable = false;
      at += group[0].length;
    } else if (source[at] === ')' || source[at] === '|' || source[at] === '^' || source[at] === '$') {
      if (source[at] === ')' && --open < 0) return undefined;
      if (source[at] === '|') ways *= 2;
      written += source[at++];
      repeatable = false;
    } else {
      const part = partAt(source, at);
      if (part === undefined) return undefined;
      written += part.text;
      repeatable = true;
      at = part.end;
    }
    if (ways > maximumWays) return undefined;
  }
  return open === 0 ? new RegExp(written, caseSensitive ? '' : 'i') : undefined;
}

function partAt(source: string, at: number): { readonly text: string; readonly end: number } | undefined {
  for (const [form, written] of parts) {
    form.lastIndex = at;
    const match = form.exec(source);
    if (match !== null) return { text: written(match), end: form.lastIndex };
  }
  return undefined;
}
