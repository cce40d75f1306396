/** The packet list: a grid over any number of rows that draws only those on screen. */
import './packet-list.css';
import {
  type CSSProperties,
  type DragEvent,
  type KeyboardEvent,
  type MouseEvent,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { ColumnSetting } from '../../shared/settings';
import { goToLast } from '../actions/find';
import { run } from '../actions/notices';
import { shownColumns } from '../actions/rows';
import { selectIndex } from '../actions/selection';
import { carryPromisedTerm } from '../actions/term-drag';
import { cellTerm } from '../actions/terms';
import { packetMenu } from '../commands/menus';
import { ContextMenu, type MenuPlace } from '../controls/menu';
import { menuPlaceOfKey } from '../controls/menu-key';
import { messages } from '../messages/messages';
import { useApp } from '../state/app-state';
import { heldRow } from '../state/row-cache';
import { rowColours } from '../theme/row-colours';
import { useTheme } from '../theme/theme';
import { ColumnHeaders } from './column-headers';
import { columnWidths } from './column-template';
import { ListMessage } from './list-message';
import { type ListScroll, rowHeight, useListScroll } from './list-scroll';
import { Minimap } from './minimap';
import { NewPackets } from './new-packets';
import { PacketRowView } from './packet-row';
import { useRelations } from './relations';

export function PacketList() {
  const body = useRef<HTMLDivElement>(null);
  const count = useApp((state) => state.capture?.view.count ?? 0);
  const selection = useApp((state) => state.selection);
  const allColumns = useApp((state) => state.settings.columns);
  const columns = useMemo(() => shownColumns(allColumns), [allColumns]);
  const [menu, setMenu] = useState<MenuPlace>();
  const showMinimap = useApp((state) => state.settings.layout.showMinimap);
  const colours = useColours();
  const scroll = useListScroll(body, count);
  const relations = useRelations();
  const { template, least } = columnWidths(columns);
  const selectedIndex = selection?.index ?? -1;
  useReveal(scroll, selectedIndex);

  // A row that leaves the screen gives its elements to one that comes: a list that follows a capture makes none anew.
  const slots = Math.ceil(scroll.height / rowHeight) + 2;
  const rows = [];
  for (let index = scroll.from; index < scroll.to; index++) {
    const row = heldRow(index);
    rows.push(
      <PacketRowView
        key={index % slots}
        index={index}
        row={row}
        columns={columns}
        template={template}
        colour={row && colours?.[row.colour]}
        selected={index === selectedIndex}
        relation={row && relations.get(row.number)}
      />,
    );
  }

  return (
    <div className="packet-list mono" style={{ '--least-width': `${least}px` } as CSSProperties}>
      <div
        role="grid"
        id="packet-list"
        className="packet-list-grid"
        data-pane="list"
        tabIndex={0}
        aria-label={messages.list.name}
        aria-rowcount={count}
        aria-colcount={columns.length}
        aria-activedescendant={selectedIndex >= 0 ? `packet-row-${selectedIndex}` : undefined}
        onKeyDown={(event) => {
          const place = menuPlaceOfKey(event);
          if (place) setMenu(place);
          else moveByKey(event, selectedIndex, count, scroll);
        }}
        onWheel={(event) => scroll.moveBy(event.deltaMode === 1 ? event.deltaY * rowHeight : event.deltaY)}
      >
        <ColumnHeaders columns={columns} template={template} />
        <div
          ref={body}
          role="rowgroup"
          className="packet-list-body"
          onMouseDown={selectByPointer}
          onDragStart={(event) => dragCell(event, columns)}
          onContextMenu={(event) => {
            event.preventDefault();
            setMenu({ left: event.clientX, top: event.clientY });
          }}
        >
          <div className="packet-rows" style={{ transform: `translateY(${-(scroll.top % rowHeight)}px)` }}>
            {rows}
          </div>
          <ListMessage />
        </div>
      </div>
      <NewPackets />
      {menu && selection && (
        <ContextMenu label={messages.list.name} items={packetMenu()} place={menu} close={() => setMenu(undefined)} />
      )}
      {showMinimap && <Minimap scroll={scroll} count={count} colours={colours} selectedIndex={selectedIndex} />}
    </div>
  );
}

function useColours() {
  const rules = useApp((state) => state.settings.rules);
  const theme = useTheme(useApp((state) => state.settings.theme));
  const on = useApp((state) => state.settings.colourRows);
  return useMemo(() => (on ? rowColours(rules, theme) : undefined), [rules, theme, on]);
}

/** Brings the selected row onto the screen whenever somebody asks for it: by the shortest way, or to the middle from afar. */
function useReveal(scroll: ListScroll, selectedIndex: number): void {
  const version = useApp((state) => state.revealVersion);
  const view = useApp((state) => state.capture?.view.number);
  const following = useApp((state) => state.autoScroll);
  const done = useRef(0);
  const seenView = useRef(view);
  useEffect(() => {
    if (version === done.current || selectedIndex < 0 || scroll.height === 0) return;
    done.current = version;
    if (following) return;
    const place = selectedIndex * rowHeight;
    const { top, height } = scroll;
    if (place >= top && place + rowHeight <= top + height) return;
    const near = view === seenView.current && place > top - height && place < top + 2 * height;
    seenView.current = view;
    if (!near) scroll.moveTo(place - height / 2);
    else scroll.moveTo(place < top ? place : place + rowHeight - height);
  }, [version, selectedIndex, scroll, view, following]);
}

function selectByPointer(event: MouseEvent<HTMLElement>): void {
  const target = event.target as HTMLElement;
  const row = target.closest<HTMLElement>('[data-index]');
  if (!row) return;
  const cell = target.closest<HTMLElement>('[data-column]');
  run(selectIndex(Number(row.dataset.index), cell ? Number(cell.dataset.column) : undefined));
}

/** A cell that is dragged carries its term, for the filter bar. */
function dragCell(event: DragEvent<HTMLElement>, columns: readonly ColumnSetting[]): void {
  const { row, column } = placeOf(event.target as HTMLElement);
  const held = heldRow(row);
  const field = columns[column]?.field;
  const text = held?.cells[column];
  if (held && text && field !== undefined) carryPromisedTerm(event, cellTerm(held.number, field), text);
  else event.preventDefault();
}

const placeOf = (target: HTMLElement) => ({
  row: Number(target.closest<HTMLElement>('[data-index]')?.dataset.index ?? -1),
  column: Number(target.closest<HTMLElement>('[data-column]')?.dataset.column ?? -1),
});

function moveByKey(event: KeyboardEvent, selected: number, count: number, scroll: ListScroll): void {
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  const page = Math.max(1, Math.floor(scroll.height / rowHeight) - 1);
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: selected + 1,
    ArrowUp: selected - 1,
    PageDown: selected + page,
    PageUp: selected - page,
    Home: 0,
    End: count - 1,
  };
  const to = steps[event.key];
  if (to === undefined) return;
  event.preventDefault();
  run(event.key === 'End' ? goToLast() : selectIndex(to));
}
