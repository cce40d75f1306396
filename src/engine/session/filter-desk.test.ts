/** What the filter bar learns of a capture, over the sample that comes with the program. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createNodeHost } from '../../node-host/node-host';
import { byteTerm, nodeTerm } from '../filter/terms';
import type { Session } from '../session';
import { namesOfValues, searchFields } from './field-reference';
import { openSession } from './open-session';

let session: Session;
beforeAll(async () => {
  const path = new URL('../../../resources/sample.pcapng', import.meta.url).pathname;
  session = await openSession(createNodeHost(), path);
  while (session.advance(1000));
  while (session.filters.advanceFacts(1000));
});
afterAll(() => session.close());

/** Packets that a filter lets through. */
function passing(filter: string): number {
  const view = session.view(filter);
  if ('message' in view) throw new Error(`${filter}: ${view.message}`);
  while (view.advance(1000));
  return view.count;
}

/** What is offered behind a text, once all of the capture was looked at: each key press looks for a few milliseconds. */
function complete(text: string) {
  for (let press = 0; press < 100; press++) session.filters.complete(text, text.length);
  return session.filters.complete(text, text.length).items;
}

describe('facts', () => {
  test('each stands for as many packets as its term lets through', () => {
    const { groups, done, sampled } = session.filters.facts(8);
    expect(done).toBe(true);
    expect(sampled).toBe(false);
    const kinds = groups.map(({ kind }) => kind);
    for (const kind of ['addresses', 'protocols', 'tcp-ports', 'udp-ports', 'http-statuses', 'dns-names', 'tls-names'])
      expect(kinds).toContain(kind);
    const facts = groups.flatMap((group) => group.facts);
    expect(facts.length).toBeGreaterThan(25);
    for (const { term, packets } of facts) expect(`${term}: ${packets}`).toBe(`${term}: ${passing(term)}`);
  });

  test('the most frequent come first', () => {
    for (const { facts } of session.filters.facts(100).groups) {
      const packets = facts.map((fact) => fact.packets);
      expect(packets).toEqual([...packets].sort((a, b) => b - a));
    }
  });
});

describe('completion', () => {
  test('offers values of the capture with their packets, the most frequent first', () => {
    const [first] = complete('ip.addr == ');
    expect(first.kind).toBe('value');
    expect(first.packets).toBe(passing(`ip.addr == ${first.text}`));
    for (const { text, packets } of complete('http.host == "'))
      if (packets !== undefined) expect(packets).toBe(passing(`http.host == ${text}`));
    expect(complete('tcp.port == 4').every(({ text }) => text.startsWith('4'))).toBe(true);
    expect(complete('tcp.port == 4')[0].packets).toBeGreaterThan(0);
    expect(complete('dns.qry.name == ').length).toBeGreaterThan(0);
  });

  test('still offers the names of values', () => {
    expect(complete('ip.proto == "ICM').map(({ text }) => text)).toContain('"ICMP"');
  });
});

describe('macros', () => {
  afterAll(() => session.filters.setMacros([]));

  test('are taken by verdicts, views, colouring rules, Find and completion', () => {
    const name = 'web';
    const call = `\${${name}}`;
    const rule = { name: 'rule', filter: call, enabled: true };
    expect(session.filters.judge(call).problem).toBeDefined();
    expect(session.setColouringRules([rule])[0]).toBeDefined();
    expect(
      session.filters.setMacros([
        { name, text: 'tcp.port == 80' },
        { name: 'to', text: 'ip.dst == $1 and tcp' },
      ]),
    ).toEqual([undefined, undefined]);
    expect(session.filters.judge(call)).toEqual({ warnings: [] });
    expect(passing(call)).toBe(passing('tcp.port == 80'));
    const all = session.view('');
    if ('message' in all) throw new Error();
    all.advance(1);
    const finder = session.find(all, { kind: 'filter', text: call }, 0, false);
    expect('message' in finder).toBe(false);
    const rows = session.rows(all, 0, all.count);
    expect(rows.filter(({ colour }) => colour === 0).length).toBe(passing('tcp.port == 80'));
    expect(complete('$w')[0]).toEqual({ text: call, kind: 'macro', description: 'tcp.port == 80' });
    expect(complete('$t')[0].text).toBe('$to(');
  });

  test('that cannot be are named', () => {
    const [named, wrong, right] = session.filters.setMacros([
      { name: 'no name', text: 'tcp' },
      { name: 'wrong', text: 'tcp.prot == 80' },
      { name: 'right', text: 'ip.addr == $1' },
    ]);
    expect(named?.message).toContain('name');
    expect(wrong).toMatchObject({ start: 0, end: 8 });
    expect(right).toBeUndefined();
  });
});

