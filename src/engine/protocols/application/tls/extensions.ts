/** Extensions of TLS hellos and certificates. RFC 6066, RFC 7301, RFC 8446 section 4.2, and the documents the registry names. */
import { extensionTypeName } from '../../names/tls';
import { authenticationExtension } from './authentication-extensions';
import { keyExtension } from './key-extensions';
import { namingExtension } from './naming-extensions';
import { transportParameters } from './transport-parameters';
import { type ExtensionBody, type ExtensionPlace, type HandshakeWalk, trailing, vector } from './walk';

const bodies: readonly ExtensionBody[] = [namingExtension, keyExtension, authenticationExtension, transportParameters];

/** Shows a block of extensions: its length at `at`, the extensions behind. A message that ends before may leave it out. */
export function extensions(walk: HandshakeWalk, at: number, end: number, place: ExtensionPlace): void {
  if (at >= end) return;
  const { layer, field } = walk;
  const limit = vector(walk, field['handshake.extensions_length'], at, 2, end);
  let next = at + 2;
  while (next + 4 <= limit) {
    const type = layer.u16(next);
    const length = layer.u16(next + 2);
    const stop = Math.min(next + 4 + length, limit);
    layer.openText(next, stop - next, layer.inTree ? heading(type, length) : '');
    layer.add(field['handshake.extension.type'], next, 2);
    vector(walk, field['handshake.extension.len'], next + 2, 2, limit);
    if (stop > next + 4) body(walk, type, next + 4, stop, place);
    layer.close();
    next = stop;
  }
  trailing(walk, next, limit);
}

const heading = (type: number, length: number): string =>
  `Extension: ${extensionTypeName(type) ?? `Unknown type ${type}`} (len=${length})`;

function body(walk: HandshakeWalk, type: number, at: number, end: number, place: ExtensionPlace): void {
  for (const show of bodies) {
    const stopped = show(walk, type, at, end, place);
    if (stopped === undefined) continue;
    trailing(walk, stopped, end);
    return;
  }
  walk.layer.add(walk.field['handshake.extension.data'], at, end - at);
}
