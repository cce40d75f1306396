/** The detail tree of a packet in the shape of sharkd's `frame`. */
import { hexText } from '../../engine/bytes/address';
import {
  expertOf,
  severityNames as expertSeverities,
  groupNames,
  type PacketTree,
} from '../../engine/session/packet-tree';
import type { DetailNode, PacketDetail, Severity } from '../../engine/view';
import { bitPicture } from '../bit-picture';

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

/** The lines of `tree` are those of the detail. `hidden` also gives the lines that can only be filtered on. */
export function frameTree(
  { nodes }: PacketDetail,
  tree: PacketTree,
  hidden: boolean,
  kindOf: KindOf,
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
    const line = treeNode(node, tree, index, worst[index], kindOf);
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

/** Numbers the kinds of subtrees from 1. */
type KindOf = (node: Pick<DetailNode, 'field'>) => number;

/** Bytes of a line beyond which it has no filter made of them. */
const filteredBytes = 1024;

function treeNode(node: DetailNode, tree: PacketTree, index: number, severity: number, kindOf: KindOf): TreeNode {
  const { kind, field, link } = node;
  const computed = node.generated || (kind === 'text' && node.length === 0 && brackets.test(node.text));
  const line: TreeNode = {
    l: bitPicture(tree.lines[index], tree) + (computed ? withoutBrackets(node.text) : node.text),
  };
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
  else if (kind === 'text' && node.buffer === 0 && node.length > 0 && node.length <= filteredBytes)
    line.f = `frame[${node.at}:${node.length}] == ${bytesOf(node, tree)}`;
  if (severity >= 0) line.s = severityNames[severity];
  if (computed) line.g = true;
  return kind === 'issue' ? expertNode(line, tree, index, kindOf) : line;
}

const bytesOf = ({ at, length }: DetailNode, { buffers: [frame] }: PacketTree): string =>
  hexText(frame.bytes.subarray(at, at + length), ':');

/** An expert message stands below an entry of its own, with its severity and group beside it. */
function expertNode({ s, ...message }: TreeNode, { lines }: PacketTree, index: number, kindOf: KindOf): TreeNode {
  const expert = expertOf(lines[index]);
  if (expert === undefined) return { ...message, s };
  const severity = expertSeverities[expert.severity] ?? '';
  const group = groupNames[expert.group] ?? '';
  return {
    l: `Expert Info (${severity}/${group}): ${message.l}`,
    t: 'proto',
    f: '_ws.expert',
    s,
    g: true,
    e: kindOf({ field: '_ws.expert' }),
    n: [
      message,
      { l: `Severity level: ${severity}`, f: `_ws.expert.severity == "${severity}"`, g: true },
      { l: `Group: ${group}`, f: `_ws.expert.group == "${group}"`, g: true },
    ],
  };
}

/** Brackets mark what was computed. */
const brackets = /^\[(.*)\]$/s;
const withoutBrackets = (text: string): string => brackets.exec(text)?.[1] ?? text;

/** The worst severity of each line and of what stands below it, -1 for none. */
function worstSeverities(nodes: readonly DetailNode[]): readonly number[] {
  const worst = nodes.map(({ severity }) => (severity === undefined ? -1 : severities.indexOf(severity)));
  for (let index = nodes.length - 1; index >= 0; index--) {
    const { parent } = nodes[index];
    if (parent >= 0 && worst[index] > worst[parent]) worst[parent] = worst[index];
  }
  return worst;
}
