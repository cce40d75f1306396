/** What Simultaneous Authentication of Equals puts behind an authentication frame's fixed fields. IEEE 802.11-2020, section 12.4.7.4. */
import type { Layer } from '../../../declare/layer';
import type { WlanFields } from './fields';

export const equalsAlgorithm = 3;

const sequence = { commit: 1, confirm: 2 } as const;
const status = {
  success: 0,
  tokenRequired: 76,
  unsupportedGroup: 77,
  suggestedTransition: 82,
  hashToElement: 126,
} as const;

/** Bytes of a scalar and of an element, by the group's number. RFC 2409, RFC 3526, RFC 5903, RFC 6932. */
const groupSizes: Readonly<Record<number, readonly [scalar: number, element: number]>> = {
  1: [96, 96],
  2: [128, 128],
  5: [192, 192],
  14: [256, 256],
  15: [384, 384],
  16: [512, 512],
  17: [768, 768],
  18: [1024, 1024],
  19: [32, 64],
  20: [48, 96],
  21: [66, 132],
  22: [20, 128],
  23: [28, 256],
  24: [32, 256],
  25: [24, 48],
  26: [28, 56],
  27: [28, 56],
  28: [32, 64],
  29: [48, 96],
  30: [64, 128],
};

/** One part of the frame: the field's key, where it begins, and its length. */
export type EqualsPart = readonly [key: keyof WlanFields, at: number, length: number];

/**
 * What stands in `[at, end)` behind the fixed fields that begin at `fixedAt`, in order: up to `end` where the length of what comes
 * before tagged parameters is not known.
 */
export function equalsParts(layer: Layer, fixedAt: number, at: number, end: number): readonly EqualsPart[] {
  const message = layer.u16le(fixedAt + 2);
  const code = layer.u16le(fixedAt + 4);
  if (message === sequence.commit) return commit(layer, code, at, end);
  if (message !== sequence.confirm || code === status.suggestedTransition || end - at < 2) return [];
  return [
    ['fixed.send_confirm', at, 2],
    ['fixed.confirm', at + 2, end - at - 2],
  ];
}

function commit(layer: Layer, code: number, at: number, end: number): readonly EqualsPart[] {
  const carriesElement = code === status.success || code === status.hashToElement;
  if (!carriesElement && code !== status.tokenRequired && code !== status.unsupportedGroup) return [];
  layer.need(at, 2);
  const group: EqualsPart = ['fixed.finite_cyclic_group', at, 2];
  const sizes = groupSizes[layer.u16le(at)];
  const next = at + 2;
  if (!carriesElement || sizes === undefined)
    return [group, ['fixed.anti_clogging_token', next, Math.max(0, end - next)]];
  const [scalar, element] = sizes;
  // A hash to an element leaves tokens to a tagged parameter behind; before, they stand in front.
  const token = code === status.success ? Math.max(0, end - next - scalar - element) : 0;
  return [
    group,
    ['fixed.anti_clogging_token', next, token],
    ['fixed.scalar', next + token, scalar],
    ['fixed.finite_field_element', next + token + scalar, element],
  ];
}
