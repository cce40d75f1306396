/** Packets as `tshark -T ek` writes them, for Elasticsearch: two lines each, fields flattened within their layer. */
import { hexText } from '../engine/bytes/address';
import { escapeControls } from './json-document';
import { choiceBelow, chosenName, type LayerChoice, leavesOut } from './layer-choice';
import { dayOf, type PacketSource } from './packet-source';
import { type TreeNode, treeNodes } from './tree-nodes';

/** The index line and the document. */
export function ekDocument(source: PacketSource): string {
  const [seconds, fraction = ''] = source.epoch.split('.');
  const timestamp = `${seconds}${fraction.padEnd(3, '0').slice(0, 3)}`;
  const index = JSON.stringify({ index: { _index: `packets-${dayOf(source.epoch)}`, _type: 'doc' } });
  return `${index}\n${escapeControls(`{"timestamp":"${timestamp}","layers":{${layers(source)}}}`)}\n`;
}

function layers(source: PacketSource): string {
  const { tree, chosen, layerChoice } = source;
  if (chosen !== undefined)
    return chosen
      .filter(([, values]) => values.length > 0)
      .map(([name, values]) => `${JSON.stringify(name.replaceAll('.', '_'))}:${JSON.stringify(values)}`)
      .join(',');
  return groups(treeNodes(tree), source, layerChoice).join(',');
}

/**
 * Nodes with the same key share one entry. Behind it stand the entries of what is below any of them, so that a key can come again
 * in the same object, as it does with tshark.
 */
function groups(nodes: readonly TreeNode[], source: PacketSource, choice: LayerChoice | undefined): readonly string[] {
  const { tree, withBytes } = source;
  const byKey = new Map<string, TreeNode[]>();
  for (const node of nodes) {
    const key = keyOf(node);
    const same = byKey.get(key);
    if (same === undefined) byKey.set(key, [node]);
    else same.push(node);
  }
  return [...byKey].flatMap(([key, same]) => {
    const entries: string[] = [];
    if (withBytes && same.some(({ line }) => line !== undefined && line.length > 0))
      entries.push(
        entry(
          `${key}_raw`,
          same.map((node) => JSON.stringify(rawOf(node, tree))),
        ),
      );
    const { kind } = same[0];
    const filtered = chosenName(same[0]);
    const isLeftOut = leavesOut(choice, filtered);
    const values = isLeftOut
      ? same.map(() => JSON.stringify({ filtered }))
      : same.map(({ typed, children }) =>
          kind === 'protocol' ? `{${groups(children, source, choiceBelow(choice)).join(',')}}` : JSON.stringify(typed),
        );
    entries.push(entry(key, values));
    if (kind === 'protocol' || isLeftOut) return entries;
    const below = same.flatMap(({ children }) => children);
    return below.length === 0 ? entries : [...entries, ...groups(below, source, choice)];
  });
}

const entry = (key: string, values: readonly string[]): string =>
  `${JSON.stringify(key)}:${values.length === 1 ? values[0] : `[${values.join(',')}]`}`;

/** Names that Wireshark registers as protocols without a dissector: nobody owns them. */
const ownerless =
  /^tcp\.options\.(eol|nop|mss|wscale|sack|sack_perm|timestamp|echo|echoreply|cc|ccnew|ccecho|md5|ao|qs|user_to|tfo|acc_ecn|experimental|unknown)$/;

/** `tcp_tcp_port`: the owner and the field; a layer has its own name, a text none. */
function keyOf({ kind, name, owner }: TreeNode): string {
  if (kind === 'text') return 'text';
  return (kind === 'protocol' || ownerless.test(name) ? name : `${owner}_${name}`).replaceAll('.', '_');
}

function rawOf({ line }: TreeNode, { buffers }: PacketSource['tree']): string | null {
  if (line === undefined || line.length === 0) return null;
  const { field, value, buffer, at, length } = line;
  if (field !== undefined && Number(field.mask) !== 0 && (typeof value === 'number' || typeof value === 'bigint'))
    return value.toString(16).toUpperCase();
  return hexText(buffers[buffer].bytes.subarray(at, at + length));
}
