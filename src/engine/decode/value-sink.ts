/** Collects the values of chosen fields of one packet: for filters, custom columns and `-T fields`. Builds nothing else. */
import type { Catalogue } from '../declare/catalogue';
import type { Field, FieldValue } from '../declare/field';
import type { Layer } from '../declare/layer';
import { QuietSink } from '../declare/quiet-sink';
import type { IssueKind } from '../declare/sink';
import { readValue } from '../declare/value';
import { ExpertValues } from './expert-values';

/** One occurrence of a wanted field. */
export interface Occurrence {
  readonly value: FieldValue;
  /** Where it lies: for slices of fields and of protocols. */
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly length: number;
  /** Which occurrence of its protocol in the packet, from 1: for the layer operator `#`. */
  readonly layer: number;
}

export class ValueSink extends QuietSink {
  /** Occurrences by slot, in packet order. */
  readonly values: Occurrence[][];
  private readonly slotOf: Int32Array;
  /** Per protocol: its wanted header fields, and whether `Layer.add` may bring a wanted one. */
  private readonly headers: (readonly Field[])[];
  private readonly dynamic: Uint8Array;
  private readonly selfWanted: Uint8Array;
  private readonly layerCount: Uint16Array;
  /** Per field, whether `add` would put a value anywhere. */
  private readonly wantedFields: Uint8Array;
  private readonly expert: ExpertValues;
  readonly openings: boolean;

  /** Collects the given fields; slot `i` of `values` belongs to `fields[i]`. */
  constructor(
    catalogue: Catalogue,
    readonly fields: readonly Field[],
  ) {
    super();
    this.values = fields.map(() => []);
    this.slotOf = new Int32Array(catalogue.fields.length).fill(-1);
    fields.forEach((field, slot) => {
      this.slotOf[field.index] = slot;
    });
    this.expert = new ExpertValues(
      catalogue,
      (field) => this.slotOf[field.index] >= 0,
      (field, value, layer, start, length) => {
        const slot = this.slotOf[field.index];
        if (slot >= 0) this.put(slot, value, layer.bytes, start, length, layer.protocol.index);
      },
    );
    this.wantedFields = new Uint8Array(catalogue.fields.length);
    for (const field of fields) for (const source of [field, ...sourcesOf(field)]) this.wantedFields[source.index] = 1;
    if (this.expert.wanted)
      for (const { index, options } of catalogue.fields)
        if (options.severity !== undefined) this.wantedFields[index] = 1;
    const wants = (field: Field): boolean => this.wants(field);
    this.headers = catalogue.protocols.map(({ headerFields }) => headerFields.filter(wants));
    this.dynamic = Uint8Array.from(catalogue.protocols, ({ fields: own, borrows }) =>
      Object.values(own).some((field) => wants(field) && !isHeader(field)) ||
      borrows.some((owner) => Object.values(owner.fields).some(wants))
        ? 1
        : 0,
    );
    this.openings = fields.every(isEarly);
    // Pseudo protocols are named in stacks, and no more.
    this.selfWanted = Uint8Array.from(catalogue.protocols, ({ self, pseudo }) =>
      this.slotOf[self.index] >= 0 && !pseudo ? 1 : 0,
    );
    this.layerCount = new Uint16Array(catalogue.protocols.length);
  }

  wants(field: Field): boolean {
    return this.wantedFields[field.index] === 1;
  }

  reset(): void {
    for (const list of this.values) if (list.length > 0) list.length = 0;
    this.layerCount.fill(0);
  }

  override enter(layer: Layer): boolean {
    const { index, self } = layer.protocol;
    this.layerCount[index]++;
    if (this.selfWanted[index] === 1)
      this.put(this.slotOf[self.index], 1, layer.bytes, layer.start, layer.end - layer.start, index);
    return this.dynamic[index] === 1;
  }

  override header(layer: Layer): void {
    for (const field of this.headers[layer.protocol.index]) {
      const { value: compute, when } = field.options;
      if (field.at >= 0 && !layer.has(field.at, field.length)) continue;
      if (when !== undefined && !attempt(when, layer)) continue;
      const value = compute === undefined ? undefined : attempt(compute, layer);
      if (compute !== undefined && value === undefined) continue;
      this.add(layer, field, layer.start + Math.max(field.at, 0), field.at < 0 ? 0 : field.length, value);
    }
  }

  override add(layer: Layer, field: Field, start: number, length: number, value: FieldValue | undefined): void {
    if (this.expert.wanted) this.expert.field(field, layer, start, length, value);
    let read = value;
    for (let i = -1; i < field.aliases.length; i++) {
      const slot = this.slotOf[(i < 0 ? field : field.aliases[i]).index];
      if (slot < 0) continue;
      read ??= readValue(field, layer.bytes, start, length);
      this.put(slot, read, layer.bytes, start, length, layer.protocol.index);
    }
  }

  private put(
    slot: number,
    value: FieldValue,
    bytes: Uint8Array,
    start: number,
    length: number,
    protocol: number,
  ): void {
    this.values[slot].push({ value, bytes, start, length, layer: this.layerCount[protocol] });
  }

  override contradiction(layer: Layer, start: number, length: number): void {
    this.expert.contradiction(layer, start, length);
  }

  override issue(layer: Layer, kind: IssueKind, message: string, start: number, length: number): void {
    this.expert.issue(kind, message, layer, start, length);
  }
}

/** Whether a field needs no more of an application's PDU than its opening: what is known of the frame, or lies in a header below. */
const isEarly = (field: Field): boolean =>
  field.options.opening === true ||
  ((field.protocol.id === 'frame' || field.protocol.layerClass !== 'application') &&
    [field, ...sourcesOf(field)].some(isHeader));

/** The fields of which one is another name. */
const sourcesOf = ({ protocol, options }: Field): readonly Field[] =>
  (options.eitherOf ?? []).map((key) => protocol.fields[key]);

const isHeader = (field: Field): boolean => field.at >= 0 || field.options.value !== undefined;

function attempt<T>(compute: (layer: Layer) => T, layer: Layer): T | undefined {
  try {
    return compute(layer);
  } catch {
    return undefined;
  }
}
