/**
 * Reads a capture filter of libpcap (`tcp port 80`, `host 10.0.0.1`) and writes the display filter that finds the same packets.
 * The language: pcap-filter(7). `host` is taken to mean IP and `port` TCP and UDP, where nothing more exact is written.
 */

import { comparisonOf } from './bpf-bytes';
import { primitiveOf, protocolTest, type Qualifiers, wordTest } from './bpf-primitives';
import { type BpfToken, bpfTokens } from './bpf-tokens';

/** Longest text that is looked at. */
const maximumLength = 2000;
const maximumDepth = 50;

const directions = new Set(['src', 'dst']);
const kinds = new Set(['host', 'net', 'port', 'portrange', 'proto']);
const comparisons = new Set(['=', '==', '!=', '>', '<', '>=', '<=']);

/** The display filter for a capture filter; undefined for what is none, or says what display filters cannot. */
export function displayFilterOfBpf(text: string): string | undefined {
  if (text.length > maximumLength) return undefined;
  const tokens = bpfTokens(text);
  if (tokens === undefined || tokens.length === 0) return undefined;
  try {
    const reader = new Reader(tokens);
    const { text: filter } = reader.expression();
    return reader.isAtEnd ? filter : undefined;
  } catch (error) {
    if (error instanceof NoBpf) return undefined;
    throw error;
  }
}

class NoBpf extends Error {}

const give = (): never => {
  throw new NoBpf();
};

/** A part of the display filter and what joins its outermost tests. */
interface Part {
  readonly text: string;
  readonly joint: 'and' | 'or' | '';
}

const within = ({ text, joint }: Part, outer: 'and' | 'or' | 'not'): string =>
  joint === '' || joint === outer ? text : `(${text})`;

const jointOf = (text: string): Part['joint'] =>
  /^[^()]* or /.test(text) ? 'or' : /^[^()]* and /.test(text) ? 'and' : '';

class Reader {
  private at = 0;
  private depth = 0;
  /** The words in front of the last value: a value alone has them again. */
  private last: Qualifiers | undefined;

  constructor(private readonly tokens: readonly BpfToken[]) {}

  get isAtEnd(): boolean {
    return this.at >= this.tokens.length;
  }

  /** `and` and `or` bind alike, from the left. */
  expression(): Part {
    let left = this.negation();
    for (;;) {
      const joint = this.takes('and', '&&') ? 'and' : this.takes('or', '||') ? 'or' : undefined;
      if (joint === undefined) return left;
      const right = this.negation();
      left = { text: `${within(left, joint)} ${joint} ${within(right, joint)}`, joint };
    }
  }

  private negation(): Part {
    if (this.takes('not', '!'))
      return this.deeper(() => ({ text: `not ${within(this.negation(), 'not')}`, joint: '' as const }));
    return this.primitive();
  }

  private deeper<T>(read: () => T): T {
    if (++this.depth > maximumDepth) give();
    const result = read();
    this.depth--;
    return result;
  }

  private primitive(): Part {
    const arithmetic = this.comparison();
    if (arithmetic !== undefined) return { text: arithmetic, joint: jointOf(arithmetic) };
    if (this.takes('('))
      return this.deeper(() => {
        const inner = this.expression();
        if (!this.takes(')')) give();
        return inner;
      });
    const text = this.test() ?? give();
    return { text, joint: jointOf(text) };
  }

  /** `tcp[13] & 2 != 0`: up to what ends it, when there is a comparison in it. */
  private comparison(): string | undefined {
    const start = this.at;
    let end = start;
    let open = 0;
    let operator = -1;
    for (; end < this.tokens.length; end++) {
      const { text } = this.tokens[end];
      if (text === '(' || text === '[') open++;
      else if (text === ')' || text === ']') {
        if (open === 0) break;
        open--;
      } else if (open === 0 && (text === 'and' || text === 'or' || text === '&&' || text === '||')) break;
      else if (open === 0 && comparisons.has(text)) {
        if (operator >= 0) return undefined;
        operator = end;
      }
    }
    if (operator < 0) return undefined;
    const sides = [this.tokens.slice(start, operator), this.tokens.slice(operator + 1, end)] as const;
    const test = comparisonOf(sides[0], this.tokens[operator].text, sides[1]);
    if (test === undefined) return undefined;
    this.at = end;
    return test;
  }

  private test(): string | undefined {
    const word = this.peek();
    if (word === '') return undefined;
    const alone = wordTest(word, () => this.optionalNumber());
    if (alone !== undefined) return alone(() => this.at++);
    return this.qualified();
  }

  /** Words in any number, and the value they belong to; a protocol can stand alone. */
  private qualified(): string | undefined {
    const start = this.at;
    const protocol = protocolTest(this.peek());
    const name = this.peek();
    if (protocol !== undefined) this.at++;
    const direction = this.direction();
    const kind = kinds.has(this.peek()) ? this.tokens[this.at++].text : undefined;
    if (protocol !== undefined && direction === undefined && kind === undefined && !this.startsValue(name))
      return protocol;
    if (this.at === start && this.last === undefined && !this.looksLikeAddress()) return undefined;
    const given: Qualifiers = { protocol: protocol === undefined ? undefined : name, direction, kind };
    const qualifiers = this.at === start && this.last !== undefined ? this.last : given;
    this.last = qualifiers;
    return primitiveOf(qualifiers, () => this.value());
  }

  private direction(): Qualifiers['direction'] {
    if (!directions.has(this.peek())) return undefined;
    const first = this.tokens[this.at++].text as 'src' | 'dst';
    const joint = this.peek();
    const second = this.tokens[this.at + 1]?.text;
    if ((joint !== 'or' && joint !== 'and') || second === undefined || !directions.has(second) || second === first)
      return first;
    // "src and dst host x" has one value, "src x and dst y" two.
    this.at += 2;
    return joint === 'or' ? 'either' : 'both';
  }

  /** Whether an address follows right behind a protocol: `ether 00:11:22:33:44:55` without the word `host`. */
  private startsValue(protocol: string): boolean {
    const isWord = ['broadcast', 'multicast'].includes(this.peek());
    return ['ether', 'ip', 'ip6', 'arp', 'wlan'].includes(protocol) && (isWord || this.looksLikeAddress());
  }

  private looksLikeAddress(): boolean {
    return /^(\d+(\.\d+){1,3}(\/\d+)?|[\da-f]*:[\da-f:.]*(\/\d+)?)$/i.test(this.peek());
  }

  private value(): string {
    const text = this.peek();
    if (text === '' || !/^[\w.:/\\-]+$/.test(text)) give();
    this.at++;
    if (this.takes('mask')) return `${text} mask ${this.value()}`;
    return text.replace(/^\\/, '');
  }

  private optionalNumber(): string | undefined {
    const text = this.peek();
    if (!/^(0x[\da-f]+|\d+)$/i.test(text)) return undefined;
    this.at++;
    return text;
  }

  private peek(): string {
    return this.tokens[this.at]?.text ?? '';
  }

  private takes(...spellings: readonly string[]): boolean {
    if (!spellings.includes(this.peek())) return false;
    this.at++;
    return true;
  }
}
