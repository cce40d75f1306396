/** Reads how long a jumbogram is: its length does not fit in the header and stands in an option. RFC 2675, section 2. */
import type { Layer } from '../../../declare/layer';

const jumboPayloadOption = 0xc2;
/** Shorter ones must use the header's length. */
export const smallestJumbo = 65_536;

/** The length in the Jumbo Payload option of the hop-by-hop options header at `at`; undefined without one. */
export function jumboLength(layer: Layer, at: number): number | undefined {
  if (!layer.has(at, 2)) return undefined;
  const end = at + 8 * (layer.u8(at + 1) + 1);
  for (let option = at + 2; option < end && layer.has(option, 2); ) {
    const type = layer.u8(option);
    const length = layer.u8(option + 1);
    if (type === jumboPayloadOption && length === 4 && layer.has(option + 2, 4)) return layer.u32(option + 2);
    option += type === 0 ? 1 : 2 + length;
  }
  return undefined;
}
