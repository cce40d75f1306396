/** DNS messages on a byte stream: each behind its length in two bytes. RFC 1035, section 4.2.2. */
import { type Layer, oneMoreSegment } from '../../../declare/layer';
import type { Dialect } from './dialect';
import type { DnsFields } from './fields';
import { walkMessage } from './message';

const shortestMessage = 12;

/** Whether the layer's bytes come from a stream and not from a datagram. */
export const overStream = (layer: Layer): boolean =>
  layer.parent?.protocol.id === 'tcp' || layer.parent?.protocol.id === 'tls';

/** Walks the whole messages, and asks for more bytes when the last one is not complete. */
export function walkStream(layer: Layer, field: DnsFields, dialect: Dialect): void {
  for (let at = 0; at < layer.reported; ) {
    const left = layer.reported - at;
    if (left < 2) {
      layer.needMore(at, oneMoreSegment);
      return;
    }
    const length = layer.u16(at);
    if (left < 2 + length && layer.needMore(at, 2 + length - left)) return;
    layer.add(field.length, at, 2);
    if (length < shortestMessage) layer.malformed('The message is shorter than its header', at, 2 + length);
    else walkMessage(layer, field, at + 2, length, dialect);
    at += 2 + length;
  }
}
