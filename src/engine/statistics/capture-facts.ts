/** What is in a capture, for somebody who wants a filter and does not know the language: top talkers, ports, names, problems. */
import type { Catalogue } from '../declare/catalogue';
import { tcpFindings } from '../declare/tcp-analysis';
import type { FilterSource } from '../filter/compiled-filter';
import { ColumnCounts } from './column-counts';
import { FieldSample } from './field-sample';
import { mostFrequent } from './value-tally';

export type FactKind =
  | 'addresses'
  | 'protocols'
  | 'tcp-ports'
  | 'udp-ports'
  | 'http-statuses'
  | 'http-methods'
  | 'http-hosts'
  | 'tls-names'
  | 'dns-names'
  | 'tcp-problems';

/** Something that packets of the capture have in common. */
export interface Fact {
  readonly text: string;
  /** The display filter for these packets. */
  readonly term: string;
  /** Packets counted so far. */
  readonly packets: number;
}

export interface FactGroup {
  readonly kind: FactKind;
  /** The most frequent, the most frequent first. */
  readonly facts: readonly Fact[];
}

export interface CaptureFacts {
  /** Groups with something in them. */
  readonly groups: readonly FactGroup[];
  /** Packets counted so far, the slower ones of the two ways of counting. */
  readonly examined: number;
  /** Whether all packets that are there were counted. */
  readonly done: boolean;
  /** Names were read in the first packets only, because the capture has very many that can hold some. */
  readonly sampled: boolean;
}

/** Groups that only decoding tells, by the field that they count. */
const decodedGroups: Readonly<Partial<Record<FactKind, string>>> = {
  'http-hosts': 'http.host',
  'tls-names': 'tls.handshake.extensions_server_name',
  'dns-names': 'dns.qry.name',
};
/** Packets decoded for names. */
const maximumDecoded = 200_000;

export class FactCounter {
  readonly counts: ColumnCounts;
  private readonly names: FieldSample;

  constructor(
    private readonly catalogue: Catalogue,
    private readonly source: FilterSource,
    private readonly now: () => number,
  ) {
    this.counts = new ColumnCounts(source);
    const fields = Object.values(decodedGroups).flatMap((id) => catalogue.field(id));
    this.names = new FieldSample(fields, source, maximumDecoded);
  }

  /** Counts for about so many milliseconds. True while there is more. */
  advance(milliseconds: number): boolean {
    const deadline = this.now() + milliseconds;
    return this.counts.advance(deadline, this.now) || this.names.advance(deadline, this.now);
  }

  /** The facts counted so far, at most `count` of each kind. */
  facts(count: number): CaptureFacts {
    const { table } = this.source.index;
    const groups: readonly FactGroup[] = [
      { kind: 'addresses', facts: this.addresses(count) },
      { kind: 'protocols', facts: this.protocols(count) },
      { kind: 'tcp-ports', facts: portFacts('tcp', this.counts.ports.tcp, count) },
      { kind: 'udp-ports', facts: portFacts('udp', this.counts.ports.udp, count) },
      { kind: 'http-statuses', facts: this.traits('http.response.code', count, (value) => value) },
      { kind: 'http-methods', facts: this.traits('http.request.method', count, (value) => JSON.stringify(value)) },
      ...Object.entries(decodedGroups).map(([kind, id]) => ({ kind: kind as FactKind, facts: this.read(id, count) })),
      { kind: 'tcp-problems', facts: this.problems(count) },
    ];
    return {
      groups: groups.filter(({ facts }) => facts.length > 0),
      examined: this.names.done ? this.counts.examined : Math.min(this.counts.examined, this.names.examined),
      done: this.counts.examined >= table.count && this.names.done,
      sampled: this.names.decoded >= maximumDecoded,
    };
  }

  private addresses(count: number): readonly Fact[] {
    return mostFrequent([...this.counts.addresses.values()], count).map(({ field, text, packets }) => ({
      text,
      term: `${field} == ${text}`,
      packets,
    }));
  }

  private protocols(count: number): readonly Fact[] {
    const { stackColumns, stacks } = this.source.index;
    const packets = new Map<string, number>();
    for (let number = 0; number < stackColumns.count; number++) {
      const here = this.counts.stacks[number];
      if (here === 0) continue;
      for (const { id, pseudo } of new Set(stacks.protocols(stackColumns.stacks[number])))
        if (id !== 'frame' && !pseudo) packets.set(id, (packets.get(id) ?? 0) + here);
    }
    const list = [...packets].map(([id, number]) => ({
      text: this.catalogue.require(id).title,
      term: id,
      packets: number,
    }));
    return mostFrequent(list, count);
  }

  /** What layers told packets apart by, under the name of a field. */
  private traits(id: string, count: number, literal: (value: string) => string): readonly Fact[] {
    const { stackColumns } = this.source.index;
    const packets = new Map<string, number>();
    for (let number = 0; number < stackColumns.count; number++)
      if (this.counts.stacks[number] > 0)
        for (const value of new Set(stackColumns.traitsOf(number, id)))
          packets.set(value, (packets.get(value) ?? 0) + this.counts.stacks[number]);
    const [field] = this.catalogue.field(id);
    const list = [...packets].map(([value, number]) => {
      const name = field?.nameOf(Number(value));
      return {
        text: name === undefined ? value : `${value} ${name}`,
        term: `${id} == ${literal(value)}`,
        packets: number,
      };
    });
    return mostFrequent(list, count);
  }

  private read(id: string, count: number): readonly Fact[] {
    if (this.catalogue.field(id).length === 0) return [];
    return this.names
      .valuesOf(id)
      .top(count)
      .map(({ text, literal, packets }) => ({ text, term: `${id} == ${literal}`, packets }));
  }

  private problems(count: number): readonly Fact[] {
    const list = tcpFindings.map(({ key, note }, at) => ({
      text: note,
      term: `tcp.analysis.${key}`,
      packets: this.counts.findings[at],
    }));
    return mostFrequent(list, count).filter(({ packets }) => packets > 0);
  }
}

function portFacts(protocol: 'tcp' | 'udp', ports: Uint32Array, count: number): readonly Fact[] {
  const list: { readonly port: number; readonly packets: number }[] = [];
  ports.forEach((packets, port) => {
    if (packets > 0) list.push({ port, packets });
  });
  return mostFrequent(list, count).map(({ port, packets }) => ({
    text: String(port),
    term: `${protocol}.port == ${port}`,
    packets,
  }));
}
