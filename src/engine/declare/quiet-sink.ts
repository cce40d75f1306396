/** A sink that wants nothing: what looks for one thing in a packet overrides that. */
import type { Field, FieldValue } from './field';
import type { Layer } from './layer';
import type { IssueKind, Sink } from './sink';

export class QuietSink implements Sink {
  readonly tree = false;

  enter(_layer: Layer): boolean {
    return false;
  }

  leave(): void {}
  header(_layer: Layer): void {}
  add(_layer: Layer, _field: Field, _start: number, _length: number, _value: FieldValue | undefined): void {}
  text(): void {}
  open(): void {}
  close(): void {}
  retitle(): void {}
  append(): void {}
  heading(): void {}
  span(): void {}
  contradiction(_layer: Layer, _start: number, _length: number): void {}
  issue(_layer: Layer, _kind: IssueKind, _message: string, _start: number, _length: number): void {}
}
