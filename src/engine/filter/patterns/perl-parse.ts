/** Reads Perl-compatible regular expressions. The PCRE2 manual, pcre2pattern; recursion, conditions and verbs are refused. */

import { PerlCharacters } from './perl-characters';
import { any, exactly, folding, isNewline, notOf, tabled, vertical } from './perl-sets';
import { type CodeTest, type Edge, fixedLength, type PatternNode, PatternProblem } from './perl-syntax';

/** Groups inside of groups. */
const maximumDepth = 60;
/** The greatest number behind an atom, `{1000}`. */
const maximumCount = 1000;

interface Options {
  /** Letters match in either case, `i`. */
  readonly folds: boolean;
  /** `^` and `$` match at every line, `m`. */
  readonly lines: boolean;
  /** A point is any character, `s`. */
  readonly pointIsAll: boolean;
  /** White space and comments count for nothing, `x`. */
  readonly spaced: boolean;
}

export interface PerlPattern {
  readonly node: PatternNode;
  readonly groups: number;
  /** Whether what a group matched is asked for again. */
  readonly refersBack: boolean;
}

/** A pattern whose letters match in either case unless it says otherwise. @throws PatternProblem */
export function parsePerl(pattern: string): PerlPattern {
  const parser = new PerlParser(pattern);
  const node = parser.whole();
  return { node, groups: parser.groups, refersBack: parser.refersBack };
}

const empty: PatternNode = { kind: 'empty' };
const edges: Readonly<Record<string, Edge>> = {
  b: 'word edge',
  B: 'no word edge',
  A: 'begin',
  G: 'begin',
  z: 'end',
  Z: 'last line end',
};
const groupForms: readonly (readonly [form: RegExp, kind: 'look' | 'atomic' | 'named' | 'reset'])[] = [
  [/\?(?:=|!|<=|<!)/y, 'look'],
  [/\?>/y, 'atomic'],
  [/\?\|/y, 'reset'],
  [/\?P?<([a-z_]\w*)>/iy, 'named'],
  [/\?'([a-z_]\w*)'/iy, 'named'],
];

class PerlParser extends PerlCharacters {
  groups = 0;
  refersBack = false;
  private depth = 0;
  private options: Options = { folds: true, lines: false, pointIsAll: false, spaced: false };
  private readonly names = new Map<string, number>();
  private readonly references: (number | string)[] = [];

  whole(): PatternNode {
    const node = this.alternatives(false);
    if (this.at < this.pattern.length) throw new PatternProblem('a parenthesis closes that was never opened');
    for (const reference of this.references)
      if (typeof reference === 'string' ? !this.names.has(reference) : reference < 1 || reference > this.groups)
        throw new PatternProblem(`there is no group ${reference}`);
    return node;
  }

  /** `resets`: the groups of every alternative are counted from the same number. */
  private alternatives(resets: boolean): PatternNode {
    if (++this.depth > maximumDepth) throw new PatternProblem('groups are nested too deeply');
    const first = this.groups;
    let most = first;
    const parts = [this.sequence()];
    while (this.takes('|')) {
      most = Math.max(most, this.groups);
      if (resets) this.groups = first;
      parts.push(this.sequence());
    }
    this.groups = Math.max(most, this.groups);
    this.depth--;
    return parts.length === 1 ? parts[0] : { kind: 'alternatives', parts };
  }

  private sequence(): PatternNode {
    const parts: PatternNode[] = [];
    for (;;) {
      this.skipSpaced();
      const next = this.pattern[this.at];
      if (next === undefined || next === '|' || next === ')') break;
      const quoted = this.match(/\\Q(.*?)(?:\\E|$)/sy);
      if (quoted !== undefined)
        parts.push(...Array.from({ length: quoted[1].length }, (_, i) => this.one(exactly(quoted[1].charCodeAt(i)))));
      else if (this.match(/\\E/y) === undefined) parts.push(this.repeated(this.atom()));
    }
    return parts.length === 1 ? parts[0] : { kind: 'sequence', parts };
  }

