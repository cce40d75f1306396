/** Times in nanoseconds as text. */

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Whole seconds and the rest in `[0, 1e9)` of signed nanoseconds. */
export function splitSeconds(nanoseconds: bigint): { readonly seconds: number; readonly nanoseconds: number } {
  const rest = BigInt.asUintN(64, ((nanoseconds % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n);
  return { seconds: Number((nanoseconds - rest) / 1_000_000_000n), nanoseconds: Number(rest) };
}

/** Seconds with nine decimals and the sign in front: `0.004211000`. */
export function relativeSeconds(nanoseconds: bigint): string {
  const size = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  return `${nanoseconds < 0n ? '-' : ''}${size / 1_000_000_000n}.${(size % 1_000_000_000n).toString().padStart(9, '0')}`;
}

/** `Nov 22, 2026 12:00:00.000000000 UTC`: the form that display filters read back. */
export function utcTime(nanoseconds: bigint, zone: string): string {
  const { seconds, nanoseconds: rest } = splitSeconds(nanoseconds);
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return `${seconds}.${String(rest).padStart(9, '0')} s`;
  const two = (value: number) => String(value).padStart(2, '0');
  const day = String(date.getUTCDate()).padStart(2, ' ');
  return `${months[date.getUTCMonth()]} ${day}, ${date.getUTCFullYear()} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}.${String(rest).padStart(9, '0')} ${zone}`;
}
