/** Hands a body to the protocol of its media type: what HTTP, mail and multipart bodies share. */
import type { Layer } from '../../../declare/layer';
import type { Protocol } from '../../../declare/protocol';
import { nameTable } from '../../../declare/table';
import data from '../../frame/data';
import media from '../media';
import { imageIn, imageTypes, isImage, longestSignature } from './image-signatures';

const byMediaType = nameTable('media_type');

/**
 * Walks `length` bytes at `at` of `bytes` as what the value of a Content-Type header says: the protocol of the type, `media` for an
 * unknown one, `data` without a type. An image is what its signature says, unless it came `packed`: the first pass does not unpack.
 */
export function walkMedia(
  layer: Layer,
  contentType: string,
  bytes: Uint8Array,
  at: number,
  length: number,
  packed = false,
): void {
  const semicolon = contentType.indexOf(';');
  const type = nameOf(contentType);
  const { dissection } = layer;
  dissection.mediaType = type;
  dissection.mediaParameters = semicolon < 0 ? '' : contentType.slice(semicolon + 1);
  const typed = protocolOf(type);
  const looks = !packed && (isImage(type) || type === '');
  const walked = looks ? byContent(typed, bytes, at, length) : typed;
  if (bytes === layer.bytes) layer.next(walked, at - layer.start, length);
  else layer.nextIn(walked, bytes, at, length);
}

/** How many of a body's first bytes its protocol looks at in the first pass. */
export function mediaOpening(contentType: string): number {
  const type = nameOf(contentType);
  return Math.max(protocolOf(type).opening, isImage(type) || type === '' ? longestSignature : 0);
}

/** Servers name images after their files' endings: `typed` walks the body only if that is true. */
function byContent(typed: Protocol, bytes: Uint8Array, at: number, length: number): Protocol {
  const found = imageIn(bytes, at, length);
  const image = found === undefined ? undefined : byMediaType.get(found.type);
  if (image !== undefined && (found?.speaksForItself === true || image === typed)) return image;
  return imageTypes.some((type) => byMediaType.get(type) === typed) ? media : typed;
}

/** The type without its parameters. It is asked for several times a body. */
function nameOf(contentType: string): string {
  if (contentType === lastContentType) return lastName;
  const semicolon = contentType.indexOf(';');
  lastName = (semicolon < 0 ? contentType : contentType.slice(0, semicolon)).trim().toLowerCase();
  lastContentType = contentType;
  return lastName;
}
let lastContentType = '';
let lastName = '';

function protocolOf(type: string): Protocol {
  const known = type === '' || type === 'application/octet-stream' ? data : byMediaType.get(type);
  return known ?? (type.startsWith('multipart/') ? byMediaType.get('multipart/') : undefined) ?? media;
}
