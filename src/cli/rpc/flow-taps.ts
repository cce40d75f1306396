/** The taps `seqa:…`: who sends what to whom, one packet after the other, in the shape of sharkd. */
import type { FlowRow } from '../../engine/view';
import type { LoadedCapture } from './loaded-capture';

interface FlowGraph {
  readonly title: string;
  /** The packets that are shown. */
  readonly filter: string;
  /** What is said of a packet instead of its protocol and Info column. */
  comment?(values: readonly (readonly string[])[]): string;
}

const sequenceFields = ['tcp.seq', 'tcp.ack', 'tcp.flags.ack'];

const graphs: Readonly<Record<string, FlowGraph>> = {
  any: { title: 'All Flows', filter: '' },
  icmp: { title: 'ICMP Flows', filter: 'icmp.resp_in || icmp.resp_to' },
  icmpv6: { title: 'ICMPv6 Flows', filter: 'icmpv6.resp_in || icmpv6.resp_to' },
  tcp: {
    title: 'TCP Flows',
    filter: 'tcp',
    comment: ([[sequence], [acknowledgement], [acknowledges]]) =>
      acknowledges === '1' ? `Seq = ${sequence} Ack = ${acknowledgement}` : `Seq = ${sequence}`,
  },
};

/** What `info` names. */
export const flowTaps = Object.entries(graphs).map(([name, { title }]) => ({ name: title, tap: `seqa:${name}` }));

/** Packets that are asked of the session at once. */
const batch = 1000;

/** Undefined for a graph that there is not. */
export function flowTap(capture: LoadedCapture, name: string): object | undefined {
  if (!Object.hasOwn(graphs, name)) return undefined;
  const { filter, comment } = graphs[name];
  const { session } = capture;
  const reader = session.fieldReader(sequenceFields);
  if ('unknown' in reader) throw new Error(`Fields are missing: ${reader.unknown.join(', ')}`);
  const view = capture.packetsOf(filter);
  const nodes = new NodeNumbers();
  const flows: object[] = [];
  for (let from = 0; from < view.count; from += batch)
    for (const row of session.flow(view, from, batch)) {
      if (row.source === '' && row.destination === '') continue;
      flows.push({
        t: row.time,
        n: [nodes.of(row.source), nodes.of(row.destination)],
        pn: [row.sourcePort, row.destinationPort],
        c: comment?.(reader.read(row.number)) ?? columnsOf(row),
      });
    }
  return { tap: `seqa:${name}`, type: 'flow', nodes: nodes.names, flows };
}

const columnsOf = ({ protocol, info }: FlowRow): string => `${protocol}: ${info}`;

/** Endpoints in the order in which they appear. */
class NodeNumbers {
  private readonly numbers = new Map<string, number>();

  get names(): readonly string[] {
    return [...this.numbers.keys()];
  }

  of(name: string): number {
    const known = this.numbers.get(name) ?? this.numbers.size;
    this.numbers.set(name, known);
    return known;
  }
}
