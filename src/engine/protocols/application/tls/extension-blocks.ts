/** Looks through a hello's extensions without showing them. RFC 8446, section 4.2. */
import type { Layer } from '../../../declare/layer';

/** Visits the extensions of the block whose length stands at `at`, stopping at the first that does not fit before `end`. */
export function forEachExtension(
  layer: Layer,
  at: number,
  end: number,
  visit: (type: number, start: number, stop: number) => void,
): void {
  if (at + 2 > end) return;
  const limit = Math.min(end, at + 2 + layer.u16(at));
  for (let place = at + 2; place + 4 <= limit; ) {
    const stop = place + 4 + layer.u16(place + 2);
    if (stop > limit) return;
    visit(layer.u16(place), place + 4, stop);
    place = stop;
  }
}
