/** Suggests names for one that nobody knows. Asked on every key press, over thousands of names. */
import type { Catalogue } from '../declare/catalogue';

/** Names are compared up to this length. */
const longest = 64;
const previous = new Uint8Array(longest + 1);
const current = new Uint8Array(longest + 1);

/** What fields are called elsewhere, by the end of a name, and the ends that may be meant, the likeliest first. */
const otherWords: Readonly<Record<string, readonly string[]>> = {
  body: ['file_data'],
  cipher: ['ciphersuite'],
  destination: ['dst'],
  dport: ['dstport'],
  dup_ack: ['duplicate_ack'],
  mac: ['addr'],
  psh: ['push'],
  query: ['qry.name'],
  rst: ['reset'],
  sni: ['extensions_server_name'],
  source: ['src'],
  sport: ['srcport'],
  status: ['response.code', 'status-code'],
  status_code: ['response.code', 'status-code'],
  useragent: ['user_agent'],
  window: ['window_size'],
  zerowindow: ['zero_window'],
};

/** Up to two known names that are close to `name`: of the same protocol with the same end, begun with it, or with few other letters. */
export function nearestNames(name: string, catalogue: Catalogue): readonly string[] {
  const wanted = name.toLowerCase().slice(0, longest);
  const names = catalogue.names();
  const called = otherwiseCalled(wanted, names);
  const meant = called.length > 0 ? called : begun(wanted, names);
  // Where the protocol has what may be meant, the fields of others only lead astray.
  const own = wanted.slice(0, wanted.indexOf('.') + 1);
  const close = similar(wanted, names).filter((name) => meant.length === 0 || name.startsWith(own));
  return [...new Set([...meant, ...close])].slice(0, 2);
}

/** The shortest names of the same protocol for each end that is meant: for `http.method` that of `http.request.method`. */
function otherwiseCalled(wanted: string, names: readonly string[]): readonly string[] {
  const point = wanted.indexOf('.');
  if (point < 0) return [];
  const own = names.filter((name) => name.startsWith(wanted.slice(0, point + 1)));
  const last = wanted.slice(wanted.lastIndexOf('.') + 1);
  const ends = Object.hasOwn(otherWords, last) ? otherWords[last] : [last];
  return ends.flatMap((end) => {
    const found = own.filter((name) => name.endsWith(`.${end}`));
    return found.length === 0 ? [] : [found.reduce((best, name) => (name.length < best.length ? name : best))];
  });
}

/** Letters behind the last point from which on a name counts as begun. */
const leastBegun = 2;

/** The shortest names that go on where this one ends: for `http.re` that of `http.request`. */
function begun(wanted: string, names: readonly string[]): readonly string[] {
  const point = wanted.lastIndexOf('.');
  if (point < 0 || wanted.length - point - 1 < leastBegun) return [];
  return names
    .filter((name) => name.startsWith(wanted))
    .sort((a, b) => a.length - b.length || (a < b ? -1 : 1))
    .slice(0, 2);
}

/** Those with the fewest other letters, and of these first those of the same protocol. */
function similar(wanted: string, names: readonly string[]): readonly string[] {
  const found: { readonly candidate: string; readonly distance: number; readonly isOther: number }[] = [];
  const protocol = wanted.split('.', 1)[0];
  let limit = Math.min(3, Math.max(1, Math.floor(wanted.length / 3)));
  for (const candidate of names) {
    const distance = editDistance(wanted, candidate, limit);
    if (distance > limit) continue;
    found.push({ candidate, distance, isOther: candidate.startsWith(`${protocol}.`) ? 0 : 1 });
    // Two that are closer leave no room for those that are farther.
    if (found.filter((entry) => entry.distance < distance).length >= 2) limit = Math.min(limit, distance - 1);
  }
  return found
    .sort((a, b) => a.isOther - b.isOther || a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
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
