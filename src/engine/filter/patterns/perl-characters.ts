/** Reads the characters of Perl-compatible regular expressions: escapes, and classes in brackets. */
import { anyOf, exactly, folding, namedSets, notOf, posixSets, propertySet, rangeOf, tabled } from './perl-sets';
import { type CodeTest, PatternProblem } from './perl-syntax';

const letters: Readonly<Record<string, number>> = { a: 7, e: 27, f: 12, n: 10, r: 13, t: 9 };

/** A pattern, and how far it was read. */
export class PerlCharacters {
  protected at = 0;

  constructor(protected readonly pattern: string) {}

  /** What stands behind a backslash, in brackets or not. */
  protected escapedSet(): CodeTest {
    const property = this.match(/([pP])(?:\{(\^?\w+)\}|([A-Z]))/y);
    if (property !== undefined) {
      const set = propertySet(property[2] ?? property[3]);
      return property[1] === 'P' ? notOf(set) : set;
    }
    const letter = this.pattern[this.at] ?? '';
    if (Object.hasOwn(namedSets, letter)) {
      this.at++;
      return namedSets[letter];
    }
    return exactly(this.escapedCode());
  }

  private escapedCode(): number {
    const hexadecimal = this.match(/x(?:\{([\da-f]{1,6})\}|([\da-f]{0,2}))/iy);
    if (hexadecimal !== undefined) return Number.parseInt(hexadecimal[1] ?? (hexadecimal[2] || '0'), 16);
    const octal = this.match(/(?:o\{([0-7]{1,7})\}|([0-7]{1,3}))/y);
    if (octal !== undefined) return Number.parseInt(octal[1] ?? octal[2], 8);
    const control = this.match(/c([ -~])/y);
    if (control !== undefined) return control[1].toUpperCase().charCodeAt(0) ^ 64;
    const letter = this.pattern[this.at++];
    if (letter === undefined) throw new PatternProblem('a backslash stands at its end');
    if (Object.hasOwn(letters, letter)) return letters[letter];
    if (/[a-z\d]/i.test(letter)) throw new PatternProblem(`“\\${letter}” has no meaning`);
    return letter.charCodeAt(0);
  }

  protected bracketed(folds: boolean): CodeTest {
    const negative = this.takes('^');
    const sets: CodeTest[] = [];
    for (let first = true; first || this.pattern[this.at] !== ']'; first = false) {
      if (this.at >= this.pattern.length) throw new PatternProblem('a bracket is never closed');
      const named = this.match(/\[:(\^?)(\w+):\]/y);
      if (named !== undefined) {
        if (!Object.hasOwn(posixSets, named[2]))
          throw new PatternProblem(`“[:${named[2]}:]” is no class of characters`);
        sets.push(named[1] === '' ? posixSets[named[2]] : notOf(posixSets[named[2]]));
        continue;
      }
      const from = this.member();
      const range = /^-[^\]]/.test(this.pattern.slice(this.at, this.at + 2));
      if (typeof from !== 'number' || !range) {
        sets.push(typeof from === 'number' ? exactly(from) : from);
        continue;
      }
      this.at++;
      const to = this.member();
      if (typeof to !== 'number') sets.push(exactly(from), exactly(45), to);
      else if (to < from) throw new PatternProblem('a range in brackets ends before it begins');
      else sets.push(rangeOf(from, to));
    }
    this.at++;
    const set = anyOf(sets);
    // Case is folded before the set is turned round: [^a] excludes A as well.
    return negative ? notOf(folds ? tabled(folding(set)) : set) : set;
  }

  private member(): number | CodeTest {
    const character = this.pattern[this.at++];
    if (character !== '\\') return character.charCodeAt(0);
    if (this.match(/b/y) !== undefined) return 8;
    if (/[pPdDwWsShHvVN]/.test(this.pattern[this.at] ?? '')) return this.escapedSet();
    return this.escapedCode();
  }

  protected takes(text: string): boolean {
    if (this.pattern[this.at] !== text) return false;
    this.at++;
    return true;
  }

  protected match(form: RegExp): RegExpExecArray | undefined {
    form.lastIndex = this.at;
    const match = form.exec(this.pattern);
    if (match === null) return undefined;
    this.at = form.lastIndex;
    return match;
  }
}
