/** Properties of reading filters: what is printed is read as the same, and nothing that can be typed throws or hangs. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkFilter } from '../../src/engine/filter/compile';
import { completeFilter } from '../../src/engine/filter/complete';
import { parse } from '../../src/engine/filter/parse';
import { printTest } from '../../src/engine/filter/print';
import type { Element, FieldName, Operand, Range, Test } from '../../src/engine/filter/syntax';
import { catalogue } from '../../src/engine/protocols';
import { defaultRules } from '../../src/shared/default-rules';
import { framesOf, type OpenedCapture, openForFilters } from './opened';

/** How many random texts are read; a release is worth a million. */
const texts = Number(process.env.SOCKEYE_FILTER_TEXTS ?? 5000);
const runs = { numRuns: 300 };
const place = { start: 0, end: 0 };

const name = fc.constantFrom('ip.src', 'tcp.port', 'frame', 'http.host', 'data-text-lines', '_ws.col.info', 'x.y_z-1');
const literal = fc.constantFrom(
  '80',
  '0x50',
  '10.0.0.0/8',
  '::1',
  'aa:bb:cc',
  'True',
  '2026-11-22',
  '1.5',
  'fc:',
  'GET',
);
const offset = fc.integer({ min: -20, max: 20 });
const range: fc.Arbitrary<Range> = fc.oneof(
  fc.record({ kind: fc.constant('length' as const), from: offset, length: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ kind: fc.constant('rest' as const), from: offset }),
  fc
    .tuple(fc.nat(20), fc.integer({ min: 1, max: 9 }))
    .map(([from, more]): Range => ({ kind: 'to', from, to: from + more })),
);
const ranges = fc.array(range, { minLength: 1, maxLength: 3 });
const bytes = fc.uint8Array({ maxLength: 8 });
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

/** A name in a place where it can be nothing else is a field; alone, or in front of a test, it is a word like others. */
function fieldOf(kind: 'field' | 'reference'): fc.Arbitrary<Operand> {
  return fc
    .record({ name, raw: fc.boolean(), layers: fc.option(ranges, { nil: undefined }) })
    .map(({ name: id, raw, layers }): Operand => {
      const field: FieldName = { kind, name: id, raw, ...(layers === undefined ? {} : { layers }) };
      return { ...field, ...place };
    });
}

const leaf: fc.Arbitrary<Operand> = fc.oneof(
  fieldOf('field'),
  fieldOf('reference'),
  fc.tuple(literal, fc.boolean()).map(([text, forced]): Operand => {
    const colons = text.startsWith(':');
    return { kind: 'literal', text, forced: forced && !colons, ...place };
  }),
  fc.string({ maxLength: 8 }).map((text): Operand => ({ kind: 'string', text, bytes: encoder.encode(text), ...place })),
  bytes.map((raw): Operand => ({ kind: 'string', text: decoder.decode(raw), bytes: raw, ...place })),
  fc.nat(255).map((code): Operand => ({ kind: 'character', code, ...place })),
);

const { operand } = fc.letrec<{ operand: Operand }>((tie) => ({
  operand: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.record({ of: tie('operand'), ranges }).map((slice): Operand => ({ kind: 'slice', ...slice, ...place })),
    fc
      .record({ name: fc.constantFrom('len', 'max', 'f'), arguments: fc.array(tie('operand'), { maxLength: 3 }) })
      .map((call): Operand => ({ kind: 'call', ...call, ...place })),
    fc
      .record({
        operator: fc.constantFrom('+', '-', '*', '/', '%', '&'),
        left: tie('operand'),
        right: tie('operand'),
      })
      .map((term) => ({ kind: 'arithmetic', ...term, ...place }) as Operand),
    tie('operand').map((of): Operand => ({ kind: 'negative', of, ...place })),
  ),
}));

const quantifier = fc.option(fc.constantFrom('any' as const, 'all' as const), { nil: undefined });
const element: fc.Arbitrary<Element> = fc
  .record({ from: operand, to: fc.option(operand, { nil: undefined }) })
  .map((both) => ({ ...both, ...place }));

const relation: fc.Arbitrary<Test> = fc.oneof(
  fc
    .tuple(
      quantifier,
      fc.array(fc.constantFrom('==', '!=', '===', '!==', '>', '<', '>=', '<='), { minLength: 1, maxLength: 3 }),
      operand,
    )
    .chain(([quantified, operators, first]) =>
      fc
        .array(operand, { minLength: operators.length, maxLength: operators.length })
        .map(
          (rest) =>
            ({ kind: 'compare', quantifier: quantified, operators, operands: [first, ...rest], ...place }) as Test,
        ),
    ),
  fc
    .tuple(quantifier, fc.constantFrom('contains', 'matches'), operand, operand)
    .map(
      ([quantified, operator, left, right]) =>
        ({ kind: 'compare', quantifier: quantified, operators: [operator], operands: [left, right], ...place }) as Test,
    ),
  fc
    .record({ quantifier, negated: fc.boolean(), operand, elements: fc.array(element, { minLength: 1, maxLength: 3 }) })
    .map((test_): Test => ({ kind: 'in', ...test_, ...place })),
  operand.map((of): Test => ({ kind: 'exists', operand: of, ...place })),
);

