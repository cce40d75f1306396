/** Walks the chain of extension headers that a Next Header field begins, and the upper layer behind it. RFC 8200, section 4. */
import type { Layer } from '../../../declare/layer';
import { table } from '../../../declare/table';
import data from '../../frame/data';
import { ipProtocolNames } from '../../names/ip-protocols';

const byProtocol = table('ip.proto');
const noNextHeader = 59;

/** Headers whose first byte names the next one and that trim themselves to their own length. */
export const isExtension = (nextHeader: number): boolean =>
  nextHeader === 0 || nextHeader === 43 || nextHeader === 44 || nextHeader === 51 || nextHeader === 60;

/**
 * Walks what `nextHeader` names at `at`, and what follows. The headers become layers side by side: a chain may be longer than layers
 * can be nested. With `whole` the bytes are those of a reassembled datagram, and `at` counts from their start.
 */
export function dissectNextHeader(layer: Layer, nextHeader: number, at: number, whole?: Uint8Array): void {
  const end = whole === undefined ? layer.reported : whole.length;
  let next = nextHeader;
  let place = at;
  while (isExtension(next)) {
    const extension = byProtocol.get(next) ?? data;
    if (!handOn(layer, extension, place, whole, next)) return;
    // A fragment has taken all that is there.
    if (layer.carried === 0 || place + layer.carried >= end) return;
    next = whole === undefined ? layer.u8(place) : whole[place];
    place += layer.carried;
  }
  const upper =
    next === noNextHeader
      ? undefined
      : whole === undefined
        ? layer.accepted(byProtocol, next, place)
        : byProtocol.get(next);
  if (upper !== undefined) {
    handOn(layer, upper, place, whole, next);
    return;
  }
  if (layer.wantsInfo)
    layer.setInfo(
      next === noNextHeader
        ? 'IPv6 no next header'
        : `Unknown IP Protocol: ${ipProtocolNames[next] ?? 'Unknown'} (${next})`,
    );
  if (end > place) handOn(layer, data, place, whole, next);
}

const handOn = (
  layer: Layer,
  protocol: typeof data,
  at: number,
  whole: Uint8Array | undefined,
  selector: number,
): boolean =>
  whole === undefined
    ? layer.next(protocol, at, layer.reported - at, selector)
    : layer.nextIn(protocol, whole, at, whole.length - at, selector);
