/** Reads `-z io,stat,INTERVAL[,FILTER…]`: how long an interval is, and what each column counts. */
import { UsageError } from './usage-error';

export const calculations = ['SUM', 'COUNT', 'MIN', 'MAX', 'AVG', 'FRAMES', 'BYTES'] as const;
export type Calculation = (typeof calculations)[number] | 'FRAMES AND BYTES';

export interface IoColumn {
  /** As written, which heads the table. */
  readonly text: string;
  readonly calculation: Calculation;
  /** Empty where packets are counted and not a field's values. */
  readonly field: string;
  /** Empty where all packets count. */
  readonly filter: string;
}

export interface IoStatisticsRequest {
  /** Microseconds; 0 for the whole capture. */
  readonly interval: number;
  /** Decimals of seconds that the interval was written with. */
  readonly decimals: number;
  readonly columns: readonly IoColumn[];
}

/** Undefined where the request is for something else. @throws UsageError */
export function ioStatisticsRequestOf(request: string): IoStatisticsRequest | undefined {
  const match = /^io,stat,(\d{1,9})(?:\.(\d{0,6}))?(?:,(.*))?$/s.exec(request);
  if (match === null) {
    if (!request.startsWith('io,stat')) return undefined;
    throw new UsageError('-z io,stat,INTERVAL[,FILTER…] wants its interval in seconds, with six decimals at most.');
  }
  const [, seconds, fraction = '', columns = ''] = match;
  return {
    interval: Number(seconds) * 1e6 + Number(fraction.padEnd(6, '0')),
    decimals: fraction.length,
    columns: columns.split(',').map(columnOf),
  };
}

function columnOf(text: string): IoColumn {
  const match = /^([A-Z]+)\(([^)]*)\)(.*)$/s.exec(text);
  if (match === null) return { text, calculation: 'FRAMES AND BYTES', field: '', filter: text };
  const [, name, field, filter] = match;
  const calculation = calculations.find((each) => each === name);
  if (calculation === undefined)
    throw new UsageError(`-z io,stat calculates ${calculations.join(', ')}, not “${name}”.`);
  const countsPackets = calculation === 'FRAMES' || calculation === 'BYTES';
  if (countsPackets !== (field === ''))
    throw new UsageError(`${text}: ${calculation}() ${countsPackets ? 'takes no field' : 'needs a field'}.`);
  return { text, calculation, field, filter };
}
