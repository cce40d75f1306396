/** What columns answer is what decoding finds: for every column, for every protocol, and for fields of headers. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Field, FieldValue } from '../../src/engine/declare/field';
import { filterValue } from '../../src/engine/declare/format';
import { ValueSink } from '../../src/engine/decode/value-sink';
import { answer } from '../../src/engine/filter/columns/answer';
import { columns } from '../../src/engine/filter/columns/columns';
import { planAnswers } from '../../src/engine/filter/columns/plan-answers';
import { rowMatcher } from '../../src/engine/filter/row-matcher';
import { chunkBits, chunkLength } from '../../src/engine/index/packet-table';
import { catalogue } from '../../src/engine/protocols';
import { makeCapture } from '../captures/make-capture';
import { oddCapture } from './odd-packets';
import { compiled, decidesByDecoding, framesOf, type OpenedCapture, openForFilters } from './opened';

const operators = ['==', '!=', '!==', '>', '<='];
const sample = new URL('../../resources/sample.pcapng', import.meta.url).pathname;
const captures = process.env.SOCKEYE_FILTER_CAPTURES?.split(':') ?? [];

const ignore = (): void => undefined;

let folder = '';
const opened = new Map<string, OpenedCapture>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sockeye-filter-'));
  const made = join(folder, 'traffic.pcap');
  makeCapture(made, { packets: 700, seed: 7, flows: 20, loss: 0.05 });
  const odd = join(folder, 'odd.pcap');
  writeFileSync(odd, oddCapture());
  for (const path of [sample, made, odd]) opened.set(path, await openForFilters(path));
  // Others that somebody wants to try, of which some may be no captures.
  for (const path of captures) await openForFilters(path).then((capture) => opened.set(path, capture), ignore);
});
afterAll(() => {
  for (const capture of opened.values()) capture.close();
  rmSync(folder, { recursive: true });
});

/** Up to so many values that a field has in the capture, as a filter writes them unless told otherwise. */
function valuesOf(
  field: Field,
  { source, count }: OpenedCapture,
  wanted: number,
  write: (field: Field, value: FieldValue) => string = filterValue,
): readonly string[] {
  const sink = new ValueSink(catalogue, [field]);
  const found = new Set<string>();
  for (let row = 0; row < count && found.size < wanted; row += Math.max(1, Math.floor(count / 400))) {
    sink.reset();
    source.walk(row, sink, false);
    for (const { value } of sink.values[0]) {
      const text = write(field, value);
      if (text !== '') found.add(text);
    }
  }
  return [...found];
}

/** The first packet for which an answer from columns, or a shortened walk, is not what decoding all of it says. */
function firstDifference(text: string, { source, count }: OpenedCapture): string | undefined {
  const filter = compiled(text);
  if (filter.plan === undefined) return undefined;
  const plan = planAnswers(filter.plan, source);
  const decides = decidesByDecoding(filter, source);
  const shortened = rowMatcher(filter, source);
  for (let row = 0; row < count; row++) {
    const at = row & (chunkLength - 1);
    if (at === 0) {
      const first = (row >>> chunkBits) << chunkBits;
      const chunk = source.index.table.chunkOf(row);
      plan.answer({ index: source.index, chunk, first, from: 0, to: Math.min(chunkLength, count - first) });
    }
    const expected = decides(row);
    if (plan.answers[at] !== answer.decode && (plan.answers[at] === answer.yes) !== expected)
      return `${text}: columns say ${!expected} of packet ${row + 1}`;
    if (shortened(row) !== expected) return `${text}: a shortened walk says ${!expected} of packet ${row + 1}`;
  }
  return undefined;
}

function differences(texts: readonly string[]): readonly string[] {
  return [...opened].flatMap(([path, capture]) =>
    texts.flatMap((text) => {
      const found = firstDifference(text, capture);
      return found === undefined ? [] : [`${path}: ${found}`];
    }),
  );
}

describe('columns', () => {
  for (const id of Object.keys(columns))
    test(id, () => {
      const [field] = catalogue.field(id);
      expect(field).toBeDefined();
      const values = [...opened.values()].flatMap((capture) => valuesOf(field!, capture, 2));
      const terms = [...new Set(values)].flatMap((value) => [
        ...operators.map((operator) => `${id} ${operator} ${value}`),
        `any ${id} != ${value}`,
        `all ${id} <= ${value}`,
        `${id} not in {${value}}`,
        ...(field!.type.startsWith('UINT') ? [`${id} & 3 == 1`, `${id} in {${value} .. 1000, 0}`] : []),
      ]);
      expect(differences([id, `not ${id}`, ...terms])).toEqual([]);
    });
});

test('every protocol is in a packet when its stack says so', () => {
  // Those that are named before a message of theirs ends stand in the stack alone.
  const walked = catalogue.protocols.filter(({ id, namesUnfinished }) => !id.startsWith('_ws.col') && !namesUnfinished);
  expect(differences(walked.map(({ id }) => id))).toEqual([]);
});

test('header fields need no more layers than theirs', () => {
  const fields = ['eth.src', 'eth.type', 'vlan.id', 'ip.ttl', 'ip.proto', 'ipv6.hlim', 'tcp.checksum', 'udp.length'];
  const others = ['eth.trailer', 'eth.padding', 'tcp.options', 'dns.qry.name', 'http.host', 'tls.record.version'];
  const capture = opened.get(sample)!;
  const terms = [...fields, ...others].flatMap((id) => {
    const [field] = catalogue.field(id);
    const [value] = field === undefined ? [] : valuesOf(field, capture, 1);
    return value === undefined ? [id] : [id, `${id} == ${value}`];
  });
  expect(differences(terms)).toEqual([]);
});

