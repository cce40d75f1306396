/** The lines of a packet as nodes with children, with the layers and wrappers that Wireshark's own tree has. */
import { hexText } from '../engine/bytes/address';
import { isoTime } from '../engine/bytes/time';
import type { Line, PacketTree } from '../engine/session/packet-tree';
import { expertOf, plainText, shownText } from '../engine/session/packet-tree';

/** Protocols are containers, fields without a value of their own nothing but a name. */
export type NodeKind = 'protocol' | 'text' | 'nothing' | 'value' | 'flag';

export interface TreeNode {
  /** Filter name; empty for text that cannot be filtered on. */
  readonly name: string;
  /** The protocol that the field belongs to, for keys that name both. */
  readonly owner: string;
  readonly kind: NodeKind;
  /** The line as shown. */
  readonly shown: string;
  /** As JSON gives it: byte strings with colons. */
  readonly value: string;
  /** As EK gives it: times in ISO 8601, flags as such. */
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

const nodeOf = (line: Line): TreeNode => new LineNode(line);

/** Nobody asks a line for all of its texts. */
class LineNode implements TreeNode {
  readonly kind: NodeKind;
  readonly children: TreeNode[] = [];

  constructor(readonly line: Line) {
    this.kind = kindOf(line);
  }

  get name(): string {
    return this.kind === 'text' ? '' : this.line.field!.id;
  }

  get owner(): string {
    return (this.line.field ?? this.line).protocol.id;
  }

  get hidden(): boolean {
    return this.line.hidden;
  }

  get shown(): string {
    const text = shownText(this.line);
    return this.kind === 'text' ? withoutBrackets(text) : text;
  }

  get value(): string {
    const { field, value } = this.line;
    if (field?.type === 'NONE') return '';
    return field?.type === 'BYTES' && typeof value === 'object' ? hexText(value, ':') : plainText(this.line);
  }

  get typed(): TreeNode['typed'] {
    if (this.kind === 'text') return this.shown;
    const { field, value } = this.line;
    switch (field?.type) {
      case 'BOOLEAN':
        return Boolean(value);
      case 'NONE':
        return null;
      case 'ABSOLUTE_TIME':
        return typeof value === 'bigint' ? isoTime(value) : this.value;
      default:
        return this.value;
    }
  }
}

/** Brackets mark what was computed; they are no part of a text that serves as a key. */
const withoutBrackets = (text: string): string => /^\[(.*)\]$/s.exec(text)?.[1] ?? text;

function kindOf({ kind, field }: Line): NodeKind {
  if (kind === 'text' || field === undefined) return 'text';
  if (field.type === 'PROTOCOL') return 'protocol';
  if (field.type === 'BOOLEAN') return 'flag';
  return field.type === 'NONE' ? 'nothing' : 'value';
}

/** Wireshark shows each expert message below an entry of its own. */
function expertNode(line: Line, node: TreeNode): TreeNode {
  return expert(node, withoutBrackets(node.shown), expertOf(line));
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

function made(name: string, kind: NodeKind, value: string, children: readonly TreeNode[] = []): TreeNode {
  const owner = /^_ws\.\w+/.exec(name)?.[0] ?? '';
  return {
    name,
    owner,
    shown: value,
    value,
    kind,
    typed: kind === 'nothing' ? null : value,
    hidden: false,
    children: [...children],
  };
}
