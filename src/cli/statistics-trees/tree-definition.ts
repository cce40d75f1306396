/** What a statistics tree is of, and how the packets of a view are counted in it. */
import type { FieldReader, PacketView, Session } from '../../engine/session';
import { layersIn, type PacketLayer } from '../packet-layers';
import { StatisticsTree } from './statistics-tree';

/** The packet that a layer is of. What its columns say is found out when it is asked for. */
export interface CountedPacket {
  /** Innermost addresses of the network, as the Source and Destination columns show them. */
  readonly source: string;
  readonly destination: string;
  readonly info: string;
  readonly protocol: string;
}

export interface TreeDefinition {
  readonly title: string;
  /** Protocols whose layers count. */
  readonly protocols: readonly string[];
  /** Makes the nodes that are always there. */
  declare(tree: StatisticsTree): void;
  /** Counts one layer. */
  count(tree: StatisticsTree, layer: PacketLayer, packet: CountedPacket): void;
  /** Whether a layer counts, all of them where missing. */
  concerns?(layer: PacketLayer, packet: CountedPacket): boolean;
}

const columns = ['_ws.col.source', '_ws.col.destination', '_ws.col.info', '_ws.col.protocol'];

class ReadPacket implements CountedPacket {
  private cells: readonly string[] | undefined;

  constructor(
    private readonly reader: FieldReader,
    private readonly frame: number,
  ) {}

  get source(): string {
    return this.cell(0);
  }

  get destination(): string {
    return this.cell(1);
  }

  get info(): string {
    return this.cell(2);
  }

  get protocol(): string {
    return this.cell(3);
  }

  private cell(index: number): string {
    this.cells ??= this.reader.read(this.frame).map(([text = '']) => text);
    return this.cells[index];
  }
}

/** A display filter for the packets that may count among those of `filter`. */
export function treeFilter({ protocols }: TreeDefinition, filter: string): string {
  const any = protocols.join(' || ');
  return filter === '' ? any : `(${filter}) && (${any})`;
}

export function countTree(session: Session, view: PacketView, definition: TreeDefinition): StatisticsTree {
  const tree = new StatisticsTree(definition.title);
  definition.declare(tree);
  const reader = session.fieldReader(columns);
  if ('unknown' in reader) throw new Error(`Columns are missing: ${reader.unknown.join(', ')}`);
  const start = session.time(1) ?? 0n;
  for (const { frame, layer } of layersIn(session, view, ...definition.protocols)) {
    const packet = new ReadPacket(reader, frame);
    if (definition.concerns?.(layer, packet) === false) continue;
    tree.at(Number((session.time(frame) ?? start) - start) / 1e6);
    definition.count(tree, layer, packet);
  }
  return tree;
}
