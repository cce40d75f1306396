/** The bits of a masked field among those around it, as Wireshark draws them: `0100 .... = ` before the version of IPv4. */
import type { Line, PacketTree } from '../engine/session/packet-tree';

const byNumber = /^(?:U?INT|BOOLEAN|CHAR)/;

/** Empty for a field that has all of its bytes, and for one that is not numbers or is not in the bytes as a whole. */
export function bitPicture({ field, buffer, at, length }: Line, { buffers }: Pick<PacketTree, 'buffers'>): string {
  if (field === undefined || Number(field.mask) === 0 || !byNumber.test(field.type)) return '';
  if (length === 0 || length !== field.length) return '';
  const bytes = buffers[buffer].bytes.subarray(at, at + length);
  if (bytes.length !== length) return '';
  const ordered = field.littleEndian ? bytes.toReversed() : bytes;
  const bits = Array.from(ordered, (byte) => byte.toString(2).padStart(8, '0')).join('');
  const mask = BigInt(field.mask).toString(2).padStart(bits.length, '0').slice(-bits.length);
  const shown = Array.from(bits, (bit, index) => (mask[index] === '1' ? bit : '.')).join('');
  return `${shown.replaceAll(/.{4}(?=.)/g, '$& ')} = `;
}
