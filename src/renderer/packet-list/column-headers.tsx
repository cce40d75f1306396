/** The packet list's column titles: their order and width are changed with the pointer. */
import type { ColumnSetting } from '../../shared/settings';

export function ColumnHeaders({
  columns,
  template,
}: {
  readonly columns: readonly ColumnSetting[];
  readonly template: string;
}) {
  return (
    <div
      role="row"
      className="packet-list-head"
      style={{ gridTemplateColumns: template, fontFamily: 'var(--interface-font)' }}
    >
      <span aria-hidden="true" />
      {columns.map(
        (column, place) =>
          column.shown && (
            <span key={`${place} ${column.field}`} role="columnheader" className={column.align}>
              {column.title}
            </span>
          ),
      )}
    </div>
  );
}
