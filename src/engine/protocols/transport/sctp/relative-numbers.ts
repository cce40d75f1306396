/** Transmission sequence numbers counted from the first one that was seen of their direction, as people read them. */
import type { Layer } from '../../../declare/layer';

/** The first numbers of both directions; -1 where none was seen yet. */
interface Beginnings {
  forward: number;
  backward: number;
}
const create = (): Beginnings => ({ forward: -1, backward: -1 });

/** Where a packet's numbers are counted from; -1 where the beginning is unknown. */
export interface Bases {
  /** Of the data that the packet brings. */
  readonly sent: number;
  /** Of the data that it acknowledges. */
  readonly acknowledged: number;
}

/** What the packet says of a beginning: whether its sender starts anew, and its first number of data, -1 without any. */
export interface Beginning {
  readonly startsAnew: boolean;
  readonly first: number;
}

const unknown: Bases = { sent: -1, acknowledged: -1 };

/** Learns where the numbers of the packet's conversation begin, and gives it back in later passes. */
export function basesOf(layer: Layer, { startsAnew, first }: Beginning): Bases {
  const { dissection, memory } = layer;
  if (dissection.quoting > 0) return unknown;
  let sent = -1;
  let acknowledged = -1;
  if (layer.learning) {
    const beginnings = memory.conversationState(dissection, 'sctp', create);
    const own = dissection.forward ? 'forward' : 'backward';
    if (startsAnew) beginnings[own] = -1;
    if (first >= 0 && beginnings[own] < 0) beginnings[own] = first;
    sent = beginnings[own];
    acknowledged = dissection.forward ? beginnings.backward : beginnings.forward;
  }
  return {
    sent: memory.remember(dissection, sent + 1) - 1,
    acknowledged: memory.remember(dissection, acknowledged + 1) - 1,
  };
}

/** A number counted from its base, or as it is where that is unknown. */
export const relative = (number: number, base: number): number => (base < 0 ? number : (number - base) >>> 0);
