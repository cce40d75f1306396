/** `-z io,stat`: what is counted in each interval of time, as the table that tshark draws. */
import type { FieldReader, PacketView, Session } from '../engine/session';
import type { IoColumn, IoStatisticsRequest } from './io-statistics-columns';
import { print } from './output';
import { UsageError } from './usage-error';

/** A column with the packets that it counts; `reader` where it counts values. */
export interface CountedColumn extends IoColumn {
  readonly view: PacketView;
  readonly reader: FieldReader | undefined;
}

/** Intervals at most: a table that somebody reads, and memory that is bounded. */
const mostIntervals = 1_000_000;
/** As wide as the list of filters makes the table at most. */
const widestList = 102;

/** What one column says of each interval. */
interface Cells {
  readonly title: string;
  /** Texts by interval; `nothing` where there is none. */
  readonly texts: readonly (string | undefined)[];
  readonly nothing: string;
  readonly width: number;
}

/** Times in microseconds. */
interface Span {
  readonly duration: number;
  readonly interval: number;
  readonly decimals: number;
  readonly rows: number;
}

/** @throws UsageError when the capture has too many intervals. */
export function printIoStatistics(
  session: Session,
  request: IoStatisticsRequest,
  columns: readonly CountedColumn[],
): void {
  const span = spanOf(session, request);
  const groups = columns.map((column) => cellsOf(session, column, span));
  const whole = Math.floor(span.duration / 1e6);
  const digits = String(whole).length;
  const decimals = span.decimals;
  const timeWidth = decimals === 0 ? Math.max(2 * digits + 6, 10) : 2 * digits + 2 * decimals + 8;
  const groupWidths = groups.map((cells) => cells.reduce((sum, { width }) => sum + width + 3, -1));
  const tableWidth = timeWidth + groupWidths.reduce((sum, width) => sum + width + 1, 0);
  const head = headLines(span, columns, digits);
  const listed = Math.min(widestList, Math.max(...columns.map(({ text }) => (text === '' ? 26 : text.length + 11))));
  const width = Math.max(tableWidth, listed - 2, ...head.slice(0, 4).map((line) => line.length));
  const framed = (text: string): string => `|${text.padEnd(width)}|\n`;
  const tableRow = (cells: readonly string[]): string =>
    cells.length === 0 ? '' : framed(`${cells.join('|')}${tableWidth < width ? '|' : ''}`);
  const heading = groups.flatMap((cells) => cells.map(({ title, width: wide }) => centred(title, wide)));
  print(`\n${'='.repeat(width + 2)}\n${head.map(framed).join('')}${framed('-'.repeat(width))}`);
  print(tableRow([''.padEnd(timeWidth), ...groupWidths.map((wide, index) => String(index + 1).padEnd(wide))]));
  print(tableRow([' Interval'.padEnd(timeWidth), ...heading]));
  print(tableRow(['-'.repeat(tableWidth)]));
  for (let row = 0; row < span.rows; row++) {
    const cells = groups.flatMap((group) =>
      group.map(({ texts, nothing, width: wide }) => ` ${(texts[row] ?? nothing).padStart(wide)} `),
    );
    print(tableRow([intervalText(span, row, digits).padEnd(timeWidth), ...cells]));
  }
  print(`${'='.repeat(width + 2)}\n`);
}

function spanOf(session: Session, { interval, decimals }: IoStatisticsRequest): Span {
  const { first, last } = session.timeSpan() ?? { first: 0n, last: 0n };
  // Intervals begin with the first packet, whose time need not be the least.
  const duration = Math.max(0, Math.round(Number(last - (session.time(1) ?? first)) / 1000));
  if (interval === 0 || interval >= duration)
    return { duration, interval: duration, decimals: duration < 10e6 ? 3 : 1, rows: 1 };
  const rows = Math.ceil(duration / interval);
  if (rows > mostIntervals)
    throw new UsageError(`The capture has ${rows} intervals of that length; ${mostIntervals} are printed at most.`);
  return { duration, interval, decimals, rows };
}

