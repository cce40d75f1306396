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

/** The layers of a packet. What is wrong with it stands behind them, as a layer of its own. */
export function treeNodes({ lines }: PacketTree): readonly TreeNode[] {
  const top: TreeNode[] = [];
  const behind: TreeNode[] = [];
  const made = lines.map((line) => (line.issue === undefined ? nodeOf(line) : issueNode(line)));
  lines.forEach((line, index) => {
    if (line.issue !== undefined) {
      if (!behind.some(({ name }) => name === made[index].name)) behind.push(made[index]);
    } else if (line.parent < 0) top.push(made[index]);
    else made[line.parent].children.push(line.kind === 'issue' ? expertNode(line, made[index]) : made[index]);
  });
  return [...top, ...behind];
}

function nodeOf(line: Line): TreeNode {
  const { field, protocol, kind } = line;
  const plain = plainText(line);
  return {
    name: kind === 'text' ? '' : (field?.id ?? ''),
    owner: field?.protocol.id ?? protocol.id,
    shown: shownText(line),
    plain,
    value: valueText(line, plain),
    kind: kindOf(line),
    typed: typedOf(line, plain),
    line,
    hidden: line.hidden,
    children: [],
  };
}

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
  return expert({ ...node, kind: 'nothing', typed: null, value: '' }, line, node.shown);
}

function expert(named: TreeNode, line: Line, message: string): TreeNode {
  const { severity, group } = expertOf(line) ?? { severity: 0, group: 0 };
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
  const message = expert(made('_ws.malformed.expert', 'nothing', ''), line, 'Malformed Packet (Exception occurred)');
  return { ...made('_ws.malformed', 'protocol', '', [message]), shown, line };
}

function made(name: string, kind: TreeNode['kind'], value: string, children: TreeNode[] = []): TreeNode {
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
    children,
  };
}
