/** Answers what the page asks about the displayed packets as a whole. */
import type { HierarchyNode, PacketView, Session } from '../engine/session';
import { catalogue } from '../engine/session/open-session';
import type { Handlers } from '../shared/contract';
import type { HierarchyLine, statisticsCalls } from '../shared/statistics-contract';

/** `shown` gives the view that is on show. */
export function statisticsHandlers(session: Session, shown: () => PacketView): Handlers<typeof statisticsCalls> {
  return { hierarchy: () => hierarchyLines(session.hierarchy(shown())) };
}

/** The tree as lines. Exported for its test. */
export function hierarchyLines(root: HierarchyNode): HierarchyLine[] {
  const lines: HierarchyLine[] = [];
  addChildren(root, 0, lines);
  return lines;
}

function addChildren(node: HierarchyNode, depth: number, lines: HierarchyLine[]): void {
  for (const child of node.children) {
    const { name, packets, bytes, children } = child;
    const below = (key: 'packets' | 'bytes'): number => children.reduce((sum, inner) => sum + inner[key], 0);
    lines.push({
      depth,
      name,
      title: titleOf(name),
      packets,
      bytes,
      // A protocol that stands twice in a packet below the same parent is counted twice there.
      endPackets: Math.max(0, packets - below('packets')),
      endBytes: Math.max(0, bytes - below('bytes')),
    });
    addChildren(child, depth + 1, lines);
  }
}

/** A protocol's title, or a field's label. */
function titleOf(name: string): string {
  return catalogue.protocol(name)?.title ?? catalogue.field(name)[0]?.label ?? name;
}
