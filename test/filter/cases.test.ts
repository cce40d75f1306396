/** The suite of filters: what each lets through of a capture, or how it is refused. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { compileFilter } from '../../src/engine/filter/compile';
import { FilteredView } from '../../src/engine/filter/filtered-view';
import type { Macros } from '../../src/engine/filter/macros';
import { parse } from '../../src/engine/filter/parse';
import { printTest } from '../../src/engine/filter/print';
import { rowMatcher } from '../../src/engine/filter/row-matcher';
import { catalogue } from '../../src/engine/protocols';
import { suiteFile } from './capture';
import { asRanges, filterCases } from './cases';
import { framesOf, type OpenedCapture, openForFilters } from './opened';

const cases = filterCases();
let folder = '';
let capture: OpenedCapture;

beforeAll(async () => {
  vi.stubEnv('TZ', 'UTC');
  folder = mkdtempSync(join(tmpdir(), 'sockeye-filter-'));
  const path = join(folder, 'suite.pcapng');
  writeFileSync(path, suiteFile());
  capture = await openForFilters(path);
});
afterAll(() => {
  capture.close();
  rmSync(folder, { recursive: true });
  vi.unstubAllEnvs();
});

function answerTo(text: string): string {
  const filter = compileFilter(text, catalogue);
  if ('message' in filter) return `! ${filter.start}-${filter.end} ${filter.message}`;
  return asRanges(framesOf(text, capture));
}

describe('filters', () => {
  for (const section of new Set(cases.map((each) => each.section)))
    test(section, () => {
      const own = cases.filter((each) => each.section === section);
      const answers = own.map(({ filter }) => `${answerTo(filter)} | ${filter}`);
      expect(answers).toEqual(own.map(({ filter, expected }) => `${expected} | ${filter}`));
    });

  test('are as many as they should be', () => {
    expect(cases.length).toBeGreaterThan(1000);
    expect(new Set(cases.map(({ filter }) => filter)).size).toBe(cases.length);
  });

  test('give the same packets once printed', () => {
    for (const { filter, expected } of cases)
      if (!expected.startsWith('!'))
        expect(`${answerTo(printTest(parse(filter).test))} | ${filter}`).toBe(`${expected} | ${filter}`);
  });

  test('do not care how white space is written', () => {
    expect(answerTo('\ttcp.port\r\n==\n 80 ')).toBe(answerTo('tcp.port == 80'));
    expect(answerTo('tcp\nor\nudp')).toBe(answerTo('tcp or udp'));
  });
});

/** `${text}`, which no template string here should fill in. */
const braced = (text: string): string => ['$', '{', text, '}'].join('');

test('a pattern that can be tried in too many ways is stopped with a sentence', () => {
  const endless = String.raw`(.*)*\\1x`;
  const stopped = (text: string, macros?: Macros) => {
    const filter = compileFilter(text, catalogue, undefined, macros);
    if ('message' in filter) throw new Error(filter.message);
    const view = new FilteredView(filter, capture.source, () => performance.now());
    while (view.advance(1000));
    expect(view.examined).toBe(capture.count);
    return view.stopped;
  };
  expect(stopped(`frame matches "${endless}"`)).toEqual({
    message:
      'The search was stopped: this pattern can be tried in too many ways. Repeat less inside of what is repeated.',
    start: 14,
    end: 25,
  });
  expect(stopped('udp or $endless()', new Map([['endless', `frame matches "${endless}"`]]))).toMatchObject({
    start: 7,
    end: 17,
  });
  expect(stopped(String.raw`http.host matches "(.)\\1"`)).toBeUndefined();
  const rule = compileFilter(`frame matches "${endless}"`, catalogue);
  if ('message' in rule) throw new Error(rule.message);
  expect(rowMatcher(rule, capture.source)(5)).toBe(false);
});

