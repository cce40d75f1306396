/** Reads times as display filters write them. */

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * Nanoseconds since 1970 of `Nov 22, 2026 12:00:00.5`, `2026-11-22 12:00:00Z`, `2026-11-22T12:00:00+01:00`, or seconds since 1970.
 * Without a zone the local one is meant.
 */
export function parseAbsoluteTime(text: string): bigint | undefined {
  const trimmed = text.trim();
  if (/^-?\d+(\.\d{1,9})?$/.test(trimmed) && !/^\d{4}$/.test(trimmed)) return parseRelativeTime(trimmed);
  const iso =
    /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i.exec(
      trimmed,
    );
  const word =
    /^([a-z]{3})[a-z]*\s+(\d{1,2}),?\s+(\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i.exec(
      trimmed,
    );
  const parts =
    iso === null
      ? word === null
        ? undefined
        : [word[3], String(months.indexOf(word[1].toLowerCase()) + 1), word[2], ...word.slice(4)]
      : iso.slice(1);
  if (parts === undefined) return undefined;
  const [year, month, day, hour, minute, second] = parts.slice(0, 6).map((part) => Number(part ?? 0));
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 24 || minute > 59 || second > 60) return undefined;
  const zone = parts[7];
  const milliseconds =
    zone === undefined
      ? new Date(year, month - 1, day, hour, minute, second).getTime()
      : Date.UTC(year, month - 1, day, hour, minute, second) - zoneMinutes(zone) * 60_000;
  return BigInt(milliseconds) * 1_000_000n + BigInt((parts[6] ?? '').padEnd(9, '0'));
}

function zoneMinutes(zone: string): number {
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (match === null) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === '-' ? -minutes : minutes;
}

/** Nanoseconds of a number of seconds with up to nine decimals. */
export function parseRelativeTime(text: string): bigint | undefined {
  const match = /^([+-]?)(\d*)(?:\.(\d{0,9}))?$/.exec(text.trim());
  if (match === null || (match[2] === '' && (match[3] ?? '') === '')) return undefined;
  const size = BigInt(match[2] || '0') * 1_000_000_000n + BigInt((match[3] ?? '').padEnd(9, '0'));
  return match[1] === '-' ? -size : size;
}
