/** The taps `seqa:…`: who sends what to whom, one packet after the other, in the shape of sharkd. */
import type { PacketView, Session } from '../../engine/session';
import type { LoadedCapture } from './loaded-capture';

/** One packet. Ports are 0 where there are none. */
interface Flow {
  readonly time: string;
  readonly source: string;
  readonly destination: string;
  readonly ports: readonly [source: number, destination: number];
  readonly comment: string;
}

interface FlowGraph {
  readonly title: string;
  /** The packets that are shown. */
  readonly filter: string;
  flows(session: Session, view: PacketView): Iterable<Flow>;
}

const graphs: Readonly<Record<string, FlowGraph>> = {
  any: { title: 'All Flows', filter: '', flows: flowsByColumns },
  icmp: { title: 'ICMP Flows', filter: 'icmp.resp_in || icmp.resp_to', flows: flowsByColumns },
  icmpv6: { title: 'ICMPv6 Flows', filter: 'icmpv6.resp_in || icmpv6.resp_to', flows: flowsByColumns },
  tcp: { title: 'TCP Flows', filter: 'tcp', flows: flowsBySequence },
};

/** Packets that are asked of the session at once. */
const batch = 1000;

/** With what the Protocol and Info columns say. */
function* flowsByColumns(session: Session, view: PacketView): Generator<Flow> {
  for (let from = 0; from < view.count; from += batch)
    for (const { time, source, destination, sourcePort, destinationPort, protocol, info } of session.flow(
      view,
      from,
      batch,
    ))
      yield { time, source, destination, ports: [sourcePort, destinationPort], comment: `${protocol}: ${info}` };
}

const sequenceFields = [
  '_ws.col.time',
  '_ws.col.source',
  '_ws.col.destination',
  'tcp.srcport',
  'tcp.dstport',
  'tcp.seq',
  'tcp.ack',
  'tcp.flags.ack',
];

/** With TCP's sequence and acknowledgement numbers. */
function* flowsBySequence(session: Session, view: PacketView): Generator<Flow> {
  const reader = session.fieldReader(sequenceFields);
  if ('unknown' in reader) throw new Error(`Fields are missing: ${reader.unknown.join(', ')}`);
  for (let index = 0; index < view.count; index++) {
    const [[time = ''], [source = ''], [destination = ''], from, to, [sequence], [acknowledged], [acknowledges]] =
      reader.read(view.frameAt(index));
    const comment = acknowledges === '1' ? `Seq = ${sequence} Ack = ${acknowledged}` : `Seq = ${sequence}`;
    yield { time, source, destination, ports: [Number(from.at(-1) ?? 0), Number(to.at(-1) ?? 0)], comment };
  }
}

/** What `info` names. */
export const flowTaps = Object.entries(graphs).map(([name, { title }]) => ({ name: title, tap: `seqa:${name}` }));

/** Undefined for a graph that there is not. */
export function flowTap(capture: LoadedCapture, name: string): object | undefined {
  if (!Object.hasOwn(graphs, name)) return undefined;
  const { filter, flows } = graphs[name];
  const nodes = new NodeNumbers();
  const told: object[] = [];
  for (const { time, source, destination, ports, comment } of flows(capture.session, capture.packetsOf(filter)))
    if (source !== '' || destination !== '')
      told.push({ t: time, n: [nodes.of(source), nodes.of(destination)], pn: ports, c: comment });
  return { tap: `seqa:${name}`, type: 'flow', nodes: nodes.names, flows: told };
}

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
