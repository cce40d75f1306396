/** Writes the packet list, or whole packets, for other programs: CSV and JSON. */
import type { EngineHost, HostFileWriter } from '../host';
import type { Task } from '../session';
import type { DetailNode, PacketDetail, PacketRow } from '../view';

/** Where exported packets come from. */
export interface ExportSource {
  readonly titles: readonly string[];
  /** How many packets there are, and each by its index. */
  readonly count: number;
  row(index: number): PacketRow;
  detail(index: number): PacketDetail;
}

const encoder = new TextEncoder();

/** A task that writes `path`, which appears only when all is written. */
export function exportTask(host: EngineHost, path: string, format: 'csv' | 'json', source: ExportSource): Task {
  let writer: HostFileWriter | undefined;
  let index = 0;
  const write = (text: string): void => writer!.write(encoder.encode(text));
  const step = (): void => {
    if (format === 'csv') write(csvLine(source.row(index).cells));
    else write(`${index === 0 ? '' : ',\n'}${JSON.stringify(packetObject(source.detail(index)), undefined, 1)}`);
    index++;
  };
  return {
    advance(milliseconds) {
      try {
        if (writer === undefined) {
          writer = host.createFile(path);
          write(format === 'csv' ? csvLine(source.titles) : '[\n');
        }
        const deadline = host.now() + milliseconds;
        while (index < source.count && host.now() < deadline) step();
        if (index < source.count) return { state: 'running', fraction: index / source.count };
        if (format === 'json') write('\n]\n');
        writer.commit();
        return { state: 'done', fraction: 1 };
      } catch (error) {
        writer?.discard();
        return { state: 'failed', message: error instanceof Error ? error.message : String(error) };
      }
    },
    cancel: () => writer?.discard(),
  };
}

/** One line of CSV (RFC 4180). A cell that a spreadsheet would take for a formula gets an apostrophe in front. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => `"${defused(cell).replaceAll('"', '""')}"`).join(',')}\r\n`;
}

const defused = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) && !/^-?[\d.]+$/.test(cell) ? `'${cell}` : cell);

interface JsonNode {
  readonly name: string;
  readonly show: string;
  readonly value?: string;
  readonly position?: number;
  readonly length?: number;
  readonly children?: JsonNode[];
}

/** A packet as nested objects: each line with its filter name, its text, its value and its place. */
export function packetObject(detail: PacketDetail): { readonly number: number; readonly layers: readonly JsonNode[] } {
  const made: JsonNode[] = [];
  const layers: JsonNode[] = [];
  for (const node of detail.nodes) {
    const object = jsonNode(node);
    made.push(object);
    if (node.parent < 0) layers.push(object);
    else {
      const parent = made[node.parent] as { children?: JsonNode[] };
      parent.children ??= [];
      parent.children.push(object);
    }
  }
  return { number: detail.number, layers };
}

function jsonNode({ field, text, filterValue, at, length, generated }: DetailNode): JsonNode {
  return {
    name: field,
    show: text,
    ...(filterValue === '' ? {} : { value: filterValue }),
    ...(generated || length === 0 ? {} : { position: at, length }),
  };
}
