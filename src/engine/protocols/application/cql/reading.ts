/** Reads the notations of Cassandra's protocol one behind the other. Native protocol v4, section 3. */
import type { Field } from '../../../declare/field';
import type { Layer } from '../../../declare/layer';
import type { FieldsOf } from '../../../declare/protocol';
import type { cqlFields } from './fields';

export type CqlFields = FieldsOf<typeof cqlFields>;

/** A message at hand and how far it was read. */
export class Reading {
  at = 0;

  constructor(
    readonly layer: Layer,
    readonly field: CqlFields,
  ) {}

  get left(): number {
    return this.layer.available - this.at;
  }

  /** Shows a number of `width` bytes (at most four), and gives it. */
  number(field: Field, width: 1 | 2 | 4): number {
    const { layer, at } = this;
    layer.add(field, at, width);
    this.at += width;
    return width === 1 ? layer.u8(at) : width === 2 ? layer.u16(at) : layer.u32(at) | 0;
  }

  /** Shows what stands in `length` bytes as `field`. */
  take(field: Field, length: number): void {
    if (length > 0) this.layer.add(field, this.at, length);
    this.skip(length);
  }

  skip(length: number): void {
    this.layer.need(this.at, length);
    this.at += length;
  }

  /** Text behind its length in two bytes, or in four. */
  text(field: Field = this.field.string, width: 2 | 4 = 2): void {
    const length = this.number(this.field.string_length, width);
    this.take(field, Math.max(length, 0));
  }

  texts(count: number): void {
    for (let i = 0; i < count; i++) this.text();
  }

  /** Bytes behind their length in four bytes, which is negative where there are none. */
  bytes(field: Field = this.field.bytes): void {
    this.take(field, Math.max(this.number(this.field['bytes_length.int'], 4), 0));
  }

  shortBytes(field: Field): void {
    this.take(field, this.number(this.field['bytes_length.short'], 2));
  }
}
