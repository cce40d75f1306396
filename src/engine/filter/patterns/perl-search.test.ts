/** The search for patterns that no linear engine takes. JavaScript's engine judges what both languages have. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { perlSearch } from './perl-search';
import { PatternProblem } from './perl-syntax';

const find = (pattern: string, text: string): boolean | undefined => perlSearch(pattern).find(text);

describe('a pattern', () => {
  test.each([
    ['pass(?=word)', 'my password', 'a passage'],
    ['pass(?!word)', 'a passage', 'my password'],
    ['(?<=user=)root', 'user=root', 'owner=root'],
    ['(?<!user=)root', 'owner=root', 'user=root'],
    ['(?<=a|bc)d', 'bcd', 'bd'],
    ['^(?!.*(shop|mail)).*$', 'www.example', 'the shop.example'],
    ['^(?=.*\\d)(?=.*[a-z]).{4,}$', 'ab12', 'abcd'],
    ['(\\w)\\1', 'hello', 'world'],
    ['(?<x>ab)\\k<x>', 'xABab', 'abba'],
    ["(?'x'ab)\\g{x}", 'abab', 'aba'],
    ['(?P<x>a)(?P=x)', 'aa', 'ab'],
    ['(a)(b)\\g{-1}', 'abb', 'aba'],
    ['(?>a+)b', 'aab', 'aa'],
    ['(?>a|ab)c', 'ac', 'abc'],
    ['a++b', 'aab', 'aa'],
    ['"[^"]*+"', 'say "x"', 'say "x'],
    ['(?x) a b # letters\n c', 'abc', 'a b c'],
    ['a(?#the first)b', 'ab', 'a'],
    ['\\Q1.0\\E', 'HTTP/1.0', 'HTTP/1x0'],
    ['end\\Z', 'the end\n', 'the end\n\n'],
    ['a\\hb', 'a\tb', 'a\nb'],
    ['a\\Rb', 'a\r\nb', 'a\tb'],
    ['a\\Nb', 'axb', 'a\nb'],
    ['(?|x(a)|y(b))\\1', 'ybb', 'yba'],
    ['pre\\Kfix', 'prefix', 'fix'],
    ['\\Ga', 'ab', 'ba'],
    ['a(?i)b(?-i)c', 'aBc', 'aBC'],
    ['(?-i)GET(?=\\s)', 'GET /', 'get /'],
    ['[[:alpha:]]++[^[:space:]a-y]', 'foo9', 'foo '],
    ['[^a](?=b)', 'xb', 'Ab'],
    ['(?m)^b$(?=\\n)', 'a\nb\n', 'ab\n'],
    ['(?s)a.(?=b)', 'a\nb', 'acc'],
    ['\\x41(?=\\x{42})', 'ab', 'ac'],
    ['\\p{Lu}(?<=Ä)', 'Ä', 'B'],
    ['(?:a{2}){2}(?!a)', 'baaaa', 'aaa'],
    ['(?:a|b*)*+c(?!d)', 'abc', 'abcd'],
  ])('%s', (pattern, inside, outside) => {
    expect(find(pattern, inside)).toBe(true);
    expect(find(pattern, outside)).toBe(false);
  });

  test.each([
    ['(a', 'a parenthesis is never closed'],
    ['a)', 'a parenthesis closes that was never opened'],
    ['[a', 'a bracket is never closed'],
    ['*a', '“*” repeats nothing'],
    ['a**', '“*” repeats nothing'],
    ['a{2,1}', 'the numbers in “{2,1}” are not in order'],
    ['a{5000}', '“{5000}” repeats more than 1000 times'],
    ['(a{1000}){1000}', 'it becomes too large with all its repetitions'],
    ['\\2(a)', 'there is no group 2'],
    ['\\k<x>', 'there is no group x'],
    ['(?<=a*)b', 'what is looked for behind must have a fixed length'],
    ['(?R)', '“(?R)” is not supported'],
    ['(?(1)a|b)', '“(?(1” is not supported'],
    ['(*FAIL)', 'verbs are not supported'],
    ['\\', 'a backslash stands at its end'],
    ['\\q', '“\\q” has no meaning'],
    ['[b-a]', 'a range in brackets ends before it begins'],
    ['[[:foo:]]', '“[:foo:]” is no class of characters'],
    ['\\p{Foo}', '“Foo” is no property of characters'],
    ['('.repeat(100), 'groups are nested too deeply'],
  ])('%s is refused', (pattern, reason) => {
    expect(() => perlSearch(pattern)).toThrow(reason);
  });
});

/** Patterns that both languages read alike. */
const { pattern: patterns } = fc.letrec<{ pattern: string; atom: string }>((tie) => ({
  pattern: fc
    .array(
      fc
        .tuple(tie('atom'), fc.constantFrom('', '', '', '*', '+', '?', '*?', '{2}', '{1,2}', '{1,}'))
        .map(([atom, repeat]) => atom + repeat),
      { minLength: 1, maxLength: 3 },
    )
    .map((parts) => parts.join('')),
  atom: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\w', '(?:^)', '(?:$)', '(?:\\b)'),
    fc
      .tuple(fc.constantFrom('(?:', '(', '(?:(?=', '(?:(?!', '(?:(?<=a|', '(?:(?<!'), tie('pattern'), tie('pattern'))
      .map(([open, one, other]) => {
        if (open.includes('<')) return `${open}b))`;
        return open.startsWith('(?:(') ? `${open}${one}))` : `${open}${one}|${other})`;
      }),
  ),
}));
const runs = { numRuns: 1000 };
const texts = fc.string({ unit: fc.constantFrom('a', 'b', 'A', 'c', '-'), maxLength: 8 });

describe('the search', () => {
  test('finds what the engine of JavaScript finds', () => {
    fc.assert(
      fc.property(patterns, texts, (pattern, text) => {
        expect(find(pattern, text)).toBe(new RegExp(pattern, 'i').test(text));
      }),
      runs,
    );
  });

  test('remembers groups as the engine of JavaScript does', () => {
    fc.assert(
      fc.property(patterns, fc.array(texts, { minLength: 1, maxLength: 3 }), (pattern, parts) => {
        const twice = `^(${pattern.replaceAll(/\((?!\?)/g, '(?:')})-\\1$`;
        const text = parts.join('-');
        const found = find(twice, text);
        if (found !== undefined) expect(found).toBe(new RegExp(twice, 'i').test(text));
      }),
      runs,
    );
  });

  test('takes or refuses whatever is written', () => {
    const written = fc.string({
      unit: fc.constantFrom(...'ab1()[]{}|?*+\\^$.,-:<>=!#&PkgQERxduiz \n\u00e9'),
      maxLength: 20,
    });
    fc.assert(
      fc.property(written, texts, (pattern, text) => {
        try {
          find(pattern, text);
        } catch (error) {
          expect(error).toBeInstanceOf(PatternProblem);
        }
      }),
      { numRuns: 20_000 },
    );
  });

  test('does not take longer for repetitions inside of repetitions', () => {
    for (const pattern of ['(a+)+(?!a)b', '(?:a|aa)+(?=c)', '((a*)*)*(?=b)', '(?=(a+)+b)x'])
      expect(find(pattern, 'a'.repeat(20_000))).toBe(false);
  });

  test('gives up where a reference makes it try too much', () => {
    const search = perlSearch('(a+)+\\1b');
    expect(search.find('a'.repeat(200))).toBeUndefined();
    expect(search.find('aab')).toBe(true);
  });
});
