/** The widths of the packet list's columns. */
import type { ColumnSetting } from '../../shared/settings';

/** Width of the gutter at the left edge, in pixels. */
const gutter = 14;
/** Least width of a column that takes what is left, in pixels. */
const leastRest = 300;
/** A wide column gives way down to this width while another one takes what is left, in pixels. */
const leastWide = 126;

export interface ColumnWidths {
  /** For CSS `grid-template-columns`: the gutter, then each of the shown columns. */
  readonly template: string;
  /** Width in pixels below which the list scrolls sideways. */
  readonly least: number;
}

/** Each column has its width where there is room; in a narrow window addresses and the like give way to the one that takes the rest. */
export function columnWidths(columns: readonly ColumnSetting[]): ColumnWidths {
  const shrinks = columns.some(({ width }) => width === 0);
  const leasts = columns.map((column) => leastOf(column, shrinks));
  const tracks = columns.map(({ width }, place) => {
    if (width === 0) return `minmax(${leastRest}px, 1fr)`;
    return leasts[place] === width ? `${width}px` : `minmax(${leasts[place]}px, ${width}px)`;
  });
  return {
    template: [`${gutter}px`, ...tracks].join(' '),
    least: leasts.reduce((sum, width) => sum + width, gutter),
  };
}

/** Times and numbers mean nothing when they are cut off. */
function leastOf({ width, align, field }: ColumnSetting, shrinks: boolean): number {
  if (width === 0) return leastRest;
  const whole = !shrinks || align === 'right' || field === '_ws.col.time';
  return whole ? width : Math.min(width, leastWide);
}
