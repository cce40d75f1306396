/** Suggests names for one that nobody knows. */
import type { Catalogue } from '../declare/catalogue';

/** Up to two known names that are close to `name`, the closest first. */
export function nearestNames(name: string, catalogue: Catalogue): readonly string[] {
  const wanted = name.toLowerCase();
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  return catalogue
    .names()
    .map((candidate) => ({ candidate, distance: distance(wanted, candidate, limit) }))
    .filter((entry) => entry.distance <= limit)
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, 2)
    .map(({ candidate }) => candidate);
}

/** Edits that turn one word into the other, or more than `limit` as soon as that is certain. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++)
      row.push(Math.min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    if (Math.min(...row) > limit) return limit + 1;
    previous = row;
  }
  return previous[b.length];
}
