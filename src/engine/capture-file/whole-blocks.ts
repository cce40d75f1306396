/** Finds the whole blocks at the start of little-endian pcapng bytes, as our own writer leaves them. draft-ietf-opsawg-pcapng, section 3.1. */
import { blockOverhead, blockType } from './pcapng-format';

export interface WholeBlocks {
  /** Bytes of whole blocks. */
  readonly bytes: number;
  /** Packets in them. */
  readonly packets: number;
}

/** Counts the whole blocks in `bytes[0] … bytes[length - 1]`. */
export function wholeBlocks(bytes: Uint8Array, length: number): WholeBlocks {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  let packets = 0;
  while (at + blockOverhead <= length) {
    const size = view.getUint32(at + 4, true);
    if (size < blockOverhead || size % 4 !== 0 || at + size > length) break;
    if (view.getUint32(at + size - 4, true) !== size) break;
    if (view.getUint32(at, true) === blockType.enhancedPacket) packets += 1;
    at += size;
  }
  return { bytes: at, packets };
}
