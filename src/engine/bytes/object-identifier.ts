/** Object identifiers in their BER form. X.690, section 8.19. */

/** Dotted text of an encoded object identifier; what cannot be one is shown as hexadecimal. */
export function oidText(bytes: Uint8Array): string {
  const arcs: bigint[] = [];
  let arc = 0n;
  let open = false;
  for (const byte of bytes) {
    arc = (arc << 7n) | BigInt(byte & 0x7f);
    open = (byte & 0x80) !== 0;
    if (!open) {
      arcs.push(arc);
      arc = 0n;
    }
    if (arcs.length > 128) break;
  }
  if (open || arcs.length === 0) return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const [head, ...rest] = arcs;
  const first = head < 40n ? 0n : head < 80n ? 1n : 2n;
  return [first, head - first * 40n, ...rest].join('.');
}
