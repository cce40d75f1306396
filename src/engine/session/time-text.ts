/** The text of the Time column in each of its formats. */
import { splitSeconds } from '../bytes/time';
import type { TimeFormat } from '../view';

/** The times that formats count from, in nanoseconds since 1970; a difference is undefined where there is nothing to count from. */
export interface TimeSources {
  readonly time: bigint;
  readonly sinceReference: bigint | undefined;
  readonly sincePrevious: bigint | undefined;
  readonly sinceDisplayed: bigint | undefined;
}

/** `decimals` is how many digits of a second are shown, 0 to 9. */
export function timeText(format: TimeFormat, sources: TimeSources, decimals: number): string {
  switch (format) {
    case 'relative':
      return difference(sources.sinceReference, decimals);
    case 'delta':
      return difference(sources.sincePrevious, decimals);
    case 'delta-displayed':
      return difference(sources.sinceDisplayed, decimals);
    case 'epoch':
      return difference(sources.time, decimals);
    case 'absolute':
      return clock(sources.time, decimals, false, false);
    case 'absolute-date':
      return clock(sources.time, decimals, true, false);
    case 'utc':
      return clock(sources.time, decimals, false, true);
    case 'utc-date':
      return clock(sources.time, decimals, true, true);
    default:
      return format satisfies never;
  }
}

function difference(nanoseconds: bigint | undefined, decimals: number): string {
  if (nanoseconds === undefined) return '';
  const unit = 10n ** BigInt(9 - decimals);
  const size = (nanoseconds < 0n ? -nanoseconds : nanoseconds) / unit;
  const scale = 10n ** BigInt(decimals);
  const sign = nanoseconds < 0n ? '-' : '';
  return decimals === 0
    ? `${sign}${size}`
    : `${sign}${size / scale}.${(size % scale).toString().padStart(decimals, '0')}`;
}

function clock(time: bigint, decimals: number, withDate: boolean, utc: boolean): string {
  const { seconds, nanoseconds } = splitSeconds(time);
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return difference(time, decimals);
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = `${two(utc ? date.getUTCHours() : date.getHours())}:${two(utc ? date.getUTCMinutes() : date.getMinutes())}:${two(date.getUTCSeconds())}`;
  const fraction = decimals === 0 ? '' : `.${String(nanoseconds).padStart(9, '0').slice(0, decimals)}`;
  const day = withDate
    ? `${utc ? date.getUTCFullYear() : date.getFullYear()}-${two((utc ? date.getUTCMonth() : date.getMonth()) + 1)}-${two(utc ? date.getUTCDate() : date.getDate())} `
    : '';
  return day + hours + fraction;
}