  private skipSpaced(): void {
    while (
      this.match(/\(\?#[^)]*\)/y) !== undefined ||
      (this.options.spaced && this.match(/\s+|#[^\n]*/y) !== undefined)
    );
  }

  private repeated(atom: PatternNode): PatternNode {
    let node = atom;
    for (let first = true; ; first = false) {
      this.skipSpaced();
      const match = this.match(/([*+?]|\{(\d{1,5})?(?:(,)(\d{1,5})?)?\})([?+])?/y);
      if (match === undefined) return node;
      const [text, sign, from, comma, to, greed] = match;
      if (sign.startsWith('{') && from === undefined) {
        this.at -= text.length;
        return node;
      }
      if (!first) throw new PatternProblem(`“${text}” repeats nothing`);
      const least = from === undefined ? (sign === '+' ? 1 : 0) : Number(from);
      const most =
        from === undefined
          ? sign === '?'
            ? 1
            : Infinity
          : comma === undefined
            ? least
            : to === undefined
              ? Infinity
              : Number(to);
      if (most < least) throw new PatternProblem(`the numbers in “${text}” are not in order`);
      if (least > maximumCount || (most !== Infinity && most > maximumCount))
        throw new PatternProblem(`“${text}” repeats more than ${maximumCount} times`);
      node = {
        kind: 'repeat',
        of: node,
        least,
        most,
        greed: greed === '?' ? 'lazy' : greed === '+' ? 'possessive' : 'greedy',
      };
    }
  }

  private atom(): PatternNode {
    const character = this.pattern[this.at++];
    switch (character) {
      case '(':
        return this.group();
      case '[':
        return this.one(this.bracketed(this.options.folds));
      case '.':
        return { kind: 'one', test: this.options.pointIsAll ? any : notOf(isNewline) };
      case '^':
        return { kind: 'edge', edge: this.options.lines ? 'line begin' : 'begin' };
      case '$':
        return { kind: 'edge', edge: this.options.lines ? 'line end' : 'last line end' };
      case '\\':
        return this.escape();
      case '*':
      case '+':
      case '?':
        throw new PatternProblem(`“${character}” repeats nothing`);
      default:
        return this.one(exactly(character.charCodeAt(0)));
    }
  }

  private one(test: CodeTest): PatternNode {
    return { kind: 'one', test: tabled(this.options.folds ? folding(test) : test) };
  }

  private group(): PatternNode {
    if (this.pattern[this.at] === '*') throw new PatternProblem('verbs are not supported');
    const back = this.match(/\?P=([a-z_]\w*)\)/iy);
    if (back !== undefined) return this.again(back[1]);
    const set = this.match(/\?(\^?[imsxnJU]*(?:-[imsxnJU]*)?)([:)])/y);
    const before = this.options;
    if (set !== undefined) {
      this.options = optionsOf(set[1], before);
      if (set[2] === ')') return empty;
      return this.closed(before, this.alternatives(false));
    }
    const found = this.groupForm();
    if (found === undefined) {
      if (this.pattern[this.at] === '?')
        throw new PatternProblem(`“(${this.pattern.slice(this.at, this.at + 3)}” is not supported`);
      return this.capture(undefined);
    }
    const [kind, match] = found;
    switch (kind) {
      case 'named':
        return this.capture(match[1]);
      case 'reset':
        return this.closed(before, this.alternatives(true));
      case 'atomic':
        return { kind: 'atomic', of: this.closed(before, this.alternatives(false)) };
      case 'look': {
        const behind = match[0].includes('<');
        const of = this.closed(before, this.alternatives(false));
        const parts = of.kind === 'alternatives' ? of.parts : [of];
        if (behind && parts.some((part) => fixedLength(part) === undefined))
          throw new PatternProblem('what is looked for behind must have a fixed length');
        return { kind: 'look', of, behind, negative: match[0].endsWith('!') };
      }
      default:
        return kind satisfies never;
    }
  }

  private groupForm() {
    for (const [form, kind] of groupForms) {
      const match = this.match(form);
      if (match !== undefined) return [kind, match] as const;
    }
    return undefined;
  }

  private capture(name: string | undefined): PatternNode {
    const number = ++this.groups;
    if (name !== undefined) this.names.set(name, number);
    const before = this.options;
    return { kind: 'group', number, of: this.closed(before, this.alternatives(false)) };
  }

  /** What options a group sets end with it. */
  private closed(before: Options, of: PatternNode): PatternNode {
    if (!this.takes(')')) throw new PatternProblem('a parenthesis is never closed');
    this.options = before;
    return of;
  }

  private again(group: number | string): PatternNode {
    this.refersBack = true;
    this.references.push(group);
    const { names, options } = this;
    return {
      kind: 'again',
      folded: options.folds,
      get group() {
        return typeof group === 'number' ? group : names.get(group)!;
      },
    };
  }

  private escape(): PatternNode {
    const reference = this.match(
      /(?:g\{?([+-]?\d{1,3})\}?|g\{(\w+)\}|k(?:<(\w+)>|'(\w+)'|\{(\w+)\})|([1-9]\d?)(?!\d))/y,
    );
    if (reference !== undefined) {
      const [, relative, ...others] = reference;
      if (relative !== undefined)
        return this.again(/^[+-]/.test(relative) ? this.groups + 1 + Number(relative) : Number(relative));
      const name = others.find((text) => text !== undefined)!;
      return this.again(/^\d/.test(name) ? Number(name) : name);
    }
    const letter = this.pattern[this.at] ?? '';
    if (Object.hasOwn(edges, letter)) {
      this.at++;
      return { kind: 'edge', edge: edges[letter] };
    }
    if (letter === 'K') {
      this.at++;
      return empty;
    }
    if (letter === 'R') {
      this.at++;
      const pair: PatternNode = { kind: 'sequence', parts: [this.one(exactly(13)), this.one(exactly(10))] };
      return { kind: 'atomic', of: { kind: 'alternatives', parts: [pair, { kind: 'one', test: tabled(vertical) }] } };
    }
    return this.one(this.escapedSet());
  }
}

function optionsOf(text: string, before: Options): Options {
  const [on, off = ''] = text.replace('^', '').split('-');
  if (/[nJU]/.test(on)) throw new PatternProblem(`the option “${/[nJU]/.exec(on)![0]}” is not supported`);
  const from: Options = text.startsWith('^')
    ? { folds: false, lines: false, pointIsAll: false, spaced: false }
    : before;
  const option = (letter: string, was: boolean): boolean => (off.includes(letter) ? false : on.includes(letter) || was);
  return {
    folds: option('i', from.folds),
    lines: option('m', from.lines),
    pointIsAll: option('s', from.pointIsAll),
    spaced: option('x', from.spaced),
  };
}
