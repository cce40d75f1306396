/** What the filter builder lists. */
import { expect, test } from 'vitest';
import type { FactGroup } from '../../shared/filter-contract';
import { builderGroups, hasTerm } from './builder-groups';

const ports: FactGroup = {
  kind: 'tcp-ports',
  facts: Array.from({ length: 9 }, (_, port) => ({
    text: String(port),
    term: `tcp.port == ${port}`,
    packets: 100 - port,
  })),
};
const hosts: FactGroup = {
  kind: 'http-hosts',
  facts: [{ text: 'Shop.example', term: 'http.host == "Shop.example"', packets: 3 }],
};
const nothing: ReadonlySet<string> = new Set();

test('the first of each kind, and how many more there are', () => {
  const [first, second] = builderGroups([ports, hosts], '', nothing);
  expect(first.rows).toHaveLength(7);
  expect(first.rows[6]).toMatchObject({ kind: 'more', group: 'tcp-ports', count: 3 });
  expect(second.rows).toEqual([{ kind: 'fact', ...hosts.facts[0] }]);
});

test('a group in full when that was asked for', () => {
  expect(builderGroups([ports], '', new Set(['tcp-ports']))[0].rows).toHaveLength(9);
});

test('what has all words, in its text or its term, in any case', () => {
  expect(builderGroups([ports, hosts], 'shop HTTP', nothing)).toEqual([
    { kind: 'http-hosts', rows: [{ kind: 'fact', ...hosts.facts[0] }] },
  ]);
  expect(builderGroups([ports, hosts], 'nowhere', nothing)).toEqual([]);
});

test('a term is used only where it stands as a whole', () => {
  expect(hasTerm('tcp.port == 80 && udp', 'tcp')).toBe(false);
  expect(hasTerm('tcp.port == 80 && udp', 'tcp.port == 80')).toBe(true);
  expect(hasTerm('tcp.port == 8080', 'tcp.port == 80')).toBe(false);
  expect(hasTerm('tcp.port || (tcp)', 'tcp')).toBe(true);
});
