/** Packets as PDML, the XML of `tshark -T pdml`. */
import { hexText } from '../engine/bytes/address';
import type { DetailNode, PacketDetail } from '../engine/view';

export const pdmlHeader = (file: string): string =>
  `<?xml version="1.0" encoding="utf-8"?>\n<pdml version="0" creator="sockeye" capture_file="${escaped(file)}">\n`;

export const pdmlFooter = '</pdml>\n';

export function pdmlPacket(detail: PacketDetail): string {
  const children = new Map<number, number[]>();
  detail.nodes.forEach(({ parent }, index) => {
    const list = children.get(parent);
    if (list === undefined) children.set(parent, [index]);
    else list.push(index);
  });
  const element = (index: number, depth: number): string => {
    const node = detail.nodes[index];
    const below = (children.get(index) ?? []).map((child) => element(child, depth + 1)).join('');
    const indent = '  '.repeat(depth);
    const name = node.parent < 0 ? 'proto' : 'field';
    const start = `${indent}<${name}${attributes(node, detail)}`;
    return below === '' ? `${start}/>\n` : `${start}>\n${below}${indent}</${name}>\n`;
  };
  return `<packet>\n${(children.get(-1) ?? []).map((index) => element(index, 1)).join('')}</packet>\n\n`;
}

function attributes(node: DetailNode, { buffers }: PacketDetail): string {
  const bytes = node.length > 0 ? buffers[node.buffer].bytes.subarray(node.at, node.at + node.length) : undefined;
  const parts: (readonly [string, string])[] = [
    ['name', node.field],
    ['showname', node.text],
    ['size', String(node.length)],
    ['pos', String(node.at)],
  ];
  if (node.parent >= 0) parts.push(['show', node.value]);
  if (node.parent >= 0 && bytes !== undefined) parts.push(['value', hexText(bytes)]);
  if (node.hidden) parts.push(['hide', 'yes']);
  return parts.map(([name, value]) => ` ${name}="${escaped(value)}"`).join('');
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  let out = '';
  for (const character of text) out += entities[character] ?? (isXml(character.codePointAt(0)!) ? character : '\ufffd');
  return out;
}

/** Whether XML 1.0 (section 2.2) allows a character: no control characters but tab and line ends. */
function isXml(code: number): boolean {
  if (code < 0x20) return code === 0x09 || code === 0x0a || code === 0x0d;
  return !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff;
}
