/** The parts of a Perl-compatible regular expression. */

/** Whether a character, by its UTF-16 code, belongs to a set. */
export type CodeTest = (code: number) => boolean;

export type Edge = 'begin' | 'line begin' | 'end' | 'last line end' | 'line end' | 'word edge' | 'no word edge';

export type PatternNode =
  | { readonly kind: 'empty' }
  | { readonly kind: 'one'; readonly test: CodeTest }
  | { readonly kind: 'edge'; readonly edge: Edge }
  | { readonly kind: 'sequence' | 'alternatives'; readonly parts: readonly PatternNode[] }
  /** What it matches is kept; `number` counts from 1. */
  | { readonly kind: 'group'; readonly of: PatternNode; readonly number: number }
  | {
      readonly kind: 'repeat';
      readonly of: PatternNode;
      readonly least: number;
      /** Infinity for no end. */
      readonly most: number;
      readonly greed: 'greedy' | 'lazy' | 'possessive';
    }
  | { readonly kind: 'look'; readonly of: PatternNode; readonly behind: boolean; readonly negative: boolean }
  | { readonly kind: 'atomic'; readonly of: PatternNode }
  /** What a group matched, again. */
  | { readonly kind: 'again'; readonly group: number; readonly folded: boolean };

/** A pattern that is none, or that uses what is not read here. */
export class PatternProblem extends Error {}

/** Characters that every match of the part has; undefined where that is not always the same number. */
export function fixedLength(node: PatternNode): number | undefined {
  switch (node.kind) {
    case 'empty':
    case 'edge':
    case 'look':
      return 0;
    case 'one':
      return 1;
    case 'group':
    case 'atomic':
      return fixedLength(node.of);
    case 'repeat': {
      const length = fixedLength(node.of);
      return node.least === node.most && length !== undefined ? length * node.least : undefined;
    }
    case 'sequence': {
      const lengths = node.parts.map(fixedLength);
      return lengths.reduce((sum, length) => (sum === undefined || length === undefined ? undefined : sum + length), 0);
    }
    case 'alternatives': {
      const lengths = new Set(node.parts.map(fixedLength));
      return lengths.size === 1 ? [...lengths][0] : undefined;
    }
    case 'again':
      return undefined;
    default:
      return node satisfies never;
  }
}

/** Whether the part can match nothing at all. */
export function canBeEmpty(node: PatternNode): boolean {
  switch (node.kind) {
    case 'one':
      return false;
    case 'group':
    case 'atomic':
      return canBeEmpty(node.of);
    case 'repeat':
      return node.least === 0 || canBeEmpty(node.of);
    case 'sequence':
      return node.parts.every(canBeEmpty);
    case 'alternatives':
      return node.parts.some(canBeEmpty);
    default:
      return true;
  }
}
