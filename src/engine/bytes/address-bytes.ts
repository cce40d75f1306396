/** Bytes of addresses that are written as text. */

/** The 4 bytes of an IPv4 address in dotted decimal. */
export function ipv4Bytes(text: string): Uint8Array | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  const parts = match?.slice(1).map(Number) ?? [];
  return match === null || parts.some((part) => part > 255) ? undefined : Uint8Array.from(parts);
}

/** The 16 bytes of an IPv6 address in any form of RFC 4291, section 2.2. */
export function ipv6Bytes(text: string): Uint8Array | undefined {
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(text);
  if (dotted !== null) {
    const [a, b, c, d] = dotted.slice(2).map(Number);
    if ([a, b, c, d].some((part) => part > 255)) return undefined;
    return ipv6Bytes(`${dotted[1]}${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`);
  }
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')));
  const given = groups.flat();
  if (given.some((group) => !/^[\da-f]{1,4}$/i.test(group))) return undefined;
  if (halves.length === 2 ? given.length > 7 : given.length !== 8) return undefined;
  const whole =
    halves.length === 2 ? [...groups[0], ...Array<string>(8 - given.length).fill('0'), ...groups[1]] : given;
  return Uint8Array.from(whole.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]));
}
