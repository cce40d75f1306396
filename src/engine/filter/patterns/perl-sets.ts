/** Sets of characters in Perl-compatible regular expressions: escapes such as `\d`, classes in brackets, letters in either case. */
import { type CodeTest, PatternProblem } from './perl-syntax';

const between =
  (first: number, last: number): CodeTest =>
  (code) =>
    code >= first && code <= last;

const oneOf = (codes: readonly number[]): CodeTest => {
  const set = new Set(codes);
  return (code) => set.has(code);
};

export const any: CodeTest = () => true;
export const notOf =
  (test: CodeTest): CodeTest =>
  (code) =>
    !test(code);
export const anyOf =
  (tests: readonly CodeTest[]): CodeTest =>
  (code) =>
    tests.some((test) => test(code));
export const isNewline: CodeTest = (code) => code === 10;
export const exactly = (wanted: number): CodeTest => between(wanted, wanted);
export const rangeOf = (first: number, last: number): CodeTest => between(first, last);

const digit = between(48, 57);
const upper = between(65, 90);
const lower = between(97, 122);
const letter = anyOf([upper, lower]);
export const isWord: CodeTest = (code) => letter(code) || digit(code) || code === 95;
const space = anyOf([between(9, 13), exactly(32)]);
const horizontal = oneOf([
  9,
  32,
  0xa0,
  0x1680,
  0x180e,
  ...Array.from({ length: 11 }, (_, i) => 0x2000 + i),
  0x202f,
  0x205f,
  0x3000,
]);
export const vertical = oneOf([10, 11, 12, 13, 0x85, 0x2028, 0x2029]);

/** Sets that a backslash and a letter name. */
export const namedSets: Readonly<Record<string, CodeTest>> = {
  d: digit,
  D: notOf(digit),
  w: isWord,
  W: notOf(isWord),
  s: space,
  S: notOf(space),
  h: horizontal,
  H: notOf(horizontal),
  v: vertical,
  V: notOf(vertical),
  N: notOf(isNewline),
};

const visible = between(33, 126);

/** Sets that `[:name:]` names inside of brackets. */
export const posixSets: Readonly<Record<string, CodeTest>> = {
  alpha: letter,
  digit,
  alnum: anyOf([letter, digit]),
  upper,
  lower,
  space,
  blank: oneOf([9, 32]),
  punct: (code) => visible(code) && !letter(code) && !digit(code),
  xdigit: anyOf([digit, between(65, 70), between(97, 102)]),
  word: isWord,
  print: between(32, 126),
  graph: visible,
  cntrl: anyOf([between(0, 31), exactly(127)]),
  ascii: between(0, 127),
};

/** The set of a Unicode property: `\p{Lu}`. @throws PatternProblem for one that is unknown */
export function propertySet(name: string): CodeTest {
  const negative = name.startsWith('^');
  let expression: RegExp;
  try {
    expression = new RegExp(`^\\p{${name.replace('^', '')}}$`, 'u');
  } catch {
    throw new PatternProblem(`“${name}” is no property of characters`);
  }
  return (code) => expression.test(String.fromCharCode(code)) !== negative;
}

/** The same set without regard to case. */
export function folding(test: CodeTest): CodeTest {
  return (code) => test(code) || test(otherCase(code));
}

/** The letter in the other case; what has none stays as it is. */
export function otherCase(code: number): number {
  if (upper(code)) return code + 32;
  if (lower(code)) return code - 32;
  if (code < 0xc0) return code;
  const text = String.fromCharCode(code);
  const small = text.toLowerCase();
  const other = small === text ? text.toUpperCase() : small;
  return other.length === 1 ? other.charCodeAt(0) : code;
}

/** The set with its answers for the first 256 characters written down. */
export function tabled(test: CodeTest): CodeTest {
  const table = Uint8Array.from({ length: 256 }, (_, code) => (test(code) ? 1 : 0));
  return (code) => (code < 256 ? table[code] === 1 : test(code));
}
