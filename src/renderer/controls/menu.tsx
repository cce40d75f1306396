/** A menu that pops up: by pointer and by the keys that ARIA's authoring practices give menus. */
import './menu.css';
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type { MenuItem } from './menu-item';

export interface MenuPlace {
  readonly left: number;
  readonly top: number;
  /** Where the menu may begin instead when there is no room on the right. */
  readonly otherLeft?: number;
}

interface MenuProperties {
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly place: MenuPlace;
  /** Called before a command runs, and when the menu is left. */
  readonly close: () => void;
  /** Called for the arrow key that leads out of the menu: to a neighbour in a menu bar, or back to the parent. */
  readonly leave?: (direction: 'left' | 'right') => void;
}

/** A menu with everything under it: a click beside it closes it, and the focus goes back to where it was. */
export function ContextMenu(properties: MenuProperties) {
  const before = useRef(document.activeElement);
  const close = (): void => {
    properties.close();
    if (before.current instanceof HTMLElement) before.current.focus();
  };
  // The menu must not take over the font of the pane it was opened in.
  return createPortal(
    <>
      <div
        className="menu-backdrop"
        role="presentation"
        onMouseDown={(event) => {
          event.preventDefault();
          close();
        }}
        onContextMenu={(event) => event.preventDefault()}
      />
      <MenuPopup {...properties} close={close} />
    </>,
    document.body,
  );
}

export function MenuPopup({ label, items, place, close, leave }: MenuProperties) {
  const box = useRef<HTMLDivElement>(null);
  const [openSubmenu, setOpenSubmenu] = useState(-1);
  const [position, setPosition] = useState<{ left: number; top: number }>();

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const { width, height } = element.getBoundingClientRect();
    const fits = place.left + width <= window.innerWidth - 4;
    const left = fits ? place.left : (place.otherLeft ?? window.innerWidth - 4) - width;
    setPosition({ left: Math.max(4, left), top: Math.max(4, Math.min(place.top, window.innerHeight - height - 4)) });
  }, [place.left, place.top, place.otherLeft]);
  const placed = position !== undefined;
  useEffect(() => {
    if (placed) focusEntry(box.current, 0);
  }, [placed]);

  const move = (event: KeyboardEvent): void => {
    if (event.target instanceof HTMLElement && event.target.closest('[role="menu"]') !== box.current) return;
    const entries = entriesOf(box.current);
    const at = entries.indexOf(document.activeElement as HTMLElement);
    const item = items[Number(entries[at]?.dataset.place)];
    switch (event.key) {
      case 'ArrowDown':
        focusEntry(box.current, at + 1);
        break;
      case 'ArrowUp':
        focusEntry(box.current, at - 1);
        break;
      case 'Home':
        focusEntry(box.current, 0);
        break;
      case 'End':
        focusEntry(box.current, -1);
        break;
      case 'ArrowRight':
        if (item?.kind === 'submenu') setOpenSubmenu(Number(entries[at].dataset.place));
        else leave?.('right');
        break;
      case 'ArrowLeft':
        leave?.('left');
        break;
      case 'Enter':
      case ' ':
        entries[at]?.click();
        break;
      case 'Escape':
      case 'Tab':
        close();
        break;
      default:
        focusByLetter(entries, at, event.key);
    }
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      ref={box}
      role="menu"
      tabIndex={-1}
      aria-label={label}
      className="menu-popup"
      style={position ?? { left: place.left, top: place.top, visibility: 'hidden' }}
      onKeyDown={move}
      onContextMenu={(event) => event.preventDefault()}
    >
      {items.map((item, index) => {
        if (item.kind === 'separator') return <div key={index} role="separator" className="menu-separator" />;
        if (item.kind === 'submenu') {
          return (
            <SubmenuEntry
              key={index}
              item={item}
              index={index}
              open={openSubmenu === index}
              setOpen={(open) => setOpenSubmenu(open ? index : -1)}
              close={close}
            />
          );
        }
        return <CommandEntry key={index} item={item} index={index} close={close} enter={() => setOpenSubmenu(-1)} />;
      })}
    </div>
  );
}

function CommandEntry({
  item,
  index,
  close,
  enter,
}: {
  readonly item: Extract<MenuItem, { kind: 'command' }>;
  readonly index: number;
  readonly close: () => void;
  readonly enter: () => void;
}) {
  const role = item.checked === undefined ? 'menuitem' : item.oneOfMany ? 'menuitemradio' : 'menuitemcheckbox';
  return (
    <div
      role={role}
      tabIndex={-1}
      className="menu-entry"
      data-place={index}
      aria-checked={item.checked}
      aria-disabled={!item.enabled}
      aria-keyshortcuts={item.shortcut?.replaceAll('Ctrl', 'Control')}
      onMouseEnter={(event) => {
        event.currentTarget.focus();
        enter();
      }}
      onClick={() => {
        if (!item.enabled) return;
        close();
        item.run();
      }}
    >
      <span className="menu-check" aria-hidden="true">
        {item.checked ? (item.oneOfMany ? '•' : '✓') : ''}
      </span>
      {item.title}
      <span className="menu-shortcut" aria-hidden="true">
        {item.shortcut}
      </span>
    </div>
  );
}

function SubmenuEntry({
  item,
  index,
  open,
  setOpen,
  close,
}: {
  readonly item: Extract<MenuItem, { kind: 'submenu' }>;
  readonly index: number;
  readonly open: boolean;
  readonly setOpen: (open: boolean) => void;
  readonly close: () => void;
}) {
  const entry = useRef<HTMLDivElement>(null);
  const edges = entry.current?.getBoundingClientRect();
  return (
    <>
      <div
        ref={entry}
        role="menuitem"
        tabIndex={-1}
        className="menu-entry"
        data-place={index}
        aria-haspopup="menu"
        aria-expanded={open}
        onMouseEnter={(event) => {
          event.currentTarget.focus();
          setOpen(true);
        }}
        onClick={() => setOpen(true)}
      >
        <span className="menu-check" />
        {item.title}
        <span className="menu-shortcut" aria-hidden="true">
          ▸
        </span>
      </div>
      {open && edges && (
        <MenuPopup
          label={item.title}
          items={item.items}
          place={{ left: edges.right + 2, top: edges.top - 5, otherLeft: edges.left - 2 }}
          close={close}
          leave={(direction) => {
            if (direction === 'right') return;
            setOpen(false);
            entry.current?.focus();
          }}
        />
      )}
    </>
  );
}

function entriesOf(menu: HTMLElement | null): HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>(':scope > [data-place]') ?? [])];
}

/** Focuses the entry at a place, counted from the end when negative, wrapping around. */
function focusEntry(menu: HTMLElement | null, place: number): void {
  const entries = entriesOf(menu);
  if (entries.length > 0) entries[(place + entries.length) % entries.length].focus();
}

function focusByLetter(entries: readonly HTMLElement[], at: number, key: string): void {
  if (key.length !== 1) return;
  const order = [...entries.slice(at + 1), ...entries.slice(0, at + 1)];
  order.find((entry) => entry.innerText.trim().toLowerCase().startsWith(key.toLowerCase()))?.focus();
}
