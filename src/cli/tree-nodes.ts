/** The lines of a packet as nodes with children, with the layers and wrappers that Wireshark's own tree has. */
import { hexText } from '../engine/bytes/address';
import { isoTime } from '../engine/bytes/time';
import type { Line, PacketTree } from '../engine/session/packet-tree';
import { expertOf, plainText, shownText } from '../engine/session/packet-tree';

export interface TreeNode {
  /** Filter name; empty for text that cannot be filtered on. */
  readonly name: string;
  /** The protocol that the field belongs to, for keys that name both. */
  readonly owner: string;
  /** The line as shown. */
  readonly shown: string;
  /** As `-T fields` prints it. */
  readonly plain: string;
  /** As JSON gives it: byte strings with colons. */
  readonly value: string;
  /** Protocols are containers, fields without a value of their own nothing but a name. */
  readonly kind: 'protocol' | 'text' | 'nothing' | 'value' | 'flag';
  /** What EK writes: times in ISO 8601, flags as such. */
  readonly typed: string | boolean | null;
  /** The line it was made from, where it was. */
  readonly line?: Line;
  readonly hidden: boolean;
  readonly children: TreeNode[];
}

/** Fields that Wireshark shows beside the layers, behind the one that found them. */
const besideLayers: ReadonlySet<string> = new Set(['tcp.segments']);

/** The layers of a packet: comments before them, and behind them what is wrong with it. */
export function treeNodes({ lines }: PacketTree): readonly TreeNode[] {
  const comments: TreeNode[] = [];
  const top: TreeNode[] = [];
  const behind: TreeNode[] = [];
  const made = lines.map((line) => (line.issue === undefined ? nodeOf(line) : issueNode(line)));
  lines.forEach((line, index) => {
    const node = made[index];
    if (line.issue !== undefined) {
      if (!behind.some(({ name }) => name === node.name)) behind.push(node);
    } else if (line.parent < 0 || besideLayers.has(node.name)) top.push(node);
    else if (node.name === 'frame.comment') comments.push(node);
    else made[line.parent].children.push(line.kind === 'issue' ? expertNode(line, node) : node);
  });
  return [...(comments.length === 0 ? [] : [commentsNode(comments)]), ...top, ...behind];
}

/** Comments stand in a layer of their own, each with its expert message. */
function commentsNode(comments: readonly TreeNode[]): TreeNode {
  for (const comment of comments)
    comment.children.push(expert(made('frame.comment.expert', 'nothing', ''), comment.value, commentSeverity));
  return made('pkt_comment', 'protocol', 'Packet comments', comments);
}

function nodeOf(line: Line): TreeNode {
  const { field, protocol, kind } = line;
  const plain = plainText(line);
  return {
    name: kind === 'text' ? '' : (field?.id ?? ''),
    owner: field?.protocol.id ?? protocol.id,
    shown: kind === 'text' ? withoutBrackets(shownText(line)) : shownText(line),
    plain,
    value: valueText(line, plain),
    kind: kindOf(line),
    typed: typedOf(line, plain),
    line,
    hidden: line.hidden,
    children: [],
  };
}

/** Brackets mark what was computed; they are no part of a text that serves as a key. */
const withoutBrackets = (text: string): string => /^\[(.*)\]$/s.exec(text)?.[1] ?? text;

function kindOf({ kind, field }: Line): TreeNode['kind'] {
  if (kind === 'text' || field === undefined) return 'text';
  if (field.type === 'PROTOCOL') return 'protocol';
  if (field.type === 'BOOLEAN') return 'flag';
  return field.type === 'NONE' ? 'nothing' : 'value';
}

function valueText({ field, value }: Line, plain: string): string {
  if (field?.type === 'NONE') return '';
  return field?.type === 'BYTES' && typeof value === 'object' ? hexText(value, ':') : plain;
}

function typedOf(line: Line, plain: string): TreeNode['typed'] {
  if (line.kind === 'text') return withoutBrackets(shownText(line));
  switch (line.field?.type) {
    case 'BOOLEAN':
      return Boolean(line.value);
    case 'NONE':
      return null;
    case 'ABSOLUTE_TIME':
      return typeof line.value === 'bigint' ? isoTime(line.value) : plain;
    default:
      return valueText(line, plain);
  }
}

/** Wireshark shows each expert message below an entry of its own. */
function expertNode(line: Line, node: TreeNode): TreeNode {
  return expert({ ...node, kind: 'nothing', typed: null, value: '' }, withoutBrackets(node.shown), expertOf(line));
}

const commentSeverity = { severity: 0x0010_0000, group: 0x0b00_0000 };

function expert(
  named: TreeNode,
  message: string,
  { severity, group }: ReturnType<typeof expertOf> = commentSeverity,
): TreeNode {
  return made('_ws.expert', 'protocol', '', [
    named,
    made('_ws.expert.message', 'value', message),
    made('_ws.expert.severity', 'value', String(severity)),
    made('_ws.expert.group', 'value', String(group)),
  ]);
}

function issueNode(line: Line): TreeNode {
  const shown = shownText(line);
  if (line.issue === 'truncated') return { ...made('_ws.short', 'protocol', ''), shown, line };
  const message = expert(
    made('_ws.malformed.expert', 'nothing', ''),
    'Malformed Packet (Exception occurred)',
    expertOf(line),
  );
  return { ...made('_ws.malformed', 'protocol', '', [message]), shown, line };
}

function made(name: string, kind: TreeNode['kind'], value: string, children: readonly TreeNode[] = []): TreeNode {
  const owner = /^_ws\.\w+/.exec(name)?.[0] ?? '';
  return {
    name,
    owner,
    shown: value,
    plain: value,
    value,
    kind,
    typed: kind === 'nothing' ? null : value,
    hidden: false,
    children: [...children],
  };
}