describe('macros', () => {
  const macros = new Map([
    ['shop', 'ip.addr == 10.0.0.80'],
    ['between', 'ip.addr == $1 and ip.addr == $2'],
    ['nested', `$between($1, 10.0.0.1) and ${braced('shop')}`],
    ['self', '$self()'],
  ]);
  const answer = (text: string): string => {
    const filter = compileFilter(text, catalogue, undefined, macros);
    return 'message' in filter
      ? `! ${filter.start}-${filter.end} ${filter.message}`
      : asRanges(framesOf(filter, capture));
  };

  test('are replaced by their text, arguments and all', () => {
    const shop = answerTo('ip.addr == 10.0.0.80');
    expect(answer(braced('shop'))).toBe(shop);
    expect(answer('$shop()')).toBe(shop);
    const both = answerTo('ip.addr == 10.0.0.1 and ip.addr == 10.0.0.80');
    expect(answer('$between(10.0.0.1, 10.0.0.80)')).toBe(both);
    expect(answer(braced('between:10.0.0.1;10.0.0.80'))).toBe(both);
    expect(answer(braced('between;10.0.0.1;10.0.0.80'))).toBe(both);
    expect(answer('$nested(10.0.0.80)')).toBe(both);
    expect(answer(`tcp and ${braced('shop')} or dns`)).toBe(answerTo('tcp and ip.addr == 10.0.0.80 or dns'));
    expect(answer(`"${braced('shop')}" == http.host`)).toBe('none');
  });

  test('are there for private addresses, also when nobody saved one', () => {
    const privately = braced('private_ipv4:ip.dst');
    expect(answer(privately)).toBe(
      answerTo('ip.dst == 10.0.0.0/8 or ip.dst == 172.16.0.0/12 or ip.dst == 192.168.0.0/16'),
    );
    expect(answer('$private_ipv6(ipv6.src)')).toBe(answerTo('ipv6.src == fc00::/7'));
    expect(answer('$private_ethernet(eth.src)')).toBe(answerTo('eth.src[0] & 0x0f == 0x02'));
  });

  test('say what is wrong at the place of their call', () => {
    expect(answer('tcp and $between(10.0.0.1)')).toBe('! 8-26 The macro “between” takes 2 arguments, not 1.');
    expect(answer('$self()')).toBe('! 0-7 The macro “self” calls itself.');
    expect(answer('tcp or $none(1)')).toBe('! 7-15 There is no macro “none”.');
    expect(answer('tcp or $between(10.0.0.1, nonsense) or udp')).toMatch(/^! 7-35 /);
    expect(answer('$shop() and tcp.prot == 1')).toMatch(/^! 12-20 /);
  });
});

describe('references', () => {
  const answer = (text: string, selected: number): string => {
    const filter = compileFilter(text, catalogue, { source: capture.source, selected });
    if ('message' in filter) throw new Error(filter.message);
    return asRanges(framesOf(filter, capture));
  };

  test('stand for the values of the selected packet', () => {
    expect(answer(`frame.number < ${braced('frame.number')}`, 6)).toBe('1-5');
    expect(answer('frame.number < $frame.number', 3)).toBe('1-2');
    expect(answer('ip.src == $ip.src', 16)).toBe(answerTo('ip.src == 192.168.1.53'));
    expect(answer(`ip.src == ${braced('ip.src#2')}`, 23)).toBe(answerTo('ip.src == 172.16.0.1'));
    expect(answer(`frame[0:6] == ${braced('@eth.dst')}`, 1)).toBe('1');
    expect(answer(`frame[0:3] == ${braced('@eth.src')}[0:3]`, 1)).toBe(answerTo('eth.dst[0:3] == 00:1b:21'));
    expect(answer(`frame.time_relative >= ${braced('frame.time_relative')} - 1`, 29)).toBe('25-30');
    expect(answer(`tcp.port in {${braced('tcp.srcport')}}`, 4)).toBe(answerTo('tcp.port == 80'));
  });
});
