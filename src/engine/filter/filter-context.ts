/** Finds out what may stand at the caret of a filter that is not finished yet. */

export interface FilterContext {
  readonly expects: 'test' | 'operator' | 'value' | 'nothing';
  /** The field that an operator or a value belongs to, '' where there is none. */
  readonly field: string;
  /** The part of the word in front of the caret, and where what an item replaces begins. */
  readonly word: string;
  readonly start: number;
  /** Whether the caret stands in a quotation. */
  readonly quoted: boolean;
}

interface Piece {
  readonly kind: 'word' | 'quotation' | 'open quotation' | 'symbol';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const pieces = /\s+|(r?"(?:[^"\\]|\\.)*")|(r?"(?:[^"\\]|\\.)*$)|([\w.:@$][\w.:/-]*)|([!=<>]=+|~=|&&|\|\||\^\^|.)/gsy;

const comparisons = new Set(
  '== != === !== ~= > < >= <= eq ne gt lt ge le any_eq all_eq any_ne all_ne contains matches ~'.split(' '),
);
const joints = new Set('and or xor not && || ^^ ! ( any all'.split(' '));

/** What stands at `caret`, by what is in front of it. */
export function filterContext(text: string, caret: number): FilterContext {
  const list = split(text.slice(0, caret));
  const last = list.at(-1);
  const unfinished =
    last !== undefined && last.end === caret && (last.kind === 'word' || last.kind === 'open quotation');
  const before = unfinished ? list.slice(0, -1) : list;
  const quoted = unfinished && last.kind === 'open quotation';
  const word = unfinished ? last.text.replace(/^r?"/, '') : '';
  const start = unfinished ? last.start : caret;
  return { ...expectation(before, quoted), word, start, quoted };
}

function split(text: string): readonly Piece[] {
  const list: Piece[] = [];
  for (const match of text.matchAll(pieces)) {
    const [whole, quotation, open, word] = match;
    if (/^\s+$/.test(whole)) continue;
    const kind = quotation ? 'quotation' : open ? 'open quotation' : word ? 'word' : 'symbol';
    list.push({ kind, text: whole, start: match.index, end: match.index + whole.length });
  }
  return list;
}

type Expectation = Pick<FilterContext, 'expects' | 'field'>;

function expectation(before: readonly Piece[], quoted: boolean): Expectation {
  const last = before.at(-1);
  if (last === undefined) return { expects: quoted ? 'nothing' : 'test', field: '' };
  if (comparisons.has(last.text)) return { expects: 'value', field: nameOf(before.at(-2)) };
  const set = setField(before);
  if (set !== undefined)
    return { expects: last.text === '{' || last.text === ',' || last.text === '..' ? 'value' : 'nothing', field: set };
  if (quoted) return { expects: 'nothing', field: '' };
  if (joints.has(last.text)) return { expects: 'test', field: '' };
  if (last.kind === 'symbol' && !')]}'.includes(last.text))
    return { expects: last.text === ',' ? 'test' : 'value', field: '' };
  // Behind a value comes what joins tests, behind a name what compares it.
  const compared = before.length > 1 && comparisons.has(before[before.length - 2].text);
  return { expects: 'operator', field: compared || last.kind !== 'word' ? '' : last.text };
}

const nameOf = (piece: Piece | undefined): string => (piece?.kind === 'word' ? piece.text : '');

/** The field in front of `in {`, when the set is still open. */
function setField(before: readonly Piece[]): string | undefined {
  for (let at = before.length - 1; at > 0; at--) {
    if (before[at].text === '}') return undefined;
    if (before[at].text !== '{') continue;
    if (before[at - 1].text !== 'in') return undefined;
    const negated = before[at - 2]?.text === 'not';
    return nameOf(before[at - (negated ? 3 : 2)]);
  }
  return undefined;
}
