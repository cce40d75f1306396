/** Reads times as display filters write them. Wireshark User's Guide, section 6.4.2. */

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const zone = String.raw`\s*(Z|UTC|GMT|UT|[+-]\d{2}:?\d{2})?`;
const fraction = String.raw`(?:\.(\d{1,9})0*)?`;
/** `2026-11-22`, and as much of `12:00:00.5` behind it as is wanted. */
const isoForm = new RegExp(
  String.raw`^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\s*(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})${fraction})?)?)?${zone}$`,
  'i',
);
/** `Nov 22, 2026 12:00:00.5`. */
const wordForm = new RegExp(
  String.raw`^([a-z]{3})[a-z]*\s+(\d{1,2}),?\s+(\d{4}),?\s+(\d{1,2}):(\d{2}):(\d{2})${fraction}${zone}$`,
  'i',
);

/** Nanoseconds since 1970 of a date and time, or of seconds since 1970. Without a zone the local one is meant. */
export function parseAbsoluteTime(text: string): bigint | undefined {
  const trimmed = text.trim();
  if (/^-?\d{5,}(\.\d+)?$/.test(trimmed)) return parseRelativeTime(trimmed);
  const iso = isoForm.exec(trimmed);
  const word = iso === null ? wordForm.exec(trimmed) : null;
  if (iso !== null) return nanoseconds(iso[1], Number(iso[2]), iso.slice(3));
  return word === null
    ? undefined
    : nanoseconds(word[3], months.indexOf(word[1].toLowerCase()) + 1, [word[2], ...word.slice(4)]);
}

/** `rest`: day, hour, minute, second, fraction, zone. */
function nanoseconds(year: string, month: number, rest: readonly (string | undefined)[]): bigint | undefined {
  const [day, hour, minute, second] = rest.slice(0, 4).map((part) => Number(part ?? 0));
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60) return undefined;
  const named = rest[5];
  const milliseconds =
    named === undefined
      ? new Date(Number(year), month - 1, day, hour, minute, second).getTime()
      : Date.UTC(Number(year), month - 1, day, hour, minute, second) - zoneMinutes(named) * 60_000;
  return BigInt(milliseconds) * 1_000_000n + BigInt((rest[4] ?? '').padEnd(9, '0'));
}

function zoneMinutes(name: string): number {
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(name);
  if (match === null) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === '-' ? -minutes : minutes;
}

/** Nanoseconds of a number of seconds with up to nine decimals that count. */
export function parseRelativeTime(text: string): bigint | undefined {
  const match = /^([+-]?)(\d+)(?:\.(\d{1,9})0*)?(?:e([+-]?\d{1,2}))?$/i.exec(text.trim());
  if (match === null) return undefined;
  const [, sign, whole, part = '', exponent] = match;
  const size =
    exponent === undefined
      ? BigInt(whole) * 1_000_000_000n + BigInt(part.padEnd(9, '0'))
      : BigInt(Math.round(Number(`${whole}.${part || '0'}e${exponent}`) * 1e9));
  return sign === '-' ? -size : size;
}
