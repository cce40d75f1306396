/** A table over any number of rows of equal height that draws only those on screen: sorted by its headers, walked with the keys. */
import './data-table.css';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { ContextMenu, type MenuPlace } from './menu';
import type { MenuItem } from './menu-item';
import { menuPlaceOfKey } from './menu-key';

/** Height of a row, in CSS pixels. */
const rowHeight = 24;
/** Rows that are drawn beyond the edges, so that scrolling shows no gaps. */
const margin = 8;

export interface TableColumn<Row> {
  /** Names the column for sorting. */
  readonly key: string;
  readonly title: string;
  /** What stands in the header in place of the title. */
  readonly heading?: ReactNode;
  /** A length of CSS's grid: `90px`, `minmax(120px, 1fr)`. */
  readonly width: string;
  readonly align?: 'left' | 'right';
  readonly cell: (row: Row) => ReactNode;
  /** What the cell says when the pointer rests on it; the cell's text when it is text and this is missing. */
  readonly hint?: (row: Row) => string;
  /** False for a column that gives no order. */
  readonly sortable?: boolean;
}

export interface TableOrder {
  readonly key: string;
  readonly descending: boolean;
}

export interface DataTableProperties<Row> {
  readonly label: string;
  readonly columns: readonly TableColumn<Row>[];
  readonly count: number;
  /** The row at an index; undefined while it is being fetched. */
  readonly rowAt: (index: number) => Row | undefined;
  readonly rowKey?: (row: Row, index: number) => string | number;
  /** Further classes of a row. */
  readonly rowClass?: (row: Row) => string;
  /** Index of the selected row, -1 for none. */
  readonly selected: number;
  readonly select: (index: number) => void;
  /** Enter, or a double click. */
  readonly activate?: (index: number) => void;
  readonly order?: TableOrder;
  readonly sort?: (order: TableOrder) => void;
  readonly menu?: (index: number) => readonly MenuItem[];
  /** Told which rows are on screen, for whoever fetches them. */
  readonly shown?: (from: number, to: number) => void;
  /** What stands there when there are no rows. */
  readonly empty: ReactNode;
}

export function DataTable<Row>(properties: DataTableProperties<Row>) {
  const { label, columns, count, selected, empty, menu, shown } = properties;
  const body = useRef<HTMLDivElement>(null);
  const { from, to } = useShownRows(body, count);
  const [place, setPlace] = useState<MenuPlace>();
  useEffect(() => shown?.(from, to), [shown, from, to]);
  useRevealed(body, selected);
  /** The press that opens the menu has selected the row already. */
  const openMenu = (at: MenuPlace): void => {
    if (menu && selected >= 0 && menu(selected).length > 0) setPlace(at);
  };
  const template = columns.map(({ width }) => width).join(' ');
  const rows = [];
  for (let index = from; index < to; index++)
    rows.push(<RowView key={keyOf(properties, index)} table={properties} index={index} template={template} />);
  return (
    <div
      role="grid"
      className="data-table"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={count}
      aria-colcount={columns.length}
      onKeyDown={(event) => {
        const menuPlace = menuPlaceOfKey(event);
        if (menuPlace) openMenu(menuPlace);
        else moveByKey(event, properties, body.current);
      }}
    >
      <div ref={body} className="data-table-scroll">
        <Headers table={properties} template={template} />
        {count === 0 && <div className="data-table-empty">{empty}</div>}
        <div
          role="rowgroup"
          className="data-table-rows"
          style={{ height: count * rowHeight }}
          onContextMenu={(event) => {
            event.preventDefault();
            openMenu({ left: event.clientX, top: event.clientY });
          }}
        >
          {rows}
        </div>
      </div>
      {place && menu && selected >= 0 && (
        <ContextMenu label={label} items={menu(selected)} place={place} close={() => setPlace(undefined)} />
      )}
    </div>
  );
}

function keyOf<Row>({ rowAt, rowKey }: DataTableProperties<Row>, index: number): string | number {
  const row = rowAt(index);
  return row !== undefined && rowKey ? rowKey(row, index) : index;
}

