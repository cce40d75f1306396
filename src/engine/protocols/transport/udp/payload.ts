/** Hands a UDP datagram's payload to the protocol that it is for. */
import type { Layer } from '../../../declare/layer';
import type { Protocol } from '../../../declare/protocol';
import { heuristics, table } from '../../../declare/table';
import data from '../../frame/data';

const byPort = table('udp.port');
const recognisers = heuristics('udp');

/** Walks `length` bytes of payload behind the header of `at` bytes: what was found out or announced comes first, then ports, then looks. */
export function handOnDatagram(layer: Layer, at: number, length: number): void {
  const carried = known(layer, at) ?? layer.acceptedByPort(byPort, at) ?? layer.recognise(recognisers, at) ?? data;
  layer.next(carried, at, length);
}

/** What the conversation was found to carry, unless these bytes are none of it: several protocols may share a pair of ports. */
function known(layer: Layer, at: number): Protocol | undefined {
  const { dissection, memory } = layer;
  const protocol = memory.applicationOf(dissection);
  if (protocol?.accepts === undefined) return protocol;
  return dissection.holds(protocol.accepts, layer, at) ? protocol : undefined;
}
