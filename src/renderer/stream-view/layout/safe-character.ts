/** How a character of a stream is shown: what a terminal would obey, or the eye could not see, becomes an escape. */

export interface ShownCharacter {
  readonly text: string;
  /** Columns that it takes up. */
  readonly width: number;
  /** Whether it is an escape. */
  readonly escaped: boolean;
}

/** Control, format, private, unassigned and surrogate characters, and separators of lines and paragraphs. */
const unsafe = /[\p{C}\p{Zl}\p{Zp}]/u;
const combining = /\p{M}/u;
/** Blanks that look like others or like nothing. */
const oddBlank = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u115f\u1160\u2800\u3164\uffa0]/;
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;
const named: Readonly<Record<number, string>> = { 9: '\\t', 10: '\\n', 13: '\\r' };

const known: ShownCharacter[] = [];

/** A character by its code point. */
export function shownCharacter(code: number): ShownCharacter {
  if (code >= 256) return shown(code);
  known[code] ??= shown(code);
  return known[code];
}

function shown(code: number): ShownCharacter {
  const text = String.fromCodePoint(code);
  if (code >= 0x20 && code < 0x7f) return { text, width: 1, escaped: false };
  if (unsafe.test(text) || oddBlank.test(text)) return escaped(named[code] ?? escapeOf(code));
  // A mark has nothing to stand on in a cell of its own.
  if (combining.test(text)) return { text: `\u25cc${text}`, width: 1, escaped: false };
  return { text, width: wide.test(text) ? 2 : 1, escaped: false };
}

/** A byte that is no character. */
export function shownByte(byte: number): ShownCharacter {
  return escaped(escapeOf(byte));
}

const escaped = (text: string): ShownCharacter => ({ text, width: text.length, escaped: true });

function escapeOf(code: number): string {
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code < 0x1_0000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\u{${code.toString(16)}}`;
}
