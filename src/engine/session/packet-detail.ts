/** Turns the lines of a walked packet into what the detail pane, the byte pane and the layer strip show. */
import type { Dissection } from '../declare/dissection';
import { filterValue, plainValue } from '../declare/format';
import type { Line, TreeSink } from '../decode/tree-sink';
import type { DetailNode, LayerBlock, LayerClass, PacketDetail } from '../view';
import { destinationText, sourceText } from './columns';
import { buffersOf, displayOrder, shownText } from './packet-tree';

const layerClasses: readonly LayerClass[] = ['network-interface', 'internet', 'transport', 'application'];

/** Everything is copied: the result outlives the next walk. */
export function packetDetail(sink: TreeSink, dissection: Dissection): PacketDetail {
  const order = displayOrder(sink.lines);
  const place = new Int32Array(sink.lines.length);
  order.forEach((line, index) => {
    place[line] = index;
  });
  const nodes = order.map((index) => nodeOf(sink.lines[index], place));
  return {
    number: dissection.frame,
    nodes,
    buffers: buffersOf(sink),
    strip: stripOf(sink, dissection, place),
    related: relatedOf(sink.lines),
  };
}

function nodeOf(line: Line, place: Int32Array): DetailNode {
  const { field, protocol } = line;
  const link = field?.type === 'FRAMENUM' ? Number(line.value) : undefined;
  return {
    parent: line.parent < 0 ? -1 : place[line.parent],
    kind: line.kind,
    field: field?.id ?? '',
    text: shownText(line),
    value:
      field !== undefined && line.value !== undefined && field.type !== 'PROTOCOL' ? plainValue(field, line.value) : '',
    filterValue: field !== undefined && line.value !== undefined ? filterValue(field, line.value) : '',
    generated: field?.generated ?? line.kind === 'issue',
    hidden: line.hidden,
    buffer: line.buffer,
    at: line.at,
    length: line.length,
    ...(line.kind === 'layer' && protocol.id !== 'frame' ? { layerClass: protocol.layerClass } : {}),
    ...severityOf(line),
    ...(link !== undefined && link > 0 ? { link } : {}),
  };
}

function severityOf(line: Line): Pick<DetailNode, 'severity'> {
  if (line.issue !== undefined)
    return { severity: line.issue === 'malformed' || line.issue === 'contradiction' ? 'error' : 'note' };
  const severity = line.field?.options.severity;
  return severity === undefined ? {} : { severity };
}

/** Paints the frame's bytes with the class of the innermost header that holds them; what no header holds is payload or padding. */
function stripOf(sink: TreeSink, dissection: Dissection, place: Int32Array): readonly LayerBlock[] {
  const layers = sink.lines
    .map((line, index) => ({ line, index }))
    .filter(({ line }) => line.kind === 'layer' && line.protocol.id !== 'frame');
  if (layers.length === 0) return [];
  const length = sink.buffers[0].end - sink.buffers[0].start;
  const painted = new Int8Array(length).fill(-1);
  let headersEnd = 0;
  for (const { line } of layers) {
    if (line.buffer !== 0) continue;
    const layerClass = layerClasses.indexOf(line.protocol.layerClass);
    painted.fill(layerClass, line.at, line.at + line.length);
    if (line.protocol.layerClass !== 'application') headersEnd = Math.max(headersEnd, line.at + line.length);
  }
  const hasTransport = layers.some(({ line }) => line.protocol.layerClass === 'transport');
  const rest = hasTransport ? layerClasses.indexOf('application') : 0;
  const bytes = [0, 0, 0, 0];
  painted.forEach((layerClass, at) => {
    bytes[layerClass >= 0 ? layerClass : at < headersEnd ? 0 : rest]++;
  });
  return layerClasses.flatMap((layerClass, number) => {
    const own = layers.filter(({ line }) => line.protocol.layerClass === layerClass);
    if (own.length === 0 && bytes[number] === 0) return [];
    return [
      {
        layerClass,
        bytes: bytes[number],
        summary: summaryOf(
          layerClass,
          own.map(({ line }) => line),
          dissection,
        ),
        nodes: own.map(({ index }) => place[index]),
      },
    ];
  });
}

function summaryOf(layerClass: LayerClass, layers: readonly Line[], dissection: Dissection): string {
  const names = [...new Set(layers.map(({ protocol }) => protocol.column))].join(' + ');
  switch (layerClass) {
    case 'network-interface':
      return names;
    case 'internet':
      return `${names} ${sourceText(dissection)} → ${destinationText(dissection)}`;
    case 'transport':
      return dissection.sourcePort > 0 || dissection.destinationPort > 0
        ? `${names} ${dissection.sourcePort} → ${dissection.destinationPort}`
        : names;
    case 'application': {
      if (layers.length === 0) return 'Payload';
      if (layers.every(({ protocol }) => protocol.id === 'data')) return 'Data';
      const { protocolColumn, infoColumn } = dissection;
      return infoColumn.startsWith(protocolColumn) ? infoColumn : `${protocolColumn} ${infoColumn}`;
    }
    default:
      return layerClass satisfies never;
  }
}

const relations: readonly (readonly [RegExp, PacketDetail['related'][number]['how']])[] = [
  [/\.(response_in|resp_in)$/, 'response'],
  [/\.(request_in|response_to|resp_to)$/, 'request'],
  [/\.acks_frame$/, 'acknowledges'],
  [/\.(segment|fragment|reassembled_in)$/, 'segment'],
  [/\.(rto_frame|duplicate_ack_frame)$/, 'retransmission'],
];

function relatedOf(lines: readonly Line[]): PacketDetail['related'] {
  const related = new Map<number, PacketDetail['related'][number]>();
  for (const { field, value } of lines) {
    if (field?.type !== 'FRAMENUM') continue;
    const how = relations.find(([pattern]) => pattern.test(field.id))?.[1];
    const number = Number(value);
    if (how !== undefined && number > 0 && !related.has(number)) related.set(number, { number, how });
  }
  return [...related.values()];
}
