/** Border Gateway Protocol. RFC 4271; multiprotocol extensions: RFC 4760; capabilities: RFC 5492; route refresh: RFC 2918. */
import type { Layer } from '../../declare/layer';
import { on, protocol } from '../../declare/protocol';
import { messageTypeNames } from '../names/bgp';
import { type BgpFields, bgpFields } from './bgp/fields';
import { notification, open, routeRefresh } from './bgp/session-messages';
import { update } from './bgp/update';
import { takePdu } from './streams/length-framed';

const markerLength = 16;
const headerLength = 19;

export default protocol({
  id: 'bgp',
  title: 'Border Gateway Protocol',
  column: 'BGP',
  parents: [on('tcp.port', 179)],
  fields: bgpFields,
  dissect(layer, field) {
    if (!layer.follows) {
      layer.setInfo('');
      const begin = markerAt(layer);
      if (begin > 0) {
        layer.add(field.continuation, 0, Math.min(begin, layer.available));
        if (begin < layer.reported) layer.again(begin);
        else layer.setInfo('Continuation');
        return;
      }
    }
    if (takePdu(layer, headerLength, (pdu, at) => pdu.u16(at + 16))) message(layer, field, layer.reported);
  },
});

/** Where a marker, or the beginning of one that the next segment goes on with, is first found. */
function markerAt(layer: Layer): number {
  const { bytes, start, available } = layer;
  let found = 0;
  for (let at = 0; at < available; at++) {
    found = bytes[start + at] === 0xff ? found + 1 : 0;
    if (found === markerLength) return at + 1 - markerLength;
  }
  return available - found;
}

function hasMarker(layer: Layer): boolean {
  for (let at = 0; at < markerLength; at++) if (layer.u8(at) !== 0xff) return false;
  return true;
}

function message(layer: Layer, field: BgpFields, end: number): void {
  const type = layer.u8(18);
  const name = messageTypeNames[type] ?? `Unknown message type (0x${type.toString(16).padStart(2, '0')})`;
  layer.appendInfo(name, ', ');
  if (layer.inTree) layer.heading(` - ${name}`);
  layer.add(field.marker, 0, markerLength);
  if (!hasMarker(layer)) layer.remark(field.marker_invalid, 0, markerLength);
  layer.add(field.length, 16, 2);
  layer.add(field.type, 18, 1);
  const start = headerLength;
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
      routeRefresh(layer, field, start);
      break;
  }
}
