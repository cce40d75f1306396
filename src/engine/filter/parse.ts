/**
 * Parses the tokens of a display filter. Wireshark User's Guide, section 6.4. What binds loosest comes first: or, xor, and, not,
 * comparison, `&`, `+ -`, `* / %`, signs, slices.
 */
import { fail } from './problem';
import { readRange } from './ranges';
import type { Arithmetic, Comparison, Element, Operand, Place, Quantifier, Range, Test } from './syntax';
import { type Token, tokenize, wordOperators } from './tokens';

const comparisons: ReadonlySet<string> = new Set(['==', '!=', '===', '!==', '~=', '>', '<', '>=', '<=']);
/** Operators between operands, by how tightly they bind. */
const arithmetics: readonly ReadonlySet<string>[] = [new Set(['&']), new Set(['+', '-']), new Set(['*', '/', '%'])];
/** Operators that join tests, by how tightly they bind. */
const joints = ['or', 'xor', 'and'] as const;
/** Nesting beyond which a filter is refused. */
const maximumDepth = 100;
/** More operators and slices than this are refused: each stands one level below the next, and whoever walks the tree recurses. */
const maximumCalculations = 500;

export interface Warning extends Place {
  readonly message: string;
}

export interface Parsed {
  readonly test: Test;
  /** Deprecated forms. */
  readonly warnings: readonly Warning[];
}

/** The tree of a filter that is not empty. @throws FilterSyntaxError */
export function parse(text: string): Parsed {
  const parser = new Parser(tokenize(text), text);
  const test = parser.test();
  parser.expectEnd();
  return { test, warnings: parser.warnings };
}

