/**
 * Fields whose values stand in packets as they are: what a value holds, the packet's bytes hold. A test that looks for a part of such a
 * value is not met where the bytes do not have the part, which is found out without decoding anything.
 */
import type { Field, FieldValue } from '../declare/field';
import type { Protocol } from '../declare/protocol';
import { type ByteSearch, searchFor } from './byte-search';
import type { Decision } from './compiled-filter';
import { contains } from './relations';

/** Text and bytes that a declaration gives a place have no other value than what stands there. */
const isVerbatim = ({ type, at, options }: Field): boolean =>
  options.verbatim === true ||
  (at >= 0 &&
    options.value === undefined &&
    (type === 'BYTES' || (type === 'STRING' && !options.encoding?.startsWith('utf-16'))));

/** Text that the bytes of one and the same text stand for: no lone surrogates, and nothing that stands for bytes that are no text. */
const isPlain = (text: string): boolean => !/[\ud800-\udfff\ufffd]/u.test(text);
const utf8 = new TextEncoder();

/** The bytes that a packet must have so that a value holds `part`; undefined where that is not sure. */
export function searchForValue(part: FieldValue): ByteSearch | undefined {
  if (typeof part === 'object') return part.length === 0 ? undefined : searchFor(part);
  return typeof part !== 'string' || part === '' || !isPlain(part) ? undefined : searchFor(utf8.encode(part));
}

/** A part that values are searched for, made ready once; see `searchForValue`. An empty part is in nothing. */
export interface CompiledPart {
  isIn(whole: FieldValue): boolean;
  readonly search: ByteSearch | undefined;
}

export function compilePart(part: FieldValue): CompiledPart {
  const search = searchForValue(part);
  if (typeof part === 'object')
    return { isIn: (whole) => typeof whole === 'object' && search?.(whole) === true, search };
  return { isIn: (whole) => contains(whole, part), search };
}

/** A decision that looks for bytes before it looks for values of the fields. */
export function searchingFirst(fields: readonly Field[], search: ByteSearch | undefined, decide: Decision): Decision {
  if (search === undefined || !fields.every(isVerbatim)) return decide;
  return (packet) => (packet.mayHold?.(fields, search) ?? true) && decide(packet);
}

/** Where the bytes of a packet are that a value may stand in. */
export const places = { unknown: 0, frame: 1, frameAndSegments: 2 } as const;

/**
 * Where to look in packets with these protocols. Link, network and transport layers hand bytes on as they are, in one piece unless they
 * say that they are fragments; what applications carry may be packed, masked or encrypted.
 */
export function placesOf(
  fields: readonly Field[],
  entries: readonly (Protocol | string)[],
): (typeof places)[keyof typeof places] {
  const layers = entries.filter((entry): entry is Protocol => typeof entry === 'object');
  const carried = layers.findIndex(
    ({ id, layerClass, pseudo }) => layerClass === 'application' && !pseudo && id !== 'frame',
  );
  const behind = carried < 0 ? [] : layers.slice(carried + 1);
  if (behind.some((layer) => fields.some(({ protocol }) => layer === protocol || layer.borrows.includes(protocol))))
    return places.unknown;
  return entries.includes('segments') ? places.frameAndSegments : places.frame;
}