function headLines(span: Span, columns: readonly IoColumn[], digits: number): string[] {
  const { duration, interval, decimals } = span;
  return [
    ' IO Statistics',
    '',
    ` Duration: ${(duration / 1e6).toFixed(decimals || 6)} secs`,
    ` Interval: ${secondsText(interval, digits, decimals)} secs`,
    '',
    ...columns.map(({ text }, index) => `${index === 0 ? ' Col 1' : String(index + 1).padStart(6)}: ${listText(text)}`),
  ];
}

const listText = (text: string): string => (text === '' ? 'Frames and bytes' : text);

const secondsText = (time: number, digits: number, decimals: number): string =>
  (time / 1e6).toFixed(decimals).padStart(digits + (decimals === 0 ? 0 : decimals + 1));

function intervalText({ duration, interval, decimals, rows }: Span, row: number, digits: number): string {
  const start = secondsText(row * interval, digits, decimals);
  const before = decimals === 0 && digits === 1 ? '  ' : ' ';
  if (decimals === 0 && row === rows - 1) return `${before}${start} <> Dur`;
  return `${before}${start} <> ${secondsText(Math.min(duration, (row + 1) * interval), digits, decimals)}`;
}

/** A space that cannot be shared stands on the left. */
function centred(title: string, width: number): string {
  const space = width - title.length;
  return ` ${' '.repeat(Math.ceil(space / 2))}${title}${' '.repeat(Math.floor(space / 2))} `;
}

function cellsOf(session: Session, column: CountedColumn, span: Span): readonly Cells[] {
  if (column.reader !== undefined) return [valueCells(session, column, column.reader, span)];
  const frames: number[] = [];
  const bytes: number[] = [];
  eachPacket(session, column.view, span, (row, frame) => {
    frames[row] = (frames[row] ?? 0) + 1;
    bytes[row] = (bytes[row] ?? 0) + session.bytesOnWire(frame);
  });
  if (column.calculation === 'FRAMES') return [numberCells('FRAMES', frames, 6)];
  if (column.calculation === 'BYTES') return [numberCells('BYTES', bytes, 5)];
  return [numberCells('Frames', frames, 6), numberCells('Bytes', bytes, 5)];
}

function numberCells(title: string, values: readonly number[], leastWidth: number, isTime = false): Cells {
  const texts: string[] = [];
  let width = leastWidth;
  values.forEach((value, row) => {
    texts[row] = isTime ? value.toFixed(6) : String(Math.trunc(value));
    width = Math.max(width, texts[row].length);
  });
  return { title, texts, nothing: isTime ? (0).toFixed(6) : '0', width };
}

function valueCells(session: Session, { calculation, view }: CountedColumn, reader: FieldReader, span: Span): Cells {
  const counts: number[] = [];
  const values: number[] = [];
  let hasFraction = false;
  eachPacket(session, view, span, (row, frame) => {
    for (const text of reader.read(frame)[0]) {
      const value = Number(text);
      hasFraction ||= text.includes('.');
      const before = values[row];
      counts[row] = (counts[row] ?? 0) + 1;
      values[row] =
        before === undefined
          ? value
          : calculation === 'MIN'
            ? Math.min(before, value)
            : calculation === 'MAX'
              ? Math.max(before, value)
              : before + value;
    }
  });
  if (calculation === 'COUNT') return numberCells('COUNT', counts, 5);
  const results = calculation === 'AVG' ? values.map((value, row) => value / counts[row]) : values;
  return numberCells(calculation, results, calculation.length, hasFraction);
}

/** Calls for each packet of a view with its interval; those before the first packet of the capture belong to none. */
function eachPacket(
  session: Session,
  view: PacketView,
  { interval, rows }: Span,
  count: (row: number, frame: number) => void,
): void {
  const start = session.time(1) ?? 0n;
  for (let index = 0; index < view.count; index++) {
    const frame = view.frameAt(index);
    const time = Number((session.time(frame) ?? start) - start) / 1000;
    if (time >= 0) count(Math.min(rows - 1, interval === 0 ? 0 : Math.floor(time / interval)), frame);
  }
}
