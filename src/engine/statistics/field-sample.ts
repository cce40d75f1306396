/** The values that fields have in the packets of a capture, found by decoding those packets that can have them, a slice at a time. */
import type { Field } from '../declare/field';
import { ValueSink } from '../decode/value-sink';
import { allLayers, beyondStack, canHave, layersNeeded, StackAnswers } from '../filter/columns/stack-answers';
import type { FilterSource } from '../filter/compiled-filter';
import { ValueTally } from './value-tally';

/** Stands for a packet that cannot have any of the fields. */
const noLayers = 0;
/** Packets between two looks at the clock. */
const stride = 32;

export class FieldSample {
  /** Packets that were looked at, in capture order from the first. */
  examined = 0;
  /** Packets that had to be decoded. */
  decoded = 0;
  private readonly sink: ValueSink;
  private readonly tallies = new Map<string, ValueTally>();
  private readonly layers: StackAnswers;

  /** At most `maximum` packets are decoded; the rest of the capture is then left out. */
  constructor(
    fields: readonly Field[],
    private readonly source: FilterSource,
    private readonly maximum: number,
  ) {
    this.sink = new ValueSink(source.index.catalogue, fields);
    for (const { id } of fields) if (!this.tallies.has(id)) this.tallies.set(id, new ValueTally());
    this.layers = new StackAnswers(source.index, (protocols) =>
      canHave([fields], protocols) ? layersNeeded(fields, protocols) : noLayers,
    );
  }

  /** Whether all packets that are there were looked at, or as many as may be. */
  get done(): boolean {
    return this.examined >= this.source.index.table.count || this.decoded >= this.maximum;
  }

  /** Looks at more packets until `deadline`. True while there is more to do. */
  advance(deadline: number, now: () => number): boolean {
    const { table } = this.source.index;
    const needed = this.layers.table;
    while (!this.done) {
      const row = this.examined++;
      const layers = table.has(row, beyondStack) ? allLayers : (needed[table.stackOf(row)] ?? allLayers);
      if (layers !== noLayers) this.read(row, layers);
      if ((layers !== noLayers || row % 4096 === 0) && this.decoded % stride === 0 && now() >= deadline) break;
    }
    return !this.done;
  }

  /** The values of a field that was asked for. */
  valuesOf(id: string): ValueTally {
    return this.tallies.get(id)!;
  }

  private read(row: number, layers: number): void {
    this.decoded++;
    this.sink.reset();
    this.source.walk(row, this.sink, false, layers === allLayers ? Number.POSITIVE_INFINITY : layers);
    this.sink.values.forEach((occurrences, slot) => {
      const field = this.sink.fields[slot];
      for (const { value } of occurrences) this.tallies.get(field.id)!.add(field, value, row);
    });
  }
}
