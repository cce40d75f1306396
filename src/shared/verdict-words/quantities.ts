/** Quantities of a verdict in words. */

/** Made for the first verdict: the tables of languages behind it would take a tenth of the program's start. */
let grouped: Intl.NumberFormat | undefined;

/** With thousands separators. */
export function count(value: number): string {
  grouped ??= new Intl.NumberFormat('en');
  return grouped.format(value);
}

/** `1 packet`, `2,000 packets`. */
export const plural = (value: number, word: string, several = `${word}s`): string =>
  `${count(value)} ${value === 1 ? word : several}`;

/** 1.23, 12.3, 123. */
export const threeFigures = (value: number): string =>
  value >= 99.95 ? value.toFixed(0) : value >= 9.995 ? value.toFixed(1) : value.toFixed(2);

/** Nanoseconds in the unit that keeps three figures. */
export function time(nanoseconds: number): string {
  const seconds = nanoseconds / 1e9;
  if (seconds === 0) return '0 s';
  if (seconds >= 172_800) return plural(Math.floor(seconds / 86_400), 'day');
  if (seconds >= 3600) return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
  if (seconds >= 60) return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
  if (seconds >= 1) return `${threeFigures(seconds)} s`;
  if (seconds >= 0.001) return `${threeFigures(seconds * 1000)} ms`;
  return `${threeFigures(seconds * 1e6)} µs`;
}

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** Bytes in the unit that keeps three figures. */
export function size(bytes: number): string {
  const unit = bytes < 1024 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  return unit === 0 ? `${count(bytes)} B` : `${threeFigures(bytes / 1024 ** unit)} ${units[unit]}`;
}

/** A share in percent: two figures, and never 0 for what is not. */
export function share(part: number, whole: number): string {
  const percent = whole === 0 ? 0 : (part / whole) * 100;
  if (part > 0 && percent < 0.01) return 'less than 0.01%';
  return `${percent >= 10 ? percent.toFixed(0) : percent >= 1 ? percent.toFixed(1) : percent.toFixed(2)}%`;
}
