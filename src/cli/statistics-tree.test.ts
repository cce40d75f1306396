/** What a statistics tree prints of names that come from the network. */
import { expect, it, vi } from 'vitest';
import { StatisticsTree } from './statistics-tree';

const printed: string[] = [];
vi.mock('./output', () => ({ print: (text: string) => printed.push(text) }));

it('shows control characters of a name and obeys none', () => {
  const tree = new StatisticsTree('HTTP/Requests', 'HTTP Requests by HTTP Host');
  tree.at(0);
  tree.tick('shop.example', '/\u202e\u001b[31m');
  tree.print();
  expect(printed.join('')).toContain('/\\u202e\\x1b[31m ');
});
