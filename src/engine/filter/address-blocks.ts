/** Blocks of addresses that have a meaning of their own. RFC 6890. */
import type { FieldValue } from '../declare/field';
import { inNetwork, ipv4, ipv6, type Network } from './addresses';

function networks(...written: readonly string[]): readonly Network[] {
  return written.flatMap((text) => {
    const read = text.includes(':') ? ipv6(text) : ipv4(text);
    return typeof read === 'string' || read.network === undefined ? [] : [read.network];
  });
}

const within =
  (blocks: readonly Network[]) =>
  (value: FieldValue): boolean =>
    blocks.some((block) => inNetwork(value, block));

/** RFC 3927, RFC 4291 section 2.5.6. */
export const isLinkLocal = within(networks('169.254.0.0/16', 'fe80::/10'));
/** RFC 5771, RFC 4291 section 2.7. */
export const isMulticast = within(networks('224.0.0.0/4', 'ff00::/8'));
/** RFC 1918. */
export const isPrivate = within(networks('10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'));
/** RFC 4193. */
export const isUniqueLocal = within(networks('fc00::/7'));
