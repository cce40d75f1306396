/** The header in front of protected bodies: WEP, TKIP or CCMP. IEEE 802.11-2020, sections 12.3.2, 12.5.2.2 and 12.5.3.2. */
import type { Layer } from '../../../declare/layer';
import type { WlanFields } from './fields';

const wepHeader = 4;
const extendedHeader = 8;
const extendedBit = 0x20;

/** Shows the header at `at` and returns its length in bytes. */
export function addProtection(layer: Layer, field: WlanFields, at: number): number {
  const keyByte = layer.u8(at + 3);
  const extended = (keyByte & extendedBit) !== 0;
  if (!layer.emitting) return extended ? extendedHeader : wepHeader;
  if (extended) {
    layer.need(at, extendedHeader);
    // TKIP puts a byte derived from the first one into the second, so that old hardware avoids weak keys; CCMP counts with it.
    const tkip = layer.u8(at + 1) === ((layer.u8(at) | 0x20) & 0x7f);
    const order = tkip ? [7, 6, 5, 4, 0, 2] : [7, 6, 5, 4, 1, 0];
    const text = `0x${order
      .map((i) =>
        layer
          .u8(at + i)
          .toString(16)
          .padStart(2, '0')
          .toUpperCase(),
      )
      .join('')}`;
    layer.add(tkip ? field['tkip.extiv'] : field['ccmp.extiv'], at, extendedHeader, text);
  } else layer.add(field['wep.iv'], at, 3);
  layer.add(field['wep.key'], at + 3, 1, keyByte >> 6);
  return extended ? extendedHeader : wepHeader;
}
