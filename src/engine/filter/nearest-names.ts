/** Suggests names for one that nobody knows. Asked on every key press, over thousands of names. */
import type { Catalogue } from '../declare/catalogue';

/** Names are compared up to this length. */
const longest = 64;
const previous = new Uint8Array(longest + 1);
const current = new Uint8Array(longest + 1);

/** Up to two known names that are close to `name`, the closest first. */
export function nearestNames(name: string, catalogue: Catalogue): readonly string[] {
  const wanted = name.toLowerCase().slice(0, longest);
  const found: { readonly candidate: string; readonly distance: number }[] = [];
  let limit = Math.min(3, Math.max(1, Math.floor(wanted.length / 3)));
  for (const candidate of catalogue.names()) {
    const distance = editDistance(wanted, candidate, limit);
    if (distance > limit) continue;
    found.push({ candidate, distance });
    // Two that are closer leave no room for those that are farther.
    if (found.filter((entry) => entry.distance < distance).length >= 2) limit = Math.min(limit, distance - 1);
  }
  return found
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, 2)
    .map(({ candidate }) => candidate);
}

/** Letters to change, add or leave out to turn one word into the other, or more than `limit` as soon as that is certain. */
function editDistance(a: string, b: string, limit: number): number {
  if (b.length > longest || Math.abs(a.length - b.length) > limit) return limit + 1;
  for (let j = 0; j <= b.length; j++) previous[j] = j;
  for (let i = 1; i <= a.length; i++) {
    const letter = a.charCodeAt(i - 1);
    let least = i;
    current[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const changed = previous[j - 1] + (letter === b.charCodeAt(j - 1) ? 0 : 1);
      const value = Math.min(changed, previous[j] + 1, current[j - 1] + 1);
      current[j] = value;
      if (value < least) least = value;
    }
    if (least > limit) return limit + 1;
    previous.set(current.subarray(0, b.length + 1));
  }
  return previous[b.length];
}
