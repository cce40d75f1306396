/** Finds fixed text that every match of a pattern holds, so that most bytes need no regular expression at all. */

/** A run of characters without which the pattern cannot match; letters count in either case. */
export interface LiteralPart {
  /** The pattern is nothing but this text. */
  readonly isAll: boolean;
  isIn(bytes: Uint8Array): boolean;
}

/** The longest such run, of each alternative one; undefined where there is none that is worth looking for. */
export function literalPart(pattern: string): LiteralPart | undefined {
  // Alternatives inside of groups or brackets are not taken apart.
  const alternatives = /[([\\]/.test(pattern) ? [pattern] : pattern.split('|');
  if (alternatives.length > maximumAlternatives) return undefined;
  const parts = alternatives.map(partOf);
  if (parts.some((part) => part === undefined)) return undefined;
  const found = parts as readonly LiteralPart[];
  return {
    isAll: found.every(({ isAll }) => isAll),
    isIn: found.length === 1 ? found[0].isIn : (bytes) => found.some((part) => part.isIn(bytes)),
  };
}

/** Beyond this many searches the expression itself is as fast. */
const maximumAlternatives = 4;

function partOf(pattern: string): LiteralPart | undefined {
  const runs = literalRuns(pattern);
  if (runs === undefined) return undefined;
  const longest = runs.parts.reduce((best, part) => (part.length > best.length ? part : best), '');
  if (longest.length < 2 && !(runs.isAll && longest.length === 1)) return undefined;
  return { isAll: runs.isAll, isIn: finder(longest) };
}

interface Runs {
  readonly parts: readonly string[];
  readonly isAll: boolean;
}

/** The fixed runs of a pattern; undefined where alternatives or options leave nothing certain. */
function literalRuns(pattern: string): Runs | undefined {
  const parts: string[] = [];
  let run = '';
  let isAll = true;
  const breakRun = (): void => {
    parts.push(run);
    run = '';
    isAll = false;
  };
  for (let at = 0; at < pattern.length; ) {
    const character = pattern[at];
    if (character === '|') return undefined;
    if (character === '(' || character === '[') {
      const end = groupEnd(pattern, at);
      if (end < 0 || /^\(\?[^:]/.test(pattern.slice(at))) return undefined;
      breakRun();
      at = behindRepetition(pattern, end);
      continue;
    }
    const one = literalAt(pattern, at);
    if (one === undefined) return undefined;
    const next = behindRepetition(pattern, one.end);
    if (one.text === '' || /^[*?{]/.test(pattern.slice(one.end))) breakRun();
    else {
      run += one.text;
      if (next > one.end) breakRun();
    }
    at = next;
  }
  parts.push(run);
  return { parts, isAll };
}

/** One character that is meant as itself; '' for what stands for several or for a place; undefined for what is not understood. */
function literalAt(pattern: string, at: number): { readonly text: string; readonly end: number } | undefined {
  const character = pattern[at];
  if (character !== '\\') {
    if ('*+?{}])'.includes(character)) return undefined;
    return { text: '.^$'.includes(character) || character > '\x7f' ? '' : character, end: at + 1 };
  }
  const escaped = pattern[at + 1] ?? '';
  const hexadecimal = /^\\x([\da-f]{2})/i.exec(pattern.slice(at, at + 4));
  if (hexadecimal !== null) return { text: String.fromCharCode(Number.parseInt(hexadecimal[1], 16)), end: at + 4 };
  if (/[dDwWsSbBAz]/.test(escaped)) return { text: '', end: at + 2 };
  return /[!-/:-@[-`{-~]/.test(escaped) ? { text: escaped, end: at + 2 } : undefined;
}

function behindRepetition(pattern: string, at: number): number {
  const match = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/.exec(pattern.slice(at, at + 16));
  return at + (match?.[0].length ?? 0);
}

/** Behind the parenthesis or bracket that closes the one at `at`, or -1. */
function groupEnd(pattern: string, start: number): number {
  if (pattern[start] === '[') {
    const close = /^\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\]/s.exec(pattern.slice(start));
    return close === null ? -1 : start + close[0].length;
  }
  let open = 0;
  for (let at = start; at < pattern.length; at++) {
    if (pattern[at] === '\\') at++;
    else if (pattern[at] === '[') {
      const end = groupEnd(pattern, at);
      if (end < 0) return -1;
      at = end - 1;
    } else if (pattern[at] === '(') open++;
    else if (pattern[at] === ')' && --open === 0) return at + 1;
  }
  return -1;
}

/** A search for text in bytes, letters in either case; skips by the byte under the text's end. */
function finder(text: string): (bytes: Uint8Array) => boolean {
  const lower = Uint8Array.from(text, (character) => folded(character.charCodeAt(0)));
  const { length } = lower;
  const skips = new Int32Array(256).fill(length);
  for (let i = 0; i < length - 1; i++) {
    skips[lower[i]] = length - 1 - i;
    if (lower[i] >= 0x61 && lower[i] <= 0x7a) skips[lower[i] - 32] = length - 1 - i;
  }
  return (bytes) => {
    for (let at = length - 1; at < bytes.length; at += skips[bytes[at]]) {
      let i = length - 1;
      while (i >= 0 && folded(bytes[at - length + 1 + i]) === lower[i]) i--;
      if (i < 0) return true;
    }
    return false;
  };
}

const folded = (byte: number): number => (byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte);
