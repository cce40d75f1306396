/** What a statistics tree prints of names that come from the network. */
import { expect, it, vi } from 'vitest';
import { printStatisticsTree } from './print-statistics-tree';
import { StatisticsTree } from './statistics-tree';

const printed: string[] = [];
vi.mock('../output', () => ({ print: (text: string) => printed.push(text) }));

it('gives rates over the time from its first packet to its last, and none for a single one', () => {
  const tree = new StatisticsTree('HTTP/Requests');
  const counted = (milliseconds: number): string => {
    tree.at(milliseconds);
    tree.tick('hosts');
    tree.tick('hosts', 'a.example');
    printed.length = 0;
    printStatisticsTree(tree);
    return printed.join('');
  };
  expect(counted(1000)).toMatch(/ a\.example {2}1 {55}\s+100\.00%/);
  expect(counted(1010)).toMatch(/ a\.example\s+2\s+0\.2000\s+100\.00%/);
});

it('shows control characters of a name and obeys none', () => {
  const tree = new StatisticsTree('HTTP/Requests');
  tree.at(0);
  tree.tick('hosts', 'shop.example', '/\u202e\u001b[31m');
  printStatisticsTree(tree);
  expect(printed.join('')).toContain('/\\u202e\\x1b[31m ');
});
