/** BGP's messages about the session: OPEN, NOTIFICATION, ROUTE-REFRESH. RFC 4271, sections 4.2 and 4.5; RFC 5492. */
import type { Layer } from '../../../declare/layer';
import { capabilityNames } from '../../names/bgp';
import type { BgpFields } from './fields';

export function open(layer: Layer, field: BgpFields, at: number, end: number): void {
  layer.add(field['open.version'], at, 1);
  layer.add(field['open.myas'], at + 1, 2);
  layer.add(field['open.holdtime'], at + 3, 2);
  layer.add(field['open.identifier'], at + 5, 4);
  layer.add(field['open.opt.len'], at + 9, 1);
  const limit = Math.min(at + 10 + layer.u8(at + 9), end);
  if (limit <= at + 10) return;
  layer.open(field['open.opt'], at + 10, limit - at - 10);
  for (let next = at + 10; next + 2 <= limit; ) {
    const stop = Math.min(next + 2 + layer.u8(next + 1), limit);
    layer.open(field['open.opt.param'], next, stop - next);
    layer.add(field['open.opt.param.type'], next, 1);
    layer.add(field['open.opt.param.len'], next + 1, 1);
    if (layer.u8(next) === 2) capabilities(layer, field, next + 2, stop);
    else if (stop > next + 2) layer.add(field['open.opt.param.unknown'], next + 2, stop - next - 2);
    layer.close();
    next = stop;
  }
  layer.close();
}

function capabilities(layer: Layer, field: BgpFields, at: number, end: number): void {
  for (let next = at; next + 2 <= end; ) {
    const type = layer.u8(next);
    const stop = Math.min(next + 2 + layer.u8(next + 1), end);
    layer.open(field.cap, next, stop - next);
    layer.append(`: ${capabilityNames[type] ?? 'Unknown'}`);
    layer.add(field['cap.type'], next, 1);
    layer.add(field['cap.length'], next + 1, 1);
    if (type === 1 && stop - next >= 6) {
      layer.add(field['cap.mp.afi'], next + 2, 2);
      layer.add(field['cap.mp.safi'], next + 5, 1);
    } else if (type === 65 && stop - next >= 6) layer.add(field['cap.4as'], next + 2, 4);
    else if (stop > next + 2) layer.add(field['cap.unknown'], next + 2, stop - next - 2);
    layer.close();
    next = stop;
  }
}

const minorErrors: Readonly<Record<number, keyof BgpFields>> = {
  1: 'notify.minor_error',
  2: 'notify.minor_error_open',
  3: 'notify.minor_error_update',
  6: 'notify.minor_error_cease',
};

export function notification(layer: Layer, field: BgpFields, at: number, end: number): void {
  layer.add(field['notify.major_error'], at, 1);
  layer.add(field[minorErrors[layer.u8(at)] ?? 'notify.minor_error_unknown'], at + 1, 1);
  if (end > at + 2) layer.add(field['notify.minor_data'], at + 2, end - at - 2);
}

export function routeRefresh(layer: Layer, field: BgpFields, at: number): void {
  layer.add(field['route_refresh.afi'], at, 2);
  layer.add(field['route_refresh.subtype'], at + 2, 1);
  layer.add(field['route_refresh.safi'], at + 3, 1);
}