class Parser {
  readonly warnings: Warning[] = [];
  private at = 0;
  private depth = 0;
  private calculations = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly source: string,
  ) {}

  test(level = 0): Test {
    if (level === joints.length) return this.negation();
    const kind = joints[level];
    const first = this.test(level + 1);
    if (!this.isOperator(kind)) return first;
    const operands = [first];
    while (this.takes(kind)) operands.push(this.test(level + 1));
    return { kind, operands, start: first.start, end: operands[operands.length - 1].end };
  }

  expectEnd(): void {
    const token = this.peek();
    if (token.kind === 'end') return;
    if (token.text === ')') fail('This parenthesis was never opened.', token.start, token.end);
    if (comparisons.has(token.text) || token.text === 'contains' || token.text === 'matches')
      fail(
        `“${this.written(token)}” cannot follow here: what stands in front of it is a whole test.`,
        token.start,
        token.end,
      );
    if (arithmetics.some((level) => level.has(token.text)))
      fail(
        'Only fields and values can be calculated with; they are grouped with braces: {a + b}.',
        token.start,
        token.end,
      );
    const small = this.written(token).toLowerCase();
    if (small !== token.text && Object.hasOwn(wordOperators, small))
      fail(`Operators are written in small letters: “${small}”.`, token.start, token.end);
    fail(`“${this.written(token)}” was not expected here. Join two tests with “and” or “or”.`, token.start, token.end);
  }

  private negation(): Test {
    const { start } = this.peek();
    if (!this.takes('not')) return this.relation();
    return this.nested(() => {
      const operand = this.negation();
      return { kind: 'not', operand, start, end: operand.end };
    });
  }

  /** A comparison, a membership, an existence, or a test in parentheses. */
  private relation(): Test {
    const first = this.peek();
    const { start } = first;
    if (this.takes('(')) {
      const test = this.nested(() => this.test());
      const { end } = this.peek();
      if (!this.takes(')')) this.expectClosing(')', first);
      return { ...test, start, end };
    }
    const quantifier = this.isOperator('any') || this.isOperator('all') ? (first.text as Quantifier) : undefined;
    if (quantifier !== undefined) this.at++;
    const operand = this.operand();
    const membership = this.membership(operand, quantifier, start);
    if (membership !== undefined) return membership;
    const operators: Comparison[] = [];
    const operands: Operand[] = [operand];
    if (this.isOperator('contains') || this.isOperator('matches')) {
      operators.push(this.tokens[this.at++].text as Comparison);
      operands.push(this.operand());
    } else
      while (this.peek().kind === 'operator' && comparisons.has(this.peek().text)) {
        operators.push(this.comparison());
        operands.push(this.operand());
      }
    const { end } = operands[operands.length - 1];
    if (operators.length > 0) return { kind: 'compare', quantifier, operators, operands, start, end };
    if (quantifier !== undefined) fail(`After “${quantifier}” a comparison must follow.`, start, end);
    return { kind: 'exists', operand, start, end };
  }

  private comparison(): Comparison {
    const { text, start, end } = this.tokens[this.at++];
    if (text !== '~=') return text as Comparison;
    this.warnings.push({ message: '“~=” is deprecated: write “!==”.', start, end });
    return '!==';
  }

  private membership(operand: Operand, quantifier: Quantifier | undefined, start: number): Test | undefined {
    const negated = this.isOperator('not') && this.isOperator('in', 1);
    if (!negated && !this.isOperator('in')) return undefined;
    this.at += negated ? 2 : 1;
    const brace = this.peek();
    if (!this.takes('{')) fail('After “in” comes a set in braces: {80, 443, 8000..8080}.', brace.start, brace.end);
    const elements: Element[] = [];
    do {
      if (this.isOperator('}') && elements.length === 0) fail('The set is empty.', brace.start, this.peek().end);
      const from = this.operand();
      const to = this.takes('..') ? this.operand() : undefined;
      elements.push({ from, to, start: from.start, end: (to ?? from).end });
    } while (this.takes(','));
    const { start: last, end } = this.peek();
    if (!this.takes('}'))
      if (this.peek().kind === 'end') this.expectClosing('}', brace);
      else fail('The members of a set are separated by commas.', last, end);
    return { kind: 'in', quantifier, negated, operand, elements, start, end };
  }

  private operand(level = 0): Operand {
    if (level === arithmetics.length) return this.signed();
    let left = this.operand(level + 1);
    while (this.peek().kind === 'operator' && arithmetics[level].has(this.peek().text)) {
      this.countCalculation();
      const operator = this.tokens[this.at++].text as Arithmetic;
      const right = this.operand(level + 1);
      left = { kind: 'arithmetic', operator, left, right, start: left.start, end: right.end };
    }
    return left;
  }

  private signed(): Operand {
    const { start } = this.peek();
    if (this.takes('+')) return this.nested(() => this.signed());
    if (!this.takes('-')) return this.sliced();
    return this.nested(() => {
      const of = this.signed();
      return { kind: 'negative', of, start, end: of.end };
    });
  }

  /** An operand with the slices behind it. */
  private sliced(): Operand {
    let operand = this.primary();
    while (this.isOperator('[')) {
      this.countCalculation();
      const ranges = this.ranges();
      operand = { kind: 'slice', of: operand, ranges, start: operand.start, end: this.tokens[this.at - 1].end };
    }
    return operand;
  }

  private primary(): Operand {
    const token = this.tokens[this.at];
    const { start, end, text } = token;
    if (token.kind !== 'end') this.at++;
    switch (token.kind) {
      case 'word':
        if (this.isOperator('(')) return this.call(token);
        if (this.isOperator('#')) return this.layered('field', text, false, start);
        return { kind: 'literal', text, forced: false, start, end };
      case 'literal':
        return { kind: 'literal', text, forced: true, start, end };
      case 'field':
        return this.layered('field', text, false, start);
      case 'string':
        return { kind: 'string', text, bytes: token.bytes!, start, end };
      case 'character':
        return { kind: 'character', code: token.code!, start, end };
      case 'operator':
        return this.prefixed(token);
      default:
        return fail('The filter ends where a field or a value should stand.', Math.max(0, start - 1), end);
    }
  }

  private prefixed(token: Token): Operand {
    const { start, end, text } = token;
    switch (text) {
      case '{': {
        const inner = this.nested(() => this.operand());
        const close = this.peek();
        if (!this.takes('}')) this.expectClosing('}', token);
        return { ...inner, start, end: close.end };
      }
      case '@':
        return this.layered('field', this.name('@'), true, start);
      case '$': {
        const braced = this.takes('{');
        const raw = this.takes('@');
        const reference = this.layered('reference', this.name('$'), raw, start);
        if (!braced) return reference;
        const close = this.peek();
        if (!this.takes('}')) this.expectClosing('}', token);
        return { ...reference, end: close.end };
      }
      case '(':
        return fail('Parentheses hold tests. Fields and values are grouped with braces: {a + b}.', start, end);
      case ')':
      case '}':
      case ']':
        return fail('Here a field, a value or a test must stand.', start, end);
      default:
        return fail(`“${this.written(token)}” needs a field or a value in front of it.`, start, end);
    }
  }

  /** The name of a field behind `@` or `$`. */
  private name(sign: string): string {
    const token = this.peek();
    if (token.kind !== 'word' && token.kind !== 'field')
      fail(`Behind “${sign}” the name of a field must stand.`, token.start, Math.max(token.end, token.start));
    this.at++;
    return token.text;
  }

  private layered(kind: 'field' | 'reference', name: string, raw: boolean, start: number): Operand {
    if (!this.takes('#')) return { kind, name, raw, start, end: this.tokens[this.at - 1].end };
    const layers = this.isOperator('[') ? this.ranges() : [this.range()];
    return { kind, name, raw, layers, start, end: this.tokens[this.at - 1].end };
  }

  private call(token: Token): Operand {
    this.at++;
    const values: Operand[] = [];
    if (!this.isOperator(')'))
      do values.push(this.nested(() => this.operand()));
      while (this.takes(','));
    const { end } = this.peek();
    if (!this.takes(')')) fail(`The parenthesis of ${token.text}(…) is not closed.`, token.start, end);
    return { kind: 'call', name: token.text, arguments: values, start: token.start, end };
  }

  private ranges(): readonly Range[] {
    this.at++;
    const ranges: Range[] = [];
    do ranges.push(this.range());
    while (this.takes(','));
    this.at++;
    return ranges;
  }

  private range(): Range {
    const { kind, text, start, end } = this.peek();
    if (kind !== 'range') return fail('Here an offset must stand.', start, Math.max(end, start));
    this.at++;
    return readRange(text, start);
  }

  private expectClosing(close: string, opened: Token): never {
    const { kind, start, end } = this.peek();
    return kind === 'end'
      ? fail(`“${close}” is missing: what opens here is never closed.`, opened.start, end)
      : fail(`“${this.written(this.peek())}” was not expected here: “${close}” is missing.`, start, end);
  }

  private countCalculation(): void {
    const { start, end } = this.peek();
    if (++this.calculations > maximumCalculations)
      fail(`A filter can hold ${maximumCalculations} calculations and slices.`, start, end);
  }

  private nested<T>(read: () => T): T {
    const { start, end } = this.peek();
    if (++this.depth > maximumDepth) fail('The filter is nested too deeply.', start, end);
    const result = read();
    this.depth--;
    return result;
  }

  private written(token: Token): string {
    return this.source.slice(token.start, token.end);
  }

  private peek(): Token {
    return this.tokens[this.at];
  }

  private isOperator(text: string, ahead = 0): boolean {
    const token = this.tokens[Math.min(this.at + ahead, this.tokens.length - 1)];
    return token.kind === 'operator' && token.text === text;
  }

  private takes(text: string): boolean {
    if (!this.isOperator(text)) return false;
    this.at++;
    return true;
  }
}
