/** Numbers in words: separators, sizes, shares, times. */
import { count as exact, plural, size, threeFigures, time } from '../../shared/verdict-words/quantities';

export { exact, plural, size };

/** A share in percent with one decimal; 0 of 0 is 0. */
export function percent(part: number, whole: number): string {
  return `${(whole === 0 ? 0 : (part / whole) * 100).toFixed(1)}%`;
}

/** A time span in the unit that keeps three figures. */
export const seconds = (value: number): string => time(value * 1e9);

/** How long ago something was, in its two largest units, where parts of a second do not matter. */
export function wholeSeconds(milliseconds: number): string {
  const all = Math.max(0, Math.floor(milliseconds / 1000));
  const [minutes, hours, days] = [60, 3600, 86_400].map((unit) => Math.floor(all / unit));
  if (days > 0) return `${days} d ${hours % 24} h`;
  if (hours > 0) return `${hours} h ${minutes % 60} min`;
  return minutes > 0 ? `${minutes} min ${all % 60} s` : `${all} s`;
}

/** Bits a second, in the unit that keeps three figures. */
export function rate(bits: number): string {
  const units = ['bit/s', 'kbit/s', 'Mbit/s', 'Gbit/s', 'Tbit/s'];
  let value = bits;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? exact(Math.round(value)) : threeFigures(value)} ${units[unit]}`;
}
