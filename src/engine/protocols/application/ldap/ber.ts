/** Reads the tags and lengths of BER, as far as LDAP uses them: definite lengths, tags of one byte. ITU-T X.690, section 8.1. */
import type { Layer } from '../../../declare/layer';

/** One element: its tag, and where its content lies from the layer's start. */
export interface Element {
  readonly tag: number;
  readonly at: number;
  readonly end: number;
}

/** The element at `at`; its content may reach beyond the captured end. */
export function elementAt(layer: Layer, at: number): Element {
  const tag = layer.u8(at);
  const first = layer.u8(at + 1);
  if (first < 0x80) return { tag, at: at + 2, end: at + 2 + first };
  const count = first & 0x7f;
  if (count === 0 || count > 4) return layer.cutOff(layer.reported + 1);
  let length = 0;
  for (let i = 0; i < count; i++) length = length * 256 + layer.u8(at + 2 + i);
  return { tag, at: at + 2 + count, end: at + 2 + count + length };
}

/** Bytes that an element takes with its tag and length, when its head is there; -1 when more of it is needed. */
export function elementLength(layer: Layer, at: number): number {
  const first = layer.u8(at + 1);
  if (first < 0x80) return 2 + first;
  const count = first & 0x7f;
  if (count === 0 || count > 4) return 0;
  if (!layer.has(at + 2, count)) return -1;
  let length = 0;
  for (let i = 0; i < count; i++) length = length * 256 + layer.u8(at + 2 + i);
  return 2 + count + length;
}

/** The value of an integer or enumeration of up to six bytes. */
export function integerOf(layer: Layer, { at, end }: Element): number {
  let value = 0;
  for (let i = at; i < Math.min(end, at + 6); i++) value = value * 256 + layer.u8(i);
  return value;
}

export const textOf = (layer: Layer, { at, end }: Element): string => layer.text(at, end - at);
