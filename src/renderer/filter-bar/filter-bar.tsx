/** The display filter: checked and completed while it is typed, with saved filters and a way to build one by clicks. */
import './filter-bar.css';
import { useRef, useState } from 'react';
import type { Combination } from '../actions/combine';
import { applyFilter, takeTerm } from '../actions/filter';
import { run } from '../actions/notices';
import { carriedTerm, carriesTerm, dropCombination } from '../actions/term-drag';
import { filterHistoryMenu, savedFiltersMenu } from '../commands/filter-menus';
import { Icon } from '../controls/icon';
import { ContextMenu, type MenuPlace } from '../controls/menu';
import type { MenuItem } from '../controls/menu-item';
import { messages } from '../messages/messages';
import { app, useApp } from '../state/app-state';
import { BuilderButton } from './builder-button';
import { FilterCount } from './filter-count';
import { FilterField } from './filter-field';
import { SavedFilters } from './saved-filters';

const words = messages.filter;

async function takeDropped(carried: Promise<string>, combination: Combination): Promise<void> {
  const term = await carried;
  if (term !== '') takeTerm(term, combination, false);
}

export function FilterBar() {
  return (
    <>
      <div className="filter-bar">
        <FilterBox />
        <FilterCount />
        <BuilderButton />
      </div>
      <SavedFilters />
    </>
  );
}

/** The field with its buttons; a term that is dropped on it joins the filter. */
function FilterBox() {
  const box = useRef<HTMLDivElement>(null);
  const [menu, setMenu] = useState<MenuPlace & { readonly label: string; readonly items: readonly MenuItem[] }>();
  const [over, setOver] = useState(false);
  const empty = useApp((state) => state.filterText === '');
  const problem = useApp((state) => state.filterVerdict.problem !== undefined);
  const warned = useApp((state) => state.filterVerdict.warnings.length > 0);
  const state = empty ? '' : problem ? 'bad' : warned ? 'warned' : 'good';
  const open = (label: string, items: readonly MenuItem[]): void => {
    const edges = box.current?.getBoundingClientRect();
    if (edges) setMenu({ left: edges.left, top: edges.bottom + 2, label, items });
  };
  return (
    <div
      ref={box}
      className={`filter-field ${state} ${over ? 'over' : ''}`}
      onDragOverCapture={(event) => {
        if (!carriesTerm(event)) return;
        event.preventDefault();
        event.stopPropagation();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDropCapture={(event) => {
        if (!carriesTerm(event)) return;
        event.preventDefault();
        event.stopPropagation();
        setOver(false);
        run(takeDropped(carriedTerm(event), dropCombination(event)));
      }}
    >
      <BarButton
        name={messages.savedFilters.menu}
        icon="bookmark"
        menu
        press={() => open(messages.savedFilters.menu, savedFiltersMenu())}
      />
      <FilterField />
      {over && <span className="filter-drop">{words.dropHere}</span>}
      {!empty && <BarButton name={words.clear} icon="close" press={() => run(applyFilter(''))} />}
      <BarButton
        name={words.apply}
        hint={`${words.apply} (Enter)`}
        icon="apply"
        press={() => run(applyFilter(app.get().filterText))}
      />
      <BarButton name={words.history} icon="history" menu press={() => open(words.history, filterHistoryMenu())} />
      {menu && <ContextMenu label={menu.label} items={menu.items} place={menu} close={() => setMenu(undefined)} />}
    </div>
  );
}

function BarButton({
  name,
  hint = name,
  icon,
  menu = false,
  press,
}: {
  readonly name: string;
  readonly hint?: string;
  readonly icon: 'bookmark' | 'close' | 'apply' | 'history';
  readonly menu?: boolean;
  readonly press: () => void;
}) {
  return (
    <button
      type="button"
      className="button"
      aria-label={name}
      aria-haspopup={menu ? 'menu' : undefined}
      title={hint}
      onClick={press}
    >
      <Icon name={icon} />
    </button>
  );
}