const { tree } = fc.letrec<{ tree: Test }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    relation,
    fc
      .record({
        kind: fc.constantFrom('and' as const, 'or' as const, 'xor' as const),
        operands: fc.array(tie('tree'), { minLength: 2, maxLength: 3 }),
      })
      .map((joined): Test => ({ ...joined, ...place })),
    tie('tree').map((of): Test => ({ kind: 'not', operand: of, ...place })),
  ),
}));

/** The tree without places and without what is undefined. */
const shape = (test_: unknown): unknown =>
  JSON.parse(JSON.stringify(test_, (key, value) => (key === 'start' || key === 'end' ? undefined : value)));

describe('filters as text', () => {
  test('what is printed is read as the same tree', () => {
    fc.assert(
      fc.property(tree, (wanted) => {
        expect(shape(parse(printTest(wanted)).test)).toEqual(shape(wanted));
      }),
      runs,
    );
  });

  test('no text throws anything but a problem with its place, and completion answers everywhere', () => {
    const word = fc.constantFrom(
      ...'ip.src tcp.port == != contains matches in { } ( ) [ ] , .. " \' r" \\ @ # $ $x and or not ! any all & + - 1 0x 10.0.0.1 :: aa: frame[ 0:2 ] len( "a" ~= \u{1f600}'.split(
        ' ',
      ),
    );
    const text = fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.array(word, { maxLength: 14 }).map((words) => words.join(' ')),
      fc.array(word, { maxLength: 14 }).map((words) => words.join('')),
    );
    fc.assert(
      fc.property(text, fc.nat(60), (written, caret) => {
        const problem = checkFilter(written, catalogue);
        if (problem !== undefined) {
          expect(problem.start).toBeGreaterThanOrEqual(0);
          expect(problem.end).toBeGreaterThanOrEqual(problem.start);
          expect(problem.end).toBeLessThanOrEqual(written.length);
        }
        const at = Math.min(caret, written.length);
        const { start, end } = completeFilter(written, at, catalogue);
        expect(start).toBeLessThanOrEqual(end);
        expect(end).toBe(at);
      }),
      { numRuns: texts },
    );
  }, 1_000_000);

  test('nesting ends with a sentence', () => {
    for (const part of ['(', 'not ', '!', '-', '{', 'len('])
      expect(checkFilter(part.repeat(2000), catalogue)?.message).toMatch(/nested|mean|missing/);
    expect(checkFilter(Array(2500).fill('ip').join(' or '), catalogue)).toBeUndefined();
    expect(checkFilter('a'.repeat(20_000), catalogue)?.message).toContain('characters');
  });
});

test.each([
  ['calculations', `tcp.port == ${'1+'.repeat(8000)}1`],
  ['slices', `frame${'[0:]'.repeat(4000)} == 0`],
  ['both, in braces', `tcp.port == ${'{'.repeat(90)}1${`${'+1'.repeat(80)}}`.repeat(90)}`],
])('long chains of %s are refused before anybody recurses into them', (_, text) => {
  expect(() => parse(text)).toThrow(/A filter can hold 500 calculations/);
});

describe('logic', () => {
  let capture: OpenedCapture;
  beforeAll(async () => {
    capture = await openForFilters(new URL('../../resources/sample.pcapng', import.meta.url).pathname);
  });
  afterAll(() => capture.close());

  const tests = [
    'tcp',
    'udp.port == 53',
    'ip.ttl < 64',
    'frame contains "GET"',
    'http.host',
    'ip.addr != 10.20.0.0/16',
    'frame.len in {60..80}',
    'tcp.flags & 0x02',
    'ipv6',
    'dns.qry.name matches "shop"',
    'all tcp.port > 100',
    'eth[0] & 1',
    'tcp.len == tcp.hdr_len',
  ];
  const either = fc.constantFrom(...tests);

  test('not not f is f', () => {
    for (const f of tests) expect(framesOf(`not not (${f})`, capture)).toEqual(framesOf(f, capture));
  });

  test('De Morgan', () => {
    fc.assert(
      fc.property(either, either, (f, g) => {
        expect(framesOf(`not (${f} and ${g})`, capture)).toEqual(framesOf(`not (${f}) or not (${g})`, capture));
        expect(framesOf(`not (${f} or ${g})`, capture)).toEqual(framesOf(`not (${f}) and not (${g})`, capture));
        expect(framesOf(`${f} xor ${g}`, capture)).toEqual(
          framesOf(`((${f}) or (${g})) and not ((${f}) and (${g}))`, capture),
        );
      }),
      { numRuns: 12 },
    );
  });
});

test('the default colouring rules compile', () => {
  const problems = defaultRules.map(({ filter }) => checkFilter(filter, catalogue));
  expect(problems.filter((problem) => problem !== undefined)).toEqual([]);
});
