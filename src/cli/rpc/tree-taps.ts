/** The taps `stat:…`: statistics trees, in the shape of sharkd. */
import type { CountedNode } from '../statistics-trees/statistics-tree';
import { countTree, treeFilter } from '../statistics-trees/tree-definition';
import { statisticsTrees } from '../statistics-trees/trees';
import type { LoadedCapture } from './loaded-capture';

/** What `info` names. */
export const treeTaps = Object.entries(statisticsTrees).map(([name, { title }]) => ({
  name: title,
  tap: `stat:${name}`,
}));

/** Undefined for a tree that there is not. */
export function treeTap(capture: LoadedCapture, name: string): object | undefined {
  if (!Object.hasOwn(statisticsTrees, name)) return undefined;
  const definition = statisticsTrees[name];
  const tree = countTree(capture.session, capture.packetsOf(treeFilter(definition, '')), definition);
  return { tap: `stats:${name}`, type: 'stats', name: definition.title, stats: tree.counted().map(treeNode) };
}

function treeNode({ name, count, average, rate, percent, burst, children }: CountedNode): object {
  return {
    name,
    count,
    ...(average === undefined
      ? {}
      : { avg: Number(average.mean), min: Number(average.least), max: Number(average.most) }),
    ...(rate === undefined ? {} : { rate: Number(rate) }),
    ...(percent === undefined ? {} : { perc: Number(percent) }),
    ...(burst === undefined ? {} : { burstrate: Number(burst.rate), bursttime: Number(burst.start) }),
    ...(children.length === 0 ? {} : { sub: children.map(treeNode) }),
  };
}
