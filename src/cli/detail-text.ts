/** The detail tree as indented text, as `-V` prints it: line by line, since a packet can say more than fits into one text. */
import {
  expertOf,
  groupNames,
  type Line,
  type PacketTree,
  severityNames,
  shownText,
} from '../engine/session/packet-tree';
import { bitPicture } from './bit-picture';
import { hexDump } from './hex-dump';

/**
 * With `withData`, bytes that no protocol decodes are dumped below their line. Layers of protocols that are not among `detailed` show
 * their first line alone.
 */
export function* detailText(
  tree: PacketTree,
  withData: boolean,
  detailed?: ReadonlySet<string>,
): Generator<string, void> {
  const { lines, buffers } = tree;
  const depths: number[] = [];
  let isFolded = false;
  for (const line of lines) {
    const depth = line.parent < 0 ? 0 : depths[line.parent] + 1;
    depths.push(depth);
    if (depth === 0) isFolded = detailed?.has(line.field?.id ?? line.protocol.id) === false;
    if (line.hidden || (isFolded && depth > 0)) continue;
    if (line.kind === 'issue' && line.issue === undefined) {
      yield expertLines(line, '    '.repeat(depth));
      continue;
    }
    yield `${'    '.repeat(depth)}${bitPicture(line, tree)}${shownText(line)}\n`;
    if (withData && !isFolded && line.kind === 'layer' && line.field?.id === 'data') {
      yield '\n';
      yield* hexDump(buffers[line.buffer].bytes.subarray(line.at, line.at + line.length));
    }
  }
}

/** An expert message with its severity and group below it, as Wireshark shows one. */
function expertLines(line: Line, indent: string): string {
  const message = shownText(line).replace(/^\[(.*)\]$/s, '$1');
  const { severity, group } = expertOf(line) ?? { severity: 0, group: 0 };
  const [severityName, groupName] = [severityNames[severity] ?? '', groupNames[group] ?? ''];
  const below = [message, `Severity level: ${severityName}`, `Group: ${groupName}`];
  return [
    `${indent}[Expert Info (${severityName}/${groupName}): ${message}]`,
    ...below.map((text) => `${indent}    [${text}]`),
  ]
    .map((text) => `${text}\n`)
    .join('');
}
