/** Parses the tokens of a display filter. Wireshark User's Guide 6.4; precedence from the loosest: or, xor, and, not, comparison, +, *, unary. */
import type { Arithmetic, Comparison, Element, Operand, Range, Test } from './syntax';
import { fail, type Token, tokenize } from './tokens';

const comparisons: ReadonlySet<string> = new Set([
  '==',
  '!=',
  '===',
  '!==',
  '>',
  '<',
  '>=',
  '<=',
  'contains',
  'matches',
]);
/** Operators between operands, by how tightly they bind. */
const arithmetics: readonly ReadonlySet<string>[] = [new Set(['&']), new Set(['+', '-']), new Set(['*', '/', '%'])];
/** Nesting beyond which a filter is refused. */
const maximumDepth = 200;

/** The tree of a filter that is not empty. @throws FilterSyntaxError */
export function parse(text: string): Test {
  const parser = new Parser(tokenize(text), text);
  const test = parser.test();
  parser.expectEnd();
  return test;
}

class Parser {
  private at = 0;
  private depth = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly source: string,
  ) {}

  test(): Test {
    return this.chain('or', () => this.chain('xor', () => this.chain('and', () => this.negation())));
  }

  expectEnd(): void {
    const token = this.peek();
    if (token.kind === 'end') return;
    if (token.text === ')') fail('This parenthesis was never opened.', token.start, token.end);
    fail(
      `“${this.source.slice(token.start, token.end)}” was not expected here. Join two tests with “and” or “or”.`,
      token.start,
      token.end,
    );
  }

  private chain(kind: 'and' | 'or' | 'xor', next: () => Test): Test {
    let left = next();
    while (this.takes(kind)) {
      const right = next();
      left = { kind, left, right, start: left.start, end: right.end };
    }
    return left;
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
    if (first.text === '(' && first.kind === 'operator') {
      const grouped = this.tryGroup();
      if (grouped !== undefined) return grouped;
    }
    const quantifier =
      first.kind === 'operator' && (first.text === 'any' || first.text === 'all') ? first.text : undefined;
    if (quantifier !== undefined) this.at++;
    const operand = this.operand();
    const { start } = first;
    if (this.isOperator('in') || (this.isOperator('not') && this.tokens[this.at + 1]?.text === 'in')) {
      const negated = this.takes('not');
      this.at++;
      const { elements, end } = this.set();
      return { kind: 'in', quantifier, negated, operand, elements, start, end };
    }
    const operators: Comparison[] = [];
    const operands: Operand[] = [operand];
    while (this.peek().kind === 'operator' && comparisons.has(this.peek().text)) {
      operators.push(this.tokens[this.at++].text as Comparison);
      operands.push(this.operand());
    }
    const { end } = operands[operands.length - 1];
    if (operators.length > 0) return { kind: 'compare', quantifier, operators, operands, start, end };
    if (quantifier !== undefined) fail(`After “${quantifier}” a comparison must follow.`, start, end);
    return { kind: 'exists', operand, start, end };
  }

  /** Parentheses hold a test or begin an operand: only what follows tells. */
  private tryGroup(): Test | undefined {
    const begin = this.at;
    const { start } = this.tokens[this.at++];
    const test = this.nested(() => this.test());
    const { end } = this.peek();
    if (!this.takes(')')) fail('A closing parenthesis is missing.', start, this.peek().end);
    const { text, kind } = this.peek();
    const goesOn =
      kind === 'operator' && (comparisons.has(text) || text === 'in' || arithmetics.some((level) => level.has(text)));
    if (!goesOn) return { ...test, start, end };
    this.at = begin;
    return undefined;
  }

  private operand(level = 0): Operand {
    if (level === arithmetics.length) return this.unary();
    let left = this.operand(level + 1);
    while (this.peek().kind === 'operator' && arithmetics[level].has(this.peek().text)) {
      const operator = this.tokens[this.at++].text as Arithmetic;
      const right = this.operand(level + 1);
      left = { kind: 'arithmetic', operator, left, right, start: left.start, end: right.end };
    }
    return left;
  }

  private unary(): Operand {
    const { start } = this.peek();
    if (this.takes('+')) return this.nested(() => this.unary());
    if (!this.takes('-')) return this.postfix();
    return this.nested(() => {
      const of = this.unary();
      return { kind: 'negative', of, start, end: of.end };
    });
  }

  /** An operand with the slices and layers behind it. */
  private postfix(): Operand {
    let operand = this.primary();
    for (;;) {
      const { start } = this.peek();
      if (this.takes('[')) {
        const ranges = this.ranges(']', start);
        operand = { kind: 'slice', of: operand, ranges, start: operand.start, end: this.tokens[this.at - 1].end };
      } else if (this.isOperator('#') && (operand.kind === 'field' || operand.kind === 'reference')) {
        this.at++;
        const layers = this.takes('[') ? this.ranges(']', start) : [this.range()];
        operand = { ...operand, layers, end: this.tokens[this.at - 1].end };
      } else return operand;
    }
  }

  private primary(): Operand {
    const token = this.tokens[this.at++];
    const { start, end, text } = token;
    switch (token.kind) {
      case 'word':
        if (this.isOperator('(') && this.peek().start === end) return this.call(token);
        return { kind: 'literal', text, start, end };
      case 'literal':
        return { kind: 'literal', text: `:${text}`, start, end };
      case 'field':
        return { kind: 'field', name: text, raw: false, start, end };
      case 'string':
        return { kind: 'string', text, raw: token.raw ?? false, start, end };
      case 'character':
        return { kind: 'character', text, start, end };
      case 'operator':
        return this.marked(token);
      default:
        return fail('The filter ends where a field or a value should stand.', Math.max(0, start - 1), end);
    }
  }

  private marked(token: Token): Operand {
    const { start, text } = token;
    if (text === '(') {
      const inner = this.nested(() => this.operand());
      const { end } = this.peek();
      if (!this.takes(')')) fail('A closing parenthesis is missing.', start, end);
      return { ...inner, start, end };
    }
    if (text === '@') {
      const operand = this.primary();
      if (operand.kind === 'literal') return { kind: 'field', name: operand.text, raw: true, start, end: operand.end };
      if (operand.kind === 'field' || operand.kind === 'reference') return { ...operand, raw: true, start };
      fail('Behind “@” the name of a field must stand.', start, operand.end);
    }
    return fail(
      `“${this.source.slice(token.start, token.end)}” needs a field or a value in front of it.`,
      start,
      token.end,
    );
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

  private set(): { readonly elements: readonly Element[]; readonly end: number } {
    const { start, end: first } = this.peek();
    if (!this.takes('{')) fail('After “in” comes a set in braces: {80, 443, 8000..8080}.', start, first);
    const elements: Element[] = [];
    do {
      const from = this.operand();
      const to = this.takes('..') ? this.operand() : undefined;
      elements.push({ from, to, start: from.start, end: (to ?? from).end });
    } while (this.takes(','));
    const { end } = this.peek();
    if (!this.takes('}')) fail('The set is not closed: a “}” is missing, or a comma between its members.', start, end);
    return { elements, end };
  }

  private ranges(close: string, start: number): readonly Range[] {
    const ranges: Range[] = [];
    do ranges.push(this.range());
    while (this.takes(','));
    const { end } = this.peek();
    if (!this.takes(close))
      fail('This is no range: write [offset:length], [first-last], [offset], [:length] or [offset:].', start, end);
    return ranges;
  }

  /** The text of a range is read anew: `0:3` and `1-2` are words to the tokenizer that mean bytes elsewhere. */
  private range(): Range {
    const { start } = this.peek();
    const match = /^\s*(-?\d+|)\s*(?:(:|-)\s*(-?\d+|))?/.exec(this.source.slice(start));
    const [whole = '', from = '', separator, to = ''] = match ?? [];
    if (from === '' && (separator !== ':' || to === '')) fail('Here an offset in bytes must stand.', start, start + 1);
    const end = start + whole.length;
    while (this.peek().kind !== 'end' && this.peek().start < end) this.at++;
    if (this.tokens[this.at - 1].end > end)
      fail('Here an offset in bytes must stand.', start, this.tokens[this.at - 1].end);
    const first = from === '' ? 0 : Number(from);
    if (separator === undefined) return { kind: 'length', from: first, length: 1 };
    if (separator === '-')
      return to === ''
        ? fail('The last offset of the range is missing.', start, end)
        : { kind: 'to', from: first, to: Number(to) };
    if (to === '') return { kind: 'rest', from: first };
    if (Number(to) <= 0) fail('A slice has at least one byte.', start, end);
    return { kind: 'length', from: first, length: Number(to) };
  }

  private nested<T>(parse: () => T): T {
    const { start, end } = this.peek();
    if (++this.depth > maximumDepth) fail('The filter is nested too deeply.', start, end);
    const result = parse();
    this.depth--;
    return result;
  }

  private peek(): Token {
    return this.tokens[Math.min(this.at, this.tokens.length - 1)];
  }

  private isOperator(text: string): boolean {
    const token = this.peek();
    return token.kind === 'operator' && token.text === text;
  }

  private takes(text: string): boolean {
    if (!this.isOperator(text)) return false;
    this.at++;
    return true;
  }
}