function Headers<Row>({
  table: { columns, order, sort },
  template,
}: {
  readonly table: DataTableProperties<Row>;
  readonly template: string;
}) {
  return (
    <div role="row" className="data-table-headers" style={{ gridTemplateColumns: template }}>
      {columns.map(({ key, title, heading, align, sortable }) => {
        const chosen = order?.key === key;
        return (
          <div
            key={key}
            role="columnheader"
            className={align}
            aria-sort={chosen ? (order.descending ? 'descending' : 'ascending') : undefined}
          >
            {sort && sortable !== false ? (
              <button
                type="button"
                tabIndex={-1}
                onClick={() => sort({ key, descending: chosen ? !order.descending : align === 'right' })}
              >
                {title}
                {chosen && <span aria-hidden="true">{order.descending ? ' ▾' : ' ▴'}</span>}
              </button>
            ) : (
              (heading ?? title)
            )}
          </div>
        );
      })}
    </div>
  );
}

function RowView<Row>({
  table: { columns, rowAt, rowClass, selected, select, activate },
  index,
  template,
}: {
  readonly table: DataTableProperties<Row>;
  readonly index: number;
  readonly template: string;
}) {
  const row = rowAt(index);
  const classes = [
    'data-table-row',
    index === selected ? 'chosen' : '',
    row !== undefined ? (rowClass?.(row) ?? '') : '',
  ];
  return (
    <div
      role="row"
      className={classes.filter((name) => name !== '').join(' ')}
      aria-rowindex={index + 1}
      aria-selected={index === selected}
      style={{ gridTemplateColumns: template, top: index * rowHeight }}
      onMouseDown={() => select(index)}
      onDoubleClick={() => activate?.(index)}
    >
      {row !== undefined &&
        columns.map(({ key, align, cell, hint }) => {
          const content = cell(row);
          const title = hint?.(row) ?? (typeof content === 'string' ? content : undefined);
          return (
            <div key={key} role="gridcell" className={align} title={title}>
              {content}
            </div>
          );
        })}
    </div>
  );
}

/** The range of rows on screen, and a few more. */
function useShownRows(body: React.RefObject<HTMLDivElement | null>, count: number): { from: number; to: number } {
  const [window, setWindow] = useState({ top: 0, height: 0 });
  useEffect(() => {
    const element = body.current;
    if (!element) return;
    const look = (): void => {
      const { scrollTop, clientHeight } = element;
      setWindow((last) =>
        last.top === scrollTop && last.height === clientHeight ? last : { top: scrollTop, height: clientHeight },
      );
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [body]);
  const first = Math.floor(window.top / rowHeight) - margin;
  return {
    from: Math.max(0, Math.min(first, count)),
    to: Math.min(count, first + 2 * margin + Math.ceil(window.height / rowHeight) + 1),
  };
}

/** Scrolls the selected row into view when another one is selected. */
function useRevealed(body: React.RefObject<HTMLDivElement | null>, selected: number): void {
  useEffect(() => {
    if (selected >= 0) reveal(body.current, selected);
  }, [body, selected]);
}

function reveal(body: HTMLDivElement | null, index: number): void {
  if (!body) return;
  const top = index * rowHeight;
  // The headers stick to the upper edge and cover one row.
  const height = body.clientHeight - rowHeight;
  if (top < body.scrollTop) body.scrollTop = top;
  else if (top + rowHeight > body.scrollTop + height) body.scrollTop = top + rowHeight - height;
}

function moveByKey<Row>(
  event: KeyboardEvent,
  { count, selected, select, activate }: DataTableProperties<Row>,
  body: HTMLDivElement | null,
): void {
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  if (event.key === 'Enter' && selected >= 0) {
    event.preventDefault();
    activate?.(selected);
    return;
  }
  const page = Math.max(1, Math.floor((body?.clientHeight ?? 0) / rowHeight) - 2);
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: selected + 1,
    ArrowUp: selected - 1,
    PageDown: selected + page,
    PageUp: selected - page,
    Home: 0,
    End: count - 1,
  };
  const to = steps[event.key];
  if (to === undefined || count === 0) return;
  event.preventDefault();
  select(Math.max(0, Math.min(count - 1, to)));
}
