/** Hands a UDP datagram's payload to the protocol that it is for. */
import type { Layer } from '../../../declare/layer';
import { heuristics, table } from '../../../declare/table';
import data from '../../frame/data';

const byPort = table('udp.port');
const recognisers = heuristics('udp');

/** Walks `length` bytes of payload behind the header of `at` bytes: what was found out or announced comes first, then ports, then looks. */
export function handOnDatagram(layer: Layer, at: number, length: number): void {
  const { dissection, memory } = layer;
  const { sourcePort, destinationPort } = dissection;
  const carried =
    memory.applicationOf(dissection) ??
    layer.accepted(byPort, Math.min(sourcePort, destinationPort), at) ??
    layer.accepted(byPort, Math.max(sourcePort, destinationPort), at) ??
    layer.recognise(recognisers, at) ??
    data;
  layer.next(carried, at, length);
}
