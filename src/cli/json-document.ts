/** Packets as JSON, in the shapes of `tshark -T json` and `-T ek`: the same keys, the same values. */
import { hexText } from '../engine/bytes/address';
import type { DetailNode } from '../engine/view';
import type { DocumentSource } from './print-packets';

/** A value that may occur several times under one key: JSON keeps every occurrence, in order. */
type Entry = readonly [key: string, value: string | readonly Entry[] | readonly string[]];

/** One element of `-T json`. Repeated keys stand repeated, as tshark writes them. */
export function jsonDocument(source: DocumentSource): string {
  const layers: readonly Entry[] =
    source.chosen === undefined ? layerEntries(source) : source.chosen.filter(([, values]) => values.length > 0);
  return render(
    [
      ['_index', `packets-${dayOf(source.epoch)}`],
      ['_type', 'doc'],
      ['_source', [['layers', layers]]],
    ],
    1,
  );
}

function layerEntries({ detail, bytes }: DocumentSource): readonly Entry[] {
  const children = childrenOf(detail.nodes);
  const top = (children.get(-1) ?? []).map(
    (index): Entry => [detail.nodes[index].field || '_ws.malformed', entriesBelow(index, detail.nodes, children)],
  );
  return bytes === undefined ? top : [['frame_raw', [hexText(bytes)]], ...top];
}

function childrenOf(nodes: readonly DetailNode[]): ReadonlyMap<number, readonly number[]> {
  const children = new Map<number, number[]>();
  nodes.forEach(({ parent }, index) => {
    const list = children.get(parent);
    if (list === undefined) children.set(parent, [index]);
    else list.push(index);
  });
  return children;
}

function entriesBelow(
  index: number,
  nodes: readonly DetailNode[],
  children: ReadonlyMap<number, readonly number[]>,
): readonly Entry[] {
  return (children.get(index) ?? []).flatMap((child): readonly Entry[] => {
    const node = nodes[child];
    const below = entriesBelow(child, nodes, children);
    if (node.kind === 'text' || node.field === '')
      return below.length > 0 ? [[node.text, below]] : [[node.field || '_ws.text', node.text]];
    if (below.length === 0) return [[node.field, node.value]];
    return node.value === ''
      ? [[node.field, below]]
      : [
          [node.field, node.value],
          [`${node.field}_tree`, below],
        ];
  });
}

function render(entries: readonly Entry[], depth: number): string {
  if (entries.length === 0) return '{}';
  const indent = '  '.repeat(depth + 1);
  const lines = entries.map(([key, value]) => `${indent}${JSON.stringify(key)}: ${renderValue(value, depth)}`);
  return `${depth === 1 ? '  ' : ''}{\n${lines.join(',\n')}\n${'  '.repeat(depth)}}`;
}

function renderValue(value: Entry[1], depth: number): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (value.length > 0 && typeof value[0] === 'string') {
    const indent = '  '.repeat(depth + 2);
    return `[\n${(value as readonly string[]).map((text) => indent + JSON.stringify(text)).join(',\n')}\n${'  '.repeat(depth + 1)}]`;
  }
  return render(value as readonly Entry[], depth + 1);
}

/** Two lines of `-T ek`: the index line and the document, dots in names replaced. */
export function ekDocument(source: DocumentSource): string {
  const [seconds, fraction = ''] = source.epoch.split('.');
  const timestamp = `${seconds}${fraction.padEnd(3, '0').slice(0, 3)}`;
  const layers =
    source.chosen === undefined
      ? ekLayers(source)
      : Object.fromEntries(
          source.chosen
            .filter(([, values]) => values.length > 0)
            .map(([name, values]) => [name.replaceAll('.', '_'), values]),
        );
  return `${JSON.stringify({ index: { _index: `packets-${dayOf(source.epoch)}`, _type: 'doc' } })}\n${JSON.stringify({ timestamp, layers })}\n`;
}

function ekLayers({ detail }: DocumentSource): Record<string, unknown> {
  const layers: Record<string, Record<string, unknown>> = {};
  const owner: string[] = [];
  detail.nodes.forEach((node, index) => {
    owner[index] = node.parent < 0 ? node.field || '_ws_malformed' : owner[node.parent];
    const layer = owner[index].replaceAll('.', '_');
    layers[layer] ??= {};
    if (node.parent >= 0 && node.field !== '' && node.value !== '')
      put(layers[layer], `${layer}_${node.field.replaceAll('.', '_')}`, node.value);
  });
  return layers;
}

function put(target: Record<string, unknown>, key: string, value: string): void {
  const before = target[key];
  if (before === undefined) target[key] = value;
  else if (Array.isArray(before)) before.push(value);
  else target[key] = [before, value];
}

function dayOf(epoch: string): string {
  const date = new Date(Number(epoch) * 1000);
  return Number.isNaN(date.getTime()) ? '1970-01-01' : date.toISOString().slice(0, 10);
}
