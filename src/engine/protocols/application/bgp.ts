/** Border Gateway Protocol. RFC 4271; multiprotocol extensions: RFC 4760; capabilities: RFC 5492; route refresh: RFC 2918. */
import { type Layer, oneMoreSegment } from '../../declare/layer';
import { on, protocol } from '../../declare/protocol';
import { messageTypeNames } from '../names/bgp';
import { type BgpFields, bgpFields } from './bgp/fields';
import { notification, open, routeRefresh } from './bgp/session-messages';
import { update } from './bgp/update';

const headerLength = 19;

export default protocol({
  id: 'bgp',
  title: 'Border Gateway Protocol',
  column: 'BGP',
  parents: [on('tcp.port', 179)],
  fields: bgpFields,
  dissect(layer, field) {
    layer.setInfo('');
    for (let at = 0; at < layer.reported; ) {
      const left = layer.reported - at;
      if (left < headerLength && layer.needMore(at, oneMoreSegment)) return;
      if (!layer.has(at, 16) || !startsWithMarker(layer, at)) {
        layer.appendInfo('Continuation', ', ');
        return;
      }
      const length = layer.u16(at + 16);
      if (length < headerLength) {
        layer.malformed('The message is shorter than its header', at + 16, 2);
        return;
      }
      if (left < length && layer.needMore(at, length - left)) return;
      message(layer, field, at, length);
      at += length;
    }
  },
});

function startsWithMarker(layer: Layer, at: number): boolean {
  for (let i = 0; i < 16; i++) if (layer.u8(at + i) !== 0xff) return false;
  return true;
}

function message(layer: Layer, field: BgpFields, at: number, length: number): void {
  const type = layer.u8(at + 18);
  const name = messageTypeNames[type] ?? `Unknown message type (${type})`;
  layer.appendInfo(name, ', ');
  if (!layer.emitting) {
    layer.need(at, length);
    return;
  }
  layer.openText(at, Math.min(length, layer.available - at), name);
  layer.add(field.marker, at, 16);
  layer.add(field.length, at + 16, 2);
  layer.add(field.type, at + 18, 1);
  const start = at + headerLength;
  const end = at + length;
  switch (type) {
    case 1:
      open(layer, field, start, end);
      break;
    case 2:
      update(layer, field, start, end);
      break;
    case 3:
      notification(layer, field, start, end);
      break;
    case 5:
    case 128:
      if (end - start >= 4) routeRefresh(layer, field, start);
      break;
  }
  layer.close();
}
