/** The detail tree as indented text, as `-V` prints it. */
import { type PacketTree, shownText } from '../engine/session/packet-tree';
import { hexDump } from './hex-dump';

/** With `withData`, bytes that no protocol decodes are dumped below their line. */
export function detailText({ lines, buffers }: PacketTree, withData: boolean): string {
  const depths: number[] = [];
  let out = '';
  for (const line of lines) {
    const depth = line.parent < 0 ? 0 : depths[line.parent] + 1;
    depths.push(depth);
    if (line.hidden) continue;
    out += `${'    '.repeat(depth)}${shownText(line)}\n`;
    if (withData && line.kind === 'layer' && line.field?.id === 'data')
      out += `\n${hexDump(buffers[line.buffer].bytes.subarray(line.at, line.at + line.length))}`;
  }
  return out;
}
