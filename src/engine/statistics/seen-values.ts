/** The values that a field has in a capture, for completion: from counted columns where they tell, else from packets decoded in short slices. */
import type { Catalogue } from '../declare/catalogue';
import type { Field } from '../declare/field';
import type { FilterSource } from '../filter/compiled-filter';
import type { ColumnCounts } from './column-counts';
import { FieldSample } from './field-sample';
import { mostFrequent, type SeenValue } from './value-tally';

/** Packets decoded for the values of one field. */
const maximumDecoded = 50_000;
/** Fields whose values are remembered. */
const maximumSamples = 16;

const addressField = /^(ip|ipv6)\.(addr|src|dst)$/;
const portField = /^(tcp|udp)\.(port|srcport|dstport)$/;

export class SeenValues {
  /** By filter name, the one asked for last at the end. */
  private readonly samples = new Map<string, FieldSample>();

  constructor(
    private readonly catalogue: Catalogue,
    private readonly source: FilterSource,
    private readonly counts: ColumnCounts,
    private readonly now: () => number,
  ) {}

  /** Values that begin with `word`, quotation marks left aside, the most frequent first. Looks for about so many milliseconds. */
  of(field: Field, word: string, count: number, milliseconds: number): readonly SeenValue[] {
    const deadline = this.now() + milliseconds;
    const wanted = word.toLowerCase();
    const fits = (literal: string) => literal.replace(/^"/, '').toLowerCase().startsWith(wanted);
    const counted = this.counted(field.id, fits, deadline);
    if (counted !== undefined) return mostFrequent(counted, count);
    const sample = this.sampleOf(field.id);
    sample.advance(deadline, this.now);
    return sample.valuesOf(field.id).top(count, fits);
  }

  /** Addresses and ports, in whichever direction; undefined for fields that no column holds. */
  private counted(id: string, fits: (literal: string) => boolean, deadline: number): readonly SeenValue[] | undefined {
    const [, addressProtocol] = addressField.exec(id) ?? [];
    const [, portProtocol] = portField.exec(id) ?? [];
    if (addressProtocol === undefined && portProtocol === undefined) return undefined;
    this.counts.advance(deadline, this.now);
    if (portProtocol !== undefined) return portsSeen(this.counts.ports[portProtocol as 'tcp' | 'udp'], fits);
    return [...this.counts.addresses.values()].flatMap(({ field, text, packets }) =>
      field === `${addressProtocol}.addr` && fits(text) ? [{ literal: text, text, packets }] : [],
    );
  }

  private sampleOf(id: string): FieldSample {
    const sample = this.samples.get(id) ?? new FieldSample(this.catalogue.field(id), this.source, maximumDecoded);
    this.samples.delete(id);
    this.samples.set(id, sample);
    if (this.samples.size > maximumSamples) this.samples.delete(this.samples.keys().next().value!);
    return sample;
  }
}

function portsSeen(ports: Uint32Array, fits: (literal: string) => boolean): readonly SeenValue[] {
  const seen: SeenValue[] = [];
  ports.forEach((packets, port) => {
    if (packets > 0 && fits(String(port))) seen.push({ literal: String(port), text: String(port), packets });
  });
  return seen;
}