describe('terms', () => {
  test('for cells of any column let their packet through', () => {
    const columns = [
      ...['number', 'time', 'def_src', 'def_dst', 'protocol', 'packet_length', 'info'].map((name) => `_ws.col.${name}`),
      ...[
        'eth.type',
        'ip.ttl',
        'ip.addr',
        'tcp.port',
        'tcp.flags.syn',
        'frame.time',
        'tcp.flags',
        'http.host',
        'eth.src',
      ],
      ...[
        'dns.qry.name',
        'tls.handshake.type',
        'frame.time_delta',
        'ip.flags',
        'http.request.method',
        'tcp.options',
        'ip',
      ],
    ];
    let terms = 0;
    for (let number = 1; number <= session.packets; number += 37)
      for (const column of columns) {
        const term = session.filters.cellTerm(number, column);
        if (term === '') continue;
        terms++;
        const view = session.view(`(${term}) and frame.number == ${number}`);
        if ('message' in view) throw new Error(`${term}: ${view.message}`);
        while (view.advance(1000));
        expect([term, view.count]).toEqual([term, 1]);
      }
    expect(terms).toBeGreaterThan(80);
    expect(session.filters.cellTerm(1, 'no.such.field')).toBe('');
    expect(session.filters.cellTerm(1, 'http.host')).toBe('');
  });

  test('for lines and for bytes do so, too', () => {
    let bytes = 0;
    for (let number = 1; number <= session.packets; number += 79) {
      const { nodes, buffers } = session.detail(number);
      for (const node of nodes) {
        if (node.length === 0) continue;
        const chosen = buffers[node.buffer].bytes.subarray(node.at, node.at + node.length);
        for (const term of [nodeTerm(node), byteTerm(nodes, node.buffer, node.at, chosen)]) {
          if (term === '') continue;
          bytes += term.includes('[') ? 1 : 0;
          const view = session.view(`(${term}) and frame.number == ${number}`);
          if ('message' in view) throw new Error(`${term}: ${view.message}`);
          while (view.advance(1000));
          expect([number, term, view.count]).toEqual([number, term, 1]);
        }
      }
    }
    expect(bytes).toBeGreaterThan(80);
  });

  test('for bytes count from the innermost layer that holds them', () => {
    const { nodes, buffers } = session.detail(1);
    const [{ bytes }] = buffers;
    const innermost = nodes.findLast(({ kind }) => kind === 'layer')!;
    expect(byteTerm(nodes, 0, innermost.at, bytes.subarray(innermost.at, innermost.at + 2))).toMatch(
      new RegExp(`^${innermost.field}\\[0:2\\] == [0-9a-f:]{5}$`),
    );
    expect(byteTerm(nodes, 0, 4, bytes.subarray(4, 20))).toMatch(/^frame\[4:16\] == /);
    expect(byteTerm(nodes, 7, 0, bytes.subarray(0, 4))).toBe('');
  });
});

describe('the field reference', () => {
  test('finds fields by name, label and protocol, those that begin so first', () => {
    const { total, entries } = searchFields('tcp.port', 0, 10);
    expect(entries[0]).toMatchObject({ name: 'tcp.port', type: 'UINT16', protocol: 'tcp' });
    expect(total).toBeGreaterThan(0);
    const names = searchFields('time live internet protocol', 0, 50).entries.map(({ name }) => name);
    expect(names).toContain('ip.ttl');
    expect(searchFields('no such thing anywhere', 0, 10)).toEqual({ total: 0, entries: [] });
  });

  test('pages through all of them', () => {
    const { total } = searchFields('', 0, 1);
    expect(total).toBeGreaterThan(3000);
    const first = searchFields('', 0, 100).entries;
    expect(searchFields('', 50, 50).entries).toEqual(first.slice(50));
  });

  test('knows what values are called', () => {
    expect(namesOfValues('ip.proto')).toContainEqual({ value: 6, name: 'TCP' });
    expect(namesOfValues('ip.ttl')).toEqual([]);
  });
});
