/** Timestamps of capture files, turned into seconds and nanoseconds since 1970-01-01T00:00:00Z. */
import type { PacketBatch } from './packet-batch';

const twoTo32 = 4294967296;

/** How an interface counts time. */
export interface Clock {
  readonly ticksPerSecond: bigint;
  readonly offsetSeconds: bigint;
  /**
   * `ticksPerSecond` as a number where it divides a second into whole nanoseconds and is large enough for any 64-bit
   * count to be divided by it with an error below one, otherwise 0.
   */
  readonly decimalTicks: number;
  readonly nanosecondsPerTick: number;
  readonly offset: number;
}

export function clock(ticksPerSecond: bigint, offsetSeconds: bigint): Clock {
  const exact = ticksPerSecond >= 4096n && ticksPerSecond <= 1_000_000_000n && 1_000_000_000n % ticksPerSecond === 0n;
  return {
    ticksPerSecond,
    offsetSeconds,
    decimalTicks: exact ? Number(ticksPerSecond) : 0,
    nanosecondsPerTick: exact ? Number(1_000_000_000n / ticksPerSecond) : 0,
    offset: Number(offsetSeconds),
  };
}

/** Microseconds since the epoch: what a pcapng interface counts when it does not say. */
export const microseconds = clock(1_000_000n, 0n);

/** Writes the time of `high * 2^32 + low` ticks into row `row` of `batch`. */
export function writeTime(batch: PacketBatch, row: number, high: number, low: number, source: Clock): void {
  const perSecond = source.decimalTicks;
  if (perSecond === 0) {
    writeUnevenTime(batch, row, high, low, source);
    return;
  }
  // The quotient of the rounded sum is off by one at most; the remainder, small enough for 32 bits, shows where to.
  let seconds = Math.floor((high * twoTo32 + low) / perSecond);
  let ticks = (low - Math.imul(seconds, perSecond)) | 0;
  if (ticks < 0) {
    seconds -= 1;
    ticks += perSecond;
  } else if (ticks >= perSecond) {
    seconds += 1;
    ticks -= perSecond;
  }
  batch.seconds[row] = seconds + source.offset;
  batch.nanoseconds[row] = ticks * source.nanosecondsPerTick;
}

function writeUnevenTime(batch: PacketBatch, row: number, high: number, low: number, source: Clock): void {
  const ticks = (BigInt(high) << 32n) | BigInt(low);
  batch.seconds[row] = Number(ticks / source.ticksPerSecond + source.offsetSeconds);
  batch.nanoseconds[row] = Number(((ticks % source.ticksPerSecond) * 1_000_000_000n) / source.ticksPerSecond);
}

/** Nanoseconds since the epoch, exact. */
export function nanosecondsOf(high: number, low: number, source: Clock): bigint {
  const ticks = (BigInt(high) << 32n) | BigInt(low);
  const fraction = ((ticks % source.ticksPerSecond) * 1_000_000_000n) / source.ticksPerSecond;
  return (ticks / source.ticksPerSecond + source.offsetSeconds) * 1_000_000_000n + fraction;
}
