/** Prints a statistics tree as tshark does. */
import { visible } from '../../engine/bytes/visible';
import { print } from '../output';
import type { CountedNode, StatisticsTree } from './statistics-tree';

const columnWidth = 14;
const lastColumnWidth = 13;
const columns = ['Count', 'Average', 'Min Val', 'Max Val', 'Rate (ms)', 'Percent', 'Burst Rate', 'Burst Start'];

export function printStatisticsTree(tree: StatisticsTree): void {
  const lines: { readonly name: string; readonly node: CountedNode }[] = [];
  const visit = (node: CountedNode, depth: number): void => {
    lines.push({ name: ' '.repeat(depth) + visible(node.name), node });
    for (const child of ordered(node.children)) visit(child, depth + 1);
  };
  for (const root of tree.counted()) visit(root, 0);
  const nameWidth = Math.max(...lines.map(({ name }) => name.length)) + 2;
  const width = nameWidth + columnWidth * (columns.length - 1) + lastColumnWidth;
  print(
    `\n${'='.repeat(width)}\n${tree.title}:\n${row(`${'Topic / Item'.padEnd(nameWidth - 1)} `, nameWidth, columns)}\n${'-'.repeat(width)}\n`,
  );
  for (const { name, node } of lines) print(`${row(name, nameWidth, cells(node))}\n`);
  print(`\n${'-'.repeat(width)}\n`);
}

function cells({ count, average, rate, percent, burst }: CountedNode): readonly string[] {
  return [
    String(count),
    average?.mean ?? '',
    average?.least ?? '',
    average?.most ?? '',
    rate ?? '',
    percent === undefined ? '' : `${percent}%`,
    burst?.rate ?? '-',
    burst?.start ?? '-',
  ];
}

/** The most counted first, equal ones from Z to A. */
const ordered = (nodes: readonly CountedNode[]): readonly CountedNode[] =>
  nodes.toSorted(
    (one, other) => other.count - one.count || (one.name < other.name ? 1 : one.name > other.name ? -1 : 0),
  );

function row(name: string, nameWidth: number, cells: readonly string[]): string {
  const padded = cells.map((cell, index) => cell.padEnd(index === cells.length - 1 ? lastColumnWidth : columnWidth));
  return name.padEnd(nameWidth) + padded.join('');
}