describe('fields whose values stand in packets as they are', () => {
  const verbatim = catalogue.fields.filter(({ options }) => options.verbatim);

  test('are declared, and occur in the captures', () => {
    const capture = opened.get(sample)!;
    const found = verbatim.filter((field) => valuesOf(field, capture, 1).length > 0).map(({ id }) => id);
    expect(found).toEqual(expect.arrayContaining(['http.user_agent', 'http.host', 'http.request.uri']));
  });

  test('are found by a search of the bytes as by decoding', () => {
    const terms = verbatim.flatMap(({ id }) => {
      const values = [...opened.values()].flatMap((capture) => textsOf(id, capture, 2));
      return values.flatMap((value) => termsFor(id, value));
    });
    expect(terms.length).toBeGreaterThan(100);
    expect(differences([...new Set(terms)])).toEqual([]);
  });
});

/** Texts that a field has, as they are. */
function textsOf(id: string, capture: OpenedCapture, wanted: number): readonly string[] {
  return catalogue.field(id).flatMap((field) => valuesOf(field, capture, wanted, (_, value) => String(value)));
}

/** Questions for a text, for its parts, and for such as nothing holds. */
function termsFor(id: string, value: string): readonly string[] {
  const middle = Math.floor(value.length / 2);
  const parts = [value, value.slice(0, 3), value.slice(middle, middle + 4), value.slice(-2), `${value.slice(0, 4)}~~`];
  const quoted = [...new Set(parts)].filter((part) => part !== '').map((part) => JSON.stringify(part));
  const pattern = JSON.stringify(value.slice(0, 6).replaceAll(/[^\w]/g, '.').toUpperCase());
  return [
    ...quoted.flatMap((part) => [`${id} contains ${part}`, `not ${id} contains ${part}`]),
    `${id} == ${quoted[0]}`,
    `${id} != ${quoted[0]}`,
    `${id} matches ${pattern}`,
    `${id} matches ${JSON.stringify(escaped(value.slice(0, 6)))}`,
  ];
}

/** Each letter as an escape where it has one of two digits. */
const escaped = (text: string): string =>
  text.replaceAll(/[\0-\xff]/g, (letter) => `\\x${letter.charCodeAt(0).toString(16).padStart(2, '0')}`);

test('what has a fixed place in a header is read there as by walking', () => {
  const outer = ['eth', 'vlan', 'ip', 'ipv6', 'tcp', 'udp'].map((id) => catalogue.require(id));
  const fields = outer.flatMap(({ headerFields }) => headerFields).filter(({ at }) => at >= 0);
  expect(fields.length).toBeGreaterThan(40);
  const terms = fields.flatMap((field) => {
    const values = [...opened.values()].flatMap((capture) => valuesOf(field, capture, 2));
    return [
      field.id,
      ...[...new Set(values)].flatMap((value) => [`${field.id} == ${value}`, `${field.id} < ${value}`]),
    ];
  });
  expect(differences(terms)).toEqual([]);
});

test('what an opening tells needs no more of a PDU', () => {
  const early = catalogue.fields.filter(({ options }) => options.opening);
  expect(early.length).toBeGreaterThan(20);
  const terms = early.flatMap((field) => {
    const values = [...opened.values()].flatMap((capture) => valuesOf(field, capture, 1));
    return [field.id, ...new Set(values)].map((value, index) => (index === 0 ? value : `${field.id} == ${value}`));
  });
  expect(differences([...terms, 'http.file_data', 'http.user_agent && http.file_data'])).toEqual([]);
});

test('joined tests give what each packet gives', () => {
  const capture = opened.get(sample)!;
  const joined = [
    'tcp.port == 80 and http.host contains "shop"',
    'tcp.port == 443 or frame contains "GET"',
    'not (tcp or dns) and frame.len < 100',
    'tcp xor ip.ttl == 64',
    '!(ip.addr == 10.20.0.0/16) && tcp.flags.syn == 1 || arp',
  ];
  for (const text of joined) {
    const decides = decidesByDecoding(compiled(text), capture.source);
    const expected = Array.from({ length: capture.count }, (_, row) => row + 1).filter((number) => decides(number - 1));
    expect(framesOf(text, capture)).toEqual(expected);
  }
});

test('tests of columns, however joined, give what decoding gives', () => {
  const term = fc.constantFrom(
    ...[
      'tcp.port == 80',
      'tcp.port != 443',
      'all tcp.port > 1024',
      'tcp.srcport in {80, 400..500}',
      'udp.port & 1 == 1',
    ],
    ...['ip.addr == 10.0.0.0/8', 'ip.src != 10.20.0.1', 'tcp.stream < 3', 'tcp.flags.syn == 1', 'tcp.flags.ack == 0'],
    ...['tcp.analysis.flags', 'frame.len > 100', 'tcp.len == 0', 'http.request', 'http.response.code == 200'],
    ...['_ws.malformed', 'dns', 'tcp', 'frame.protocols contains "tls"', 'ip.ttl == 64'],
  );
  const { tree } = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      term,
      tie('tree').map((operand) => `not (${operand})`),
      fc
        .tuple(fc.array(tie('tree'), { minLength: 2, maxLength: 4 }), fc.constantFrom('and', 'or', 'xor'))
        .map(([operands, operator]) => `(${operands.join(`) ${operator} (`)})`),
    ),
  }));
  fc.assert(
    fc.property(tree, (text) => {
      expect(differences([text])).toEqual([]);
    }),
    { numRuns: 60, seed: 7 },
  );
});
