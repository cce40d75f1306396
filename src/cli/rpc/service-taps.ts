/** The taps `srt:…`: service response times, in the shape of sharkd. */
import { serviceTables, serviceTimes } from '../service-response-times';
import type { LoadedCapture } from './loaded-capture';

/** What `info` names. */
export const serviceTaps = Object.keys(serviceTables).map((name) => ({
  name: `Service Response Time/${name.toUpperCase()}`,
  tap: `srt:${name}`,
}));

/** Undefined for a protocol whose times are not known. */
export function serviceTap(capture: LoadedCapture, name: string): object | undefined {
  if (!Object.hasOwn(serviceTables, name)) return undefined;
  const table = serviceTables[name];
  const rows = serviceTimes(capture.session, capture.packetsOf(table.time), table).map(
    ({ procedure, name: n, times }) => ({
      n,
      idx: procedure,
      num: times.calls,
      min: times.least,
      max: times.most,
      tot: rounded(times.sum),
    }),
  );
  const column = table.column === undefined ? {} : { c: table.column };
  return { tap: `srt:${name}`, type: 'srt', tables: [{ n: table.title, f: table.field, ...column, r: rows }] };
}

/** Nanoseconds are as exact as the times are. */
const rounded = (seconds: number): number => Number(seconds.toFixed(9));
