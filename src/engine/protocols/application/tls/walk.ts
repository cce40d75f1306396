/** What the walk of a handshake message carries along, and its bounded vectors. RFC 8446, section 3.4. */
import type { Field } from '../../../declare/field';
import type { Layer } from '../../../declare/layer';
import type { HandshakeFields } from './handshake-fields';
import type { TlsSession } from './session';

export interface HandshakeWalk {
  layer: Layer;
  readonly field: HandshakeFields;
  readonly session: TlsSession;
  fromServer: boolean;
  readonly datagrams: boolean;
}

/** The message that an extension stands in; many look different in each. */
export type ExtensionPlace =
  | 'client hello'
  | 'server hello'
  | 'hello retry request'
  | 'encrypted extensions'
  | 'certificate'
  | 'certificate request'
  | 'new session ticket';

/** Shows one extension's contents `[at, end)` and returns where it stopped, or undefined when it does not know the type. */
export type ExtensionBody = (
  walk: HandshakeWalk,
  type: number,
  at: number,
  end: number,
  place: ExtensionPlace,
) => number | undefined;

/** What reading a vector takes. */
export interface VectorWalk {
  readonly layer: Layer;
  readonly field: { readonly 'malformed.buffer_too_small': Field };
}

/** An unsigned integer of one to three bytes. */
export const unsignedAt = (layer: Layer, at: number, width: number): number =>
  width === 1 ? layer.u8(at) : width === 2 ? layer.u16(at) : layer.u24(at);

/**
 * Shows a vector's length field of `width` bytes at `at` and returns where the vector ends: behind `end` never; a length that
 * claims more is reported and cut down.
 */
export function vector(walk: VectorWalk, lengthField: Field, at: number, width: number, end: number): number {
  const { layer } = walk;
  if (at + width > end) {
    tooSmall(walk, at, end);
    return end;
  }
  layer.add(lengthField, at, width);
  const length = unsignedAt(layer, at, width);
  if (at + width + length <= end) return at + width + length;
  tooSmall(walk, at, at + width);
  return end;
}

/** Reports that a message ends before what it announces. */
function tooSmall({ layer, field }: VectorWalk, at: number, end: number): void {
  layer.remark(field['malformed.buffer_too_small'], at, Math.max(0, Math.min(end - at, layer.available - at)));
}

/** Shows a vector of opaque bytes with its length; returns where it ends. */
export function opaque(
  walk: VectorWalk,
  lengthField: Field,
  valueField: Field,
  at: number,
  width: number,
  end: number,
): number {
  const stop = vector(walk, lengthField, at, width, end);
  if (stop > at + width) walk.layer.add(valueField, at + width, stop - at - width);
  return stop;
}

/** Shows what is left behind the known contents. */
export function trailing({ layer, field }: HandshakeWalk, at: number, end: number): void {
  if (at < end) layer.addComputed(field['malformed.trailing_data'], 1, at, Math.min(end, layer.available) - at);
}

/** Shows a list of equal items as a subtree under `head`, its text continued by how many there are. */
export function list(
  walk: HandshakeWalk,
  head: Field,
  item: Field,
  width: number,
  at: number,
  end: number,
  words: readonly [title: string, one: string, many: string],
): void {
  const { layer } = walk;
  const count = Math.floor((end - at) / width);
  layer.open(head, at, end - at);
  if (layer.inTree) layer.retitle(`${words[0]} (${count} ${count === 1 ? words[1] : words[2]})`);
  for (let place = at; place + width <= end; place += width) layer.add(item, place, width);
  layer.close();
  trailing(walk, at + count * width, end);
}
