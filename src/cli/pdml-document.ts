/** Packets as PDML, the XML of `tshark -T pdml`. */
import { hexText } from '../engine/bytes/address';
import { localTime } from '../engine/bytes/time';
import { bitPicture } from './bit-picture';
import { choiceBelow, chosenName, type LayerChoice, leavesOut } from './layer-choice';
import type { PacketSource } from './packet-source';
import { type TreeNode, treeNodes } from './tree-nodes';
import { escapedXml as escaped } from './xml';

export const pdmlHeader = (file: string): string =>
  `<?xml version="1.0" encoding="utf-8"?>\n<pdml version="0" creator="sockeye" capture_file="${escaped(file)}">\n`;

export const pdmlFooter = '</pdml>\n';

export function pdmlPacket(source: PacketSource): string {
  const { chosen, tree, layerChoice } = source;
  if (chosen !== undefined) {
    const fields = chosen.flatMap(([name, values]) =>
      values.map((value) => `  <field name="${escaped(name)}" value="${escaped(value)}"/>\n`),
    );
    return `<packet>\n${fields.join('')}</packet>\n\n`;
  }
  const layers = treeNodes(tree).map((node) => element(node, source, layerChoice, 1));
  return `<packet>\n${generalInformation(source)}${layers.join('')}</packet>\n\n`;
}

/** What PDML says of a packet before its layers. */
function generalInformation({ tree, number, epoch, time }: PacketSource): string {
  const size = tree.buffers[0]?.bytes.length ?? 0;
  const frameValue = (name: string) => tree.lines.find(({ field }) => field?.id === name)?.value ?? 0;
  const field = (name: string, show: string | number, showname: string, value: string) =>
    `    <field name="${name}" pos="0" show="${show}" showname="${showname}" value="${value}" size="${size}"/>\n`;
  const wire = Number(frameValue('frame.len'));
  const captured = Number(frameValue('frame.cap_len'));
  return (
    `  <proto name="geninfo" pos="0" showname="General information" size="${size}">\n` +
    field('num', number, 'Number', number.toString(16)) +
    field('len', wire, 'Frame Length', wire.toString(16)) +
    field('caplen', captured, 'Captured Length', captured.toString(16)) +
    (time === undefined ? '' : field('timestamp', localTime(time), 'Captured Time', epoch)) +
    '  </proto>\n'
  );
}

function element(node: TreeNode, source: PacketSource, choice: LayerChoice | undefined, depth: number): string {
  const below = elementsBelow(node, source, choice, depth + 1);
  const indent = '  '.repeat(depth);
  const tag = node.kind === 'protocol' ? 'proto' : 'field';
  const start = `${indent}<${tag}${attributes(node, source)}`;
  return below === '' ? `${start}/>\n` : `${start}>\n${below}${indent}</${tag}>\n`;
}

function elementsBelow(node: TreeNode, source: PacketSource, choice: LayerChoice | undefined, depth: number): string {
  const { children } = node;
  if (children.length === 0) return '';
  const filtered = chosenName(node);
  if (leavesOut(choice, filtered))
    return `${'  '.repeat(depth)}<field name="filtered" value="${escaped(filtered)}" />\n`;
  return children.map((child) => element(child, source, choiceBelow(choice), depth)).join('');
}

function attributes(node: TreeNode, { tree }: PacketSource): string {
  const { line, kind, shown } = node;
  const length = line?.length ?? 0;
  let text = ` name="${escaped(node.name)}"`;
  const picture = line === undefined ? '' : bitPicture(line, tree);
  if (kind !== 'text') text += ` showname="${escaped(picture + withoutBrackets(shown))}"`;
  if (node.hidden) text += ' hide="yes"';
  text += ` size="${length}" pos="${line?.at ?? 0}"`;
  if (kind === 'protocol') return text;
  text += ` show="${escaped(kind === 'text' ? shown : node.value)}"`;
  return line === undefined || length === 0 ? text : text + rawValue(line, hexText(bytesOf(line, tree)));
}

const withoutBrackets = (text: string): string =>
  text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text;

/** A masked field has its value, and beside it the bytes it was taken from. */
function rawValue({ field, value }: NonNullable<TreeNode['line']>, bytes: string): string {
  const masked = field !== undefined && Number(field.mask) !== 0;
  if (!masked || (typeof value !== 'number' && typeof value !== 'bigint')) return ` value="${bytes}"`;
  return ` value="${value.toString(16).toUpperCase()}" unmaskedvalue="${bytes}"`;
}

const bytesOf = (
  { buffer, at, length }: NonNullable<TreeNode['line']>,
  { buffers }: PacketSource['tree'],
): Uint8Array => buffers[buffer].bytes.subarray(at, at + length);
