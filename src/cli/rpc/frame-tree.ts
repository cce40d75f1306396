/** The detail tree of a packet in the shape of sharkd's `frame`. */
import type { DetailNode, PacketDetail, Severity } from '../../engine/view';

/** One line. Members that would say nothing are left out, as sharkd does. */
export interface TreeNode {
  /** The text shown. */
  l: string;
  /** Which data source the bytes lie in, where it is not the frame. */
  ds?: number;
  /** Offset and length of the bytes. */
  h?: readonly [number, number];
  t?: 'proto' | 'framenum';
  fnum?: number;
  /** A display filter for the line. */
  f?: string;
  s?: string;
  g?: true;
  /** Names the kind of subtree, so that an opened one can stay open in the next packet. */
  e?: number;
  n?: TreeNode[];
}

const severities: readonly Severity[] = ['comment', 'chat', 'note', 'warning', 'error'];
const severityNames = ['Comment', 'Chat', 'Note', 'Warning', 'Error'];

/** `hidden` also gives the lines that can only be filtered on. `kindOf` numbers the kinds of subtrees from 1. */
export function frameTree(
  { nodes }: PacketDetail,
  hidden: boolean,
  kindOf: (node: DetailNode) => number,
): readonly TreeNode[] {
  const worst = worstSeverities(nodes);
  const made: (TreeNode | undefined)[] = [];
  const top: TreeNode[] = [];
  nodes.forEach((node, index) => {
    const parent = node.parent < 0 ? undefined : made[node.parent];
    if ((node.hidden && !hidden) || (node.parent >= 0 && parent === undefined)) {
      made.push(undefined);
      return;
    }
    const line = treeNode(node, worst[index]);
    made.push(line);
    if (parent === undefined) {
      top.push(line);
      return;
    }
    parent.e ??= kindOf(nodes[node.parent]);
    parent.n ??= [];
    parent.n.push(line);
  });
  return top;
}

function treeNode(node: DetailNode, severity: number): TreeNode {
  const { kind, field, link } = node;
  const line: TreeNode = { l: withoutBrackets(node) };
  if (node.length > 0) {
    if (node.buffer > 0) line.ds = node.buffer;
    line.h = [node.at, node.length];
  }
  if (kind === 'layer') line.t = 'proto';
  else if (link !== undefined) {
    line.t = 'framenum';
    line.fnum = link;
  }
  if (field !== '') line.f = node.filterValue === '' ? field : `${field} == ${node.filterValue}`;
  if (severity >= 0) line.s = severityNames[severity];
  if (node.generated) line.g = true;
  return line;
}

const withoutBrackets = ({ text, generated }: DetailNode): string =>
  generated && text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text;

/** The worst severity of each line and of what stands below it, -1 for none. */
function worstSeverities(nodes: readonly DetailNode[]): readonly number[] {
  const worst = nodes.map(({ severity }) => (severity === undefined ? -1 : severities.indexOf(severity)));
  for (let index = nodes.length - 1; index >= 0; index--) {
    const { parent } = nodes[index];
    if (parent >= 0 && worst[index] > worst[parent]) worst[parent] = worst[index];
  }
  return worst;
}
