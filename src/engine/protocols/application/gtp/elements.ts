/** Information elements of GTP messages in outline: type and bytes, and the PPP packets among them. 3GPP TS 29.060, section 7.7. */
import type { Layer } from '../../../declare/layer';
import { table } from '../../../declare/table';
import type { GtpFields } from './tunnel';

const pppByProtocol = table('ppp.protocol');
const configurationOptions = 132;
const firstWithLength = 128;

/** Bytes of the data of elements that do not tell their length. */
const fixedLengths: Readonly<Record<number, number>> = {
  1: 1,
  2: 8,
  3: 6,
  4: 4,
  5: 4,
  8: 1,
  9: 3,
  11: 1,
  12: 3,
  13: 1,
  14: 1,
  15: 1,
  16: 4,
  17: 4,
  18: 5,
  19: 1,
  20: 1,
  21: 1,
  22: 1,
  23: 1,
  24: 1,
  25: 2,
  26: 2,
  27: 2,
  28: 2,
  29: 1,
  127: 4,
};

/** Those that were shorter in version 0, or not there in version 1. 3GPP TS 09.60, section 7.9. */
const oldFixedLengths: Readonly<Record<number, number>> = { 6: 3, 16: 2, 17: 2, 18: 3 };

/** Walks the elements from `from` to `end`. */
export function walkElements(layer: Layer, field: GtpFields, version: number, from: number, end: number): void {
  for (let at = from; at < end; ) {
    const type = layer.u8(at);
    const headerLength = type >= firstWithLength ? 3 : 1;
    const length =
      type >= firstWithLength
        ? layer.u16(at + 1)
        : ((version === 0 ? oldFixedLengths[type] : undefined) ?? fixedLengths[type]);
    if (length === undefined) return;
    if (at + headerLength + length > end) {
      layer.malformed(`Information element ${type} goes beyond the message`, at, end - at);
      return;
    }
    layer.need(at, headerLength + length);
    layer.open(field.ie_id, at, headerLength + length, type);
    if (length > 0) layer.add(field.ext_val, at + headerLength, length);
    layer.close();
    if (type === configurationOptions) walkConfiguration(layer, at + headerLength + 1, at + headerLength + length);
    at += headerLength + length;
  }
}

/** Protocol configuration options: PPP packets, whose columns are not those of the message. 3GPP TS 24.008, section 10.5.6.3. */
function walkConfiguration(layer: Layer, from: number, end: number): void {
  for (let at = from; at + 3 <= end; ) {
    const protocol = layer.u16(at);
    const length = layer.u8(at + 2);
    if (at + 3 + length > end) {
      layer.malformed('A configuration option goes beyond its element', at, end - at);
      break;
    }
    const option = at + 3;
    if (length > 0) layer.keepingColumns(() => layer.nextBy(pppByProtocol, protocol, option, length));
    at += 3 + length;
  }
}
