/** Hands a body to the protocol of its media type: what HTTP, mail and multipart bodies share. */
import type { Layer } from '../../../declare/layer';
import type { Protocol } from '../../../declare/protocol';
import { nameTable } from '../../../declare/table';
import data from '../../frame/data';
import media from '../media';

const byMediaType = nameTable('media_type');

/**
 * Walks `length` bytes at `at` of `bytes` as what the value of a Content-Type header says: the protocol of the type, `media` for an
 * unknown one, `data` without a type.
 */
export function walkMedia(layer: Layer, contentType: string, bytes: Uint8Array, at: number, length: number): void {
  const semicolon = contentType.indexOf(';');
  const type = nameOf(contentType);
  const { dissection } = layer;
  dissection.mediaType = type;
  dissection.mediaParameters = semicolon < 0 ? '' : contentType.slice(semicolon + 1);
  const walked = protocolOf(type);
  if (bytes === layer.bytes) layer.next(walked, at - layer.start, length);
  else layer.nextIn(walked, bytes, at, length);
}

/** How many of a body's first bytes its protocol looks at in the first pass. */
export const mediaOpening = (contentType: string): number => protocolOf(nameOf(contentType)).opening;

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
