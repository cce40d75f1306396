/** A table of figures about the displayed packets, in any of its four states, sorted by the headers. */
import { type ReactNode, useMemo, useState } from 'react';
import type { Renewed } from '../actions/renewed';
import { messages } from '../messages/messages';
import { useApp } from '../state/app-state';
import { DataTable, type TableColumn, type TableOrder } from './data-table';
import type { MenuItem } from './menu-item';

const words = messages.figures;

export interface FiguresColumn<Row> extends TableColumn<Row> {
  /** What rows are sorted by. */
  readonly by?: (row: Row) => string | number | bigint;
}

export function FiguresTable<Row>({
  label,
  figures,
  columns,
  initial,
  activate,
  menu,
  head,
  empty = words.empty,
}: {
  readonly label: string;
  readonly figures: Renewed<readonly Row[]>;
  readonly columns: readonly FiguresColumn<Row>[];
  readonly initial: TableOrder;
  readonly activate: (row: Row) => void;
  readonly menu: (row: Row) => readonly MenuItem[];
  /** What stands over the table, beside the words that say what is counted. */
  readonly head?: ReactNode;
  /** What stands in place of the rows where there are none. */
  readonly empty?: string;
}) {
  const filter = useApp((state) => state.capture?.view.filter ?? '');
  const [order, sort] = useState(initial);
  const [selected, select] = useState<Row>();
  const { value, failure } = figures;
  const rows = useMemo(() => sorted(value ?? [], columns, order), [value, columns, order]);
  return (
    <section className="figures" aria-label={label}>
      <header className="view-header">
        {head}
        <span>{words.of(filter)}</span>
        <span className="view-header-space" />
        {value && <span>{words.rows(rows.length)}</span>}
      </header>
      {failure === undefined && value && (
        <DataTable
          label={label}
          columns={columns}
          count={rows.length}
          rowAt={(index) => rows[index]}
          selected={selected === undefined ? -1 : rows.indexOf(selected)}
          select={(index) => select(rows[index])}
          activate={(index) => activate(rows[index])}
          menu={(index) => (rows[index] === undefined ? [] : menu(rows[index]))}
          order={order}
          sort={sort}
          empty={empty}
        />
      )}
      {(failure !== undefined || !value) && (
        <p className="pane-message">{failure === undefined ? words.counting : words.failed(failure)}</p>
      )}
    </section>
  );
}

function sorted<Row>(
  rows: readonly Row[],
  columns: readonly FiguresColumn<Row>[],
  { key, descending }: TableOrder,
): readonly Row[] {
  const by = columns.find((column) => column.key === key)?.by;
  if (!by) return rows;
  const sign = descending ? -1 : 1;
  return rows
    .map((row) => ({ row, value: by(row) }))
    .sort((one, other) => (one.value < other.value ? -sign : one.value > other.value ? sign : 0))
    .map(({ row }) => row);
}
