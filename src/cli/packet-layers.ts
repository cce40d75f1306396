/** The layers of one protocol in a packet, each with the values that stand in it: what statistics are made of. */
import type { PacketView, Session } from '../engine/session';
import { type Line, type PacketTree, plainText, shownText } from '../engine/session/packet-tree';

export interface LayerValue {
  readonly field: string;
  readonly value: string;
  readonly name: string;
}

export class PacketLayer {
  constructor(
    readonly line: Line,
    private readonly lines: readonly Line[],
  ) {}

  /** Values of a field as `tshark -T fields` prints them, in the order of the tree. */
  values(id: string): readonly string[] {
    return this.lines.filter(({ field }) => field?.id === id).map(plainText);
  }

  value(id: string): string | undefined {
    const found = this.lines.find(({ field }) => field?.id === id);
    return found === undefined ? undefined : plainText(found);
  }

  has(id: string): boolean {
    return this.lines.some(({ field }) => field?.id === id);
  }

  /** The values of several fields as they follow each other in the tree. */
  inOrder(...ids: readonly string[]): readonly LayerValue[] {
    return this.lines.flatMap((line) =>
      line.field !== undefined && ids.includes(line.field.id)
        ? [{ field: line.field.id, value: plainText(line), name: nameIn(line) }]
        : [],
    );
  }

  /** Whether it ended too early: the capture cut it, or a header lies. */
  get isDamaged(): boolean {
    return this.lines.some(({ issue }) => issue === 'truncated' || issue === 'malformed');
  }

  /** The names of a field's values: lines as shown, without the label before them and the number behind them. */
  names(id: string): readonly string[] {
    return this.lines.filter(({ field }) => field?.id === id).map(nameIn);
  }

  name(id: string): string | undefined {
    const found = this.lines.find(({ field }) => field?.id === id);
    return found === undefined ? undefined : nameIn(found);
  }
}

/** Protocols behind which stands what they quote: packets of earlier, which do not count again. */
const quoting: ReadonlySet<string> = new Set(['icmp', 'icmpv6']);

/** In the order of the tree, without those that an ICMP error quotes; what another layer contains is counted to that as well. */
export function layersOf({ lines }: PacketTree, protocol: string): readonly PacketLayer[] {
  const layers: PacketLayer[] = [];
  for (const [index, line] of lines.entries()) {
    const id = line.kind === 'layer' ? line.field?.id : undefined;
    if (id === undefined) continue;
    if (id === protocol) layers.push(new PacketLayer(line, lines.slice(index + 1, endOf(lines, index))));
    if (quoting.has(id)) break;
  }
  return layers;
}

/** A layer and its packet. The tree is only good until the session is asked for another one. */
interface FoundLayer {
  /** The packet's place in the view. */
  readonly index: number;
  readonly frame: number;
  readonly tree: PacketTree;
  readonly layer: PacketLayer;
  /** Which of its protocol's layers in the packet it is, from 0. */
  readonly nth: number;
}

/** The layers of protocols in the packets of a view, packet by packet; within one in the order in which the protocols are named. */
export function* layersIn(
  session: Session,
  view: PacketView,
  ...protocols: readonly string[]
): Generator<FoundLayer, void> {
  for (let index = 0; index < view.count; index++) {
    const frame = view.frameAt(index);
    const tree = session.tree(frame);
    for (const protocol of protocols)
      for (const [nth, layer] of layersOf(tree, protocol).entries()) yield { index, frame, tree, layer, nth };
  }
}

/** Index behind the last line below a line. */
function endOf(lines: readonly Line[], index: number): number {
  let end = index + 1;
  // Lines below stand behind their parents, before the next line of the parent's own level.
  while (end < lines.length && lines[end].parent >= index) end++;
  return end;
}

const nameIn = (line: Line): string =>
  shownText(line)
    .replace(/^[^:]*: /, '')
    .replace(/ \((?:0x)?[0-9a-f]+\)$/i, '');
