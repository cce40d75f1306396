/** Verifies the checksum of a TCP segment or a UDP datagram over its pseudo header. RFC 9293 section 3.1, RFC 8200 section 8.1. */
import { addressKind } from '../../../declare/dissection';
import type { Layer } from '../../../declare/layer';

const bad = 0;
const good = 1;
const unverified = 2;

/** The value of `tcp.checksum.status`. Unverified unless the settings ask for it and all bytes are there. */
export const checksumStatus = (layer: Layer): number => verifiedStatus(layer, 6, layer.reported);

/** Verifies the checksum in the first `reported` bytes of a layer above IP, where the settings ask for it and the bytes are there. */
export function verifiedStatus(layer: Layer, protocolNumber: number, reported: number): number {
  const { dissection, start, bytes } = layer;
  const length = dissection.addressKind === addressKind.ipv6 ? 16 : 4;
  if (
    !dissection.settings.verifyChecksums ||
    layer.available < reported ||
    (dissection.addressKind !== addressKind.ipv4 && dissection.addressKind !== addressKind.ipv6)
  )
    return unverified;
  const pseudo =
    wordSum(dissection.addressBytes, dissection.sourceAt, length) +
    wordSum(dissection.addressBytes, dissection.destinationAt, length) +
    protocolNumber +
    (reported & 0xffff) +
    (reported >>> 16);
  let sum = pseudo + wordSum(bytes, start, reported);
  while (sum > 0xffff) sum = (sum & 0xffff) + Math.floor(sum / 0x1_0000);
  return sum === 0xffff ? good : bad;
}

function wordSum(bytes: Uint8Array, start: number, length: number): number {
  let sum = 0;
  for (let i = 0; i + 1 < length; i += 2) sum += (bytes[start + i] << 8) | bytes[start + i + 1];
  if ((length & 1) !== 0) sum += bytes[start + length - 1] << 8;
  return sum;
}
