/** The packet list's column titles: dragged to another place, their edges to another width, with a menu of their own. */
import { type PointerEvent, useState } from 'react';
import type { ColumnSetting } from '../../shared/settings';
import { run } from '../actions/notices';
import { fitColumns, setColumns } from '../actions/rows';
import { ContextMenu, type MenuPlace } from '../controls/menu';
import type { MenuItem } from '../controls/menu-item';
import { messages } from '../messages/messages';
import { app } from '../state/app-state';

const words = messages.columns;
const leastWidth = 30;

export function ColumnHeaders({
  columns,
  template,
}: {
  /** The shown ones. */
  readonly columns: readonly ColumnSetting[];
  readonly template: string;
}) {
  const [dropAt, setDropAt] = useState(-1);
  const [menu, setMenu] = useState<MenuPlace & { readonly column: number }>();
  return (
    <div role="row" className="packet-list-head" style={{ gridTemplateColumns: template }}>
      <span aria-hidden="true" />
      {columns.map((column, place) => (
        <span
          key={`${place} ${column.field}`}
          role="columnheader"
          className={`${column.align}${dropAt === place ? ' drop-before' : ''}`}
          draggable
          title={column.field}
          onDragStart={(event) => event.dataTransfer.setData('application/x-sockeye-column', String(place))}
          onDragOver={(event) => {
            if (!event.dataTransfer.types.includes('application/x-sockeye-column')) return;
            event.preventDefault();
            setDropAt(place);
          }}
          onDragLeave={() => setDropAt(-1)}
          onDrop={(event) => {
            setDropAt(-1);
            const from = event.dataTransfer.getData('application/x-sockeye-column');
            if (from !== '') move(columns[Number(from)], column);
          }}
          onContextMenu={(event) => {
            event.preventDefault();
            setMenu({ left: event.clientX, top: event.clientY, column: place });
          }}
        >
          {column.title}
          <ColumnEdge column={column} place={place} />
        </span>
      ))}
      {menu && (
        <ContextMenu
          label={columns[menu.column].title}
          items={columnMenu(columns[menu.column], menu.column)}
          place={menu}
          close={() => setMenu(undefined)}
        />
      )}
    </div>
  );
}

/** The right edge of a title: dragged for another width, double-clicked for that of the content. */
function ColumnEdge({ column, place }: { readonly column: ColumnSetting; readonly place: number }) {
  const [dragged, setDragged] = useState<{ readonly from: number; readonly width: number }>();
  const begin = (event: PointerEvent<HTMLElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    const width = event.currentTarget.parentElement?.getBoundingClientRect().width ?? column.width;
    setDragged({ from: event.clientX, width });
  };
  return (
    <span
      className="column-edge"
      aria-hidden="true"
      draggable
      onDragStart={(event) => {
        event.preventDefault();
        event.stopPropagation();
      }}
      onPointerDown={begin}
      onPointerMove={(event) => {
        if (dragged) change(column, { width: Math.max(leastWidth, dragged.width + event.clientX - dragged.from) });
      }}
      onPointerUp={() => setDragged(undefined)}
      onDoubleClick={() => run(fitColumns(place))}
    />
  );
}

function change(column: ColumnSetting, part: Partial<ColumnSetting>): void {
  const { columns } = app.get().settings;
  run(setColumns(columns.map((other) => (isSame(other, column) ? { ...other, ...part } : other))));
}

function isSame(one: ColumnSetting, other: ColumnSetting): boolean {
  return one.field === other.field && one.title === other.title;
}

/** Puts a column where another stands. */
function move(column: ColumnSetting, before: ColumnSetting): void {
  const { columns } = app.get().settings;
  const rest = columns.filter((other) => other !== column);
  const forward = columns.indexOf(column) < columns.indexOf(before);
  rest.splice(rest.indexOf(before) + (forward ? 1 : 0), 0, column);
  if (column !== before) run(setColumns(rest));
}

function columnMenu(column: ColumnSetting, place: number): MenuItem[] {
  const { columns } = app.get().settings;
  const command = (
    title: string,
    action: () => void,
    more: Partial<Extract<MenuItem, { kind: 'command' }>> = {},
  ): MenuItem => ({
    kind: 'command',
    title,
    enabled: true,
    run: action,
    ...more,
  });
  const onlyOne = columns.filter(({ shown }) => shown).length === 1;
  return [
    command(words.alignLeft, () => change(column, { align: 'left' }), {
      checked: column.align === 'left',
      oneOfMany: true,
    }),
    command(words.alignRight, () => change(column, { align: 'right' }), {
      checked: column.align === 'right',
      oneOfMany: true,
    }),
    { kind: 'separator' },
    command(words.fit, () => run(fitColumns(place))),
    command(words.edit, () => app.set({ dialog: { kind: 'columns' } })),
    { kind: 'separator' },
    ...columns.map((other) =>
      command(other.title, () => change(other, { shown: !other.shown }), {
        checked: other.shown,
        enabled: !(other.shown && onlyOne),
      }),
    ),
    { kind: 'separator' },
    command(words.removeThis, () => run(setColumns(columns.filter((other) => !isSame(other, column)))), {
      enabled: !onlyOne,
    }),
  ];
}
