import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PacketBatch } from './packet-batch';
import { clock, nanosecondsOf, writeTime } from './timestamps';

const ticks64 = fc.bigInt({ min: 0n, max: 0xffff_ffff_ffff_ffffn });
const resolutions = fc.oneof(
  fc.integer({ min: 0, max: 127 }).map((exponent) => 10n ** BigInt(exponent)),
  fc.integer({ min: 0, max: 127 }).map((exponent) => 2n ** BigInt(exponent)),
);

it('divides any 64-bit count exactly, at any resolution and offset', () => {
  const batch = new PacketBatch(1);
  const offsets = fc.bigInt({ min: -(2n ** 40n), max: 2n ** 40n });
  fc.assert(
    fc.property(ticks64, resolutions, offsets, (ticks, perSecond, offset) => {
      const source = clock(perSecond, offset);
      const high = Number(ticks >> 32n);
      const low = Number(ticks & 0xffffffffn);
      writeTime(batch, 0, high, low, source);
      expect(batch.seconds[0]).toBe(Number(ticks / perSecond + offset));
      expect(batch.nanoseconds[0]).toBe(Number(((ticks % perSecond) * 1_000_000_000n) / perSecond));
      const whole = BigInt(batch.nanoseconds[0]) + (ticks / perSecond + offset) * 1_000_000_000n;
      expect(nanosecondsOf(high, low, source)).toBe(whole);
    }),
    { numRuns: 2000 },
  );
});
