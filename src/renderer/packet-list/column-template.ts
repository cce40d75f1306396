/** The widths of the packet list's columns. */
import type { ColumnSetting } from '../../shared/settings';

/** Width of the gutter at the left edge, in pixels. */
const gutter = 14;
/** Least width of a column that takes what is left, in pixels. */
const leastRest = 200;

/** For CSS `grid-template-columns`: the gutter, then each of the shown columns. */
export function columnTemplate(columns: readonly ColumnSetting[]): string {
  const widths = columns.map(({ width }) => (width === 0 ? `minmax(${leastRest}px, 1fr)` : `${width}px`));
  return [`${gutter}px`, ...widths].join(' ');
}
