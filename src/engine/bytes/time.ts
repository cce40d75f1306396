/** Times in nanoseconds as text. */

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Whole seconds and the rest in `[0, 1e9)` of signed nanoseconds. */
export function splitSeconds(nanoseconds: bigint): { readonly seconds: number; readonly nanoseconds: number } {
  const rest = BigInt.asUintN(64, ((nanoseconds % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n);
  return { seconds: Number((nanoseconds - rest) / 1_000_000_000n), nanoseconds: Number(rest) };
}

/** Seconds with nine decimals and the sign in front: `0.004211000`. */
export function relativeSeconds(nanoseconds: bigint): string {
  const size = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  return `${nanoseconds < 0n ? '-' : ''}${size / 1_000_000_000n}.${(size % 1_000_000_000n).toString().padStart(9, '0')}`;
}

/** `Nov 22, 2026 12:00:00.000000000 UTC`: the form that display filters read back. */
export function utcTime(nanoseconds: bigint, zone: string): string {
  const { seconds, nanoseconds: rest } = splitSeconds(nanoseconds);
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? beyondDates(seconds, rest) : `${clockText(date, rest)} ${zone}`;
}

/** The same in the time zone of whoever looks, with the zone's abbreviation: `Nov 22, 2026 07:00:00.000000000 EST`. */
export function localTime(nanoseconds: bigint): string {
  const { seconds, nanoseconds: rest } = splitSeconds(nanoseconds);
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return beyondDates(seconds, rest);
  const shifted = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return `${clockText(shifted, rest)} ${zoneName(date)}`;
}

/** ISO 8601 in UTC: `2026-11-22T12:00:00.000000000Z`. */
export function isoTime(nanoseconds: bigint): string {
  const { seconds, nanoseconds: rest } = splitSeconds(nanoseconds);
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return beyondDates(seconds, rest);
  return `${date.toISOString().slice(0, -5)}.${String(rest).padStart(9, '0')}Z`;
}

/** A time that no calendar of ours reaches. */
const beyondDates = (seconds: number, nanoseconds: number): string =>
  `${seconds}.${String(nanoseconds).padStart(9, '0')} s`;

function clockText(date: Date, nanoseconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = String(date.getUTCDate()).padStart(2, ' ');
  return `${months[date.getUTCMonth()]} ${day}, ${date.getUTCFullYear()} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}.${String(nanoseconds).padStart(9, '0')}`;
}

/** Every locale knows the abbreviations of its own part of the world only. */
const locales = ['en-US', 'en-GB', 'en-AU', 'en-NZ', 'en-ZA', 'en-IN', 'ja-JP', 'ko-KR', 'zh-CN'];
const zoneNames = new Map<number, string>();
const firstNamedDay = 86_400_000;

/** The abbreviation of the local zone at a moment, or its distance from UTC where nobody has one. */
function zoneName(date: Date): string {
  const offset = date.getTimezoneOffset();
  let name = zoneNames.get(offset);
  if (name === undefined) {
    name = abbreviation(date) ?? distance(-offset);
    zoneNames.set(offset, name);
  }
  return name;
}

function abbreviation(moment: Date): string | undefined {
  // Of years before 1970 nobody knows abbreviations.
  const date = new Date(Math.max(moment.getTime(), firstNamedDay));
  for (const locale of locales) {
    const parts = new Intl.DateTimeFormat(locale, { timeZoneName: 'short' }).formatToParts(date);
    const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
    if (/^[A-Z]{2,5}$/.test(name)) return name;
  }
  return undefined;
}

function distance(minutes: number): string {
  const size = Math.abs(minutes);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${size % 60 === 0 ? '' : two(size % 60)}`;
}
