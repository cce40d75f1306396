/** Packets as `tshark -T json` writes them: the same keys and values, repeated keys repeated or (`--no-duplicate-keys`) as a list. */
import { hexText } from '../engine/bytes/address';
import { type FieldType, fieldTypes, typeNumber } from './field-types';
import { choiceBelow, type LayerChoice, leavesOut } from './layer-choice';
import { dayOf, type PacketSource } from './packet-source';
import { type TreeNode, treeNodes } from './tree-nodes';

/** Values under one key: text, a list, or an object whose keys may repeat. */
type Value = string | number | null | readonly Value[] | Entries;

interface Entries {
  readonly members: readonly (readonly [key: string, value: Value])[];
}

/** One element of the list that `-T json` writes. */
export function jsonDocument(source: PacketSource, noDuplicateKeys: boolean): string {
  const document: Entries = {
    members: [
      ['_index', `packets-${dayOf(source.epoch)}`],
      ['_type', 'doc'],
      ['_score', null],
      ['_source', { members: [['layers', noDuplicateKeys ? withoutDuplicateKeys(layers(source)) : layers(source)]] }],
    ],
  };
  return `  ${render(document, 1)}`;
}

function layers(source: PacketSource): Entries {
  const { tree, chosen, layerChoice } = source;
  if (chosen !== undefined) return { members: chosen.filter(([, values]) => values.length > 0) };
  return { members: treeNodes(tree).flatMap((node) => nodeEntries(node, source, layerChoice)) };
}

/** The values of a key that occurs more than once become a list, at the place of the first. */
function withoutDuplicateKeys({ members }: Entries): Entries {
  const values = new Map<string, Value[]>();
  for (const [key, value] of members) {
    const whole = isEntries(value) ? withoutDuplicateKeys(value) : value;
    const same = values.get(key);
    if (same === undefined) values.set(key, [whole]);
    else same.push(whole);
  }
  return { members: [...values].map(([key, all]) => [key, all.length === 1 ? all[0] : all]) };
}

const isEntries = (value: Value): value is Entries => typeof value === 'object' && value !== null && 'members' in value;

/** A node's bytes, its value, and what stands below it: up to three keys. */
function nodeEntries(node: TreeNode, source: PacketSource, choice: LayerChoice | undefined): Entries['members'] {
  const { withBytes, withValues } = source;
  const { kind, children, line } = node;
  const key = kind === 'text' ? node.shown : node.name;
  const entries: [string, Value][] = [];
  if (kind !== 'text' && withBytes && (!withValues || (line?.length ?? 0) > 0))
    entries.push([`${key}_raw`, rawOf(node, source.tree)]);
  const hasValue = kind === 'value' || kind === 'flag';
  if (hasValue && withValues) entries.push([key, node.value]);
  if (children.length > 0) {
    const below = leavesOut(choice, key)
      ? [['filtered', key] as const]
      : children.flatMap((child) => nodeEntries(child, source, choiceBelow(choice)));
    entries.push([hasValue ? `${key}_tree` : key, { members: below }]);
  } else if (!hasValue && (withValues || kind === 'text')) entries.push([key, '']);
  return entries;
}

/** Types of what Wireshark adds to the tree beside the fields of protocols. */
const addedTypes: Readonly<Record<string, FieldType>> = {
  '_ws.expert.message': 'FT_STRING',
  '_ws.expert.severity': 'FT_UINT32',
  '_ws.expert.group': 'FT_UINT32',
};

/** Bytes or masked value in hexadecimal, place, length, mask and type number. What lies in no bytes has none, not even empty ones. */
function rawOf({ line, name, kind }: TreeNode, { buffers }: PacketSource['tree']): readonly Value[] {
  const added = addedTypes[name] ?? (kind === 'protocol' ? 'FT_PROTOCOL' : 'FT_NONE');
  if (name === 'pkt_comment') return ['', 0, 0, 0, fieldTypes.indexOf(added)];
  if (line === undefined || line.kind === 'issue') return [0, 0, 0, fieldTypes.indexOf(added)];
  const { field, value, buffer, at, length } = line;
  const mask = field === undefined ? 0 : Number(field.mask);
  const digits =
    mask !== 0 && (typeof value === 'number' || typeof value === 'bigint')
      ? value.toString(16).toUpperCase()
      : hexText(buffers[buffer].bytes.subarray(at, at + length));
  return [digits, at, length, mask, field === undefined ? 0 : typeNumber(field)];
}

function render(value: Value, depth: number): string {
  if (value === null || typeof value === 'number') return String(value);
  if (typeof value === 'string') return quoted(value);
  const indent = '  '.repeat(depth + 1);
  const end = `\n${'  '.repeat(depth)}`;
  if ('members' in value) {
    if (value.members.length === 0) return '{}';
    const lines = value.members.map(([key, entry]) => `${indent}${quoted(key)}: ${render(entry, depth + 1)}`);
    return `{\n${lines.join(',\n')}${end}}`;
  }
  return `[\n${value.map((item) => indent + render(item, depth + 1)).join(',\n')}${end}]`;
}

/** Control characters are escaped by JSON itself; `</` is, as tshark does it, for who pastes JSON into HTML. */
const quoted = (text: string): string =>
  plain.test(text) ? `"${text}"` : escapeControls(JSON.stringify(text).replaceAll('</', '<\\/'));

/** Text that is the same in JSON: no quote, no backslash, no slash, no control character, nothing but ASCII. */
const plain = /^[ !#-.0-[\]-~]*$/;

/** C1 and bidirectional controls, which JSON leaves alone and a terminal obeys. */
export const escapeControls = (json: string): string =>
  json.replace(
    /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
