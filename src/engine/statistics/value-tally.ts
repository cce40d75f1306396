/** Counts in how many packets each value of a field occurs, of as many different values as memory may be spent on. */
import type { Field, FieldValue } from '../declare/field';
import { displayValue, filterValue } from '../declare/format';

/** A value that packets of the capture have. */
export interface SeenValue {
  /** As a display filter writes it. */
  readonly literal: string;
  /** As the detail tree shows it, name included. */
  readonly text: string;
  /** Packets that have it. */
  readonly packets: number;
}

interface Entry {
  readonly literal: string;
  readonly text: string;
  packets: number;
  lastRow: number;
}

/** Different values beyond which new ones are left out. */
const maximumValues = 20_000;
/** Longest value that anybody would want offered, in characters of its literal. */
const longestLiteral = 120;

export class ValueTally {
  private readonly entries = new Map<string, Entry>();

  /** Counts a value of the packet in `row` once, however often it occurs there. */
  add(field: Field, value: FieldValue, row: number): void {
    const literal = filterValue(field, value);
    if (literal === '' || literal.length > longestLiteral) return;
    const entry = this.entries.get(literal);
    if (entry !== undefined) {
      if (entry.lastRow !== row) entry.packets++;
      entry.lastRow = row;
    } else if (this.entries.size < maximumValues)
      this.entries.set(literal, { literal, text: displayValue(field, value), packets: 1, lastRow: row });
  }

  /** The most frequent values that `fits` accepts, the most frequent first. */
  top(count: number, fits: (literal: string) => boolean = () => true): readonly SeenValue[] {
    return mostFrequent(
      [...this.entries.values()].filter(({ literal }) => fits(literal)),
      count,
    ).map(({ literal, text, packets }) => ({ literal, text, packets }));
  }
}

/** The `count` most frequent of a list, the most frequent first; what stands earlier wins among equals. */
export function mostFrequent<Counted extends { readonly packets: number }>(
  list: readonly Counted[],
  count: number,
): readonly Counted[] {
  return [...list].sort((a, b) => b.packets - a.packets).slice(0, count);
}
