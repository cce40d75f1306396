/** The menu bar: the menus of the command table, and the name of the open capture. */
import './menu-bar.css';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { MenuName } from '../commands/command';
import { barMenu, menuNames } from '../commands/menus';
import { MenuPopup } from '../controls/menu';
import { messages } from '../messages/messages';
import { captureTitle, useApp } from '../state/app-state';

export function MenuBar() {
  const bar = useRef<HTMLDivElement>(null);
  const before = useRef<Element | null>(null);
  const [open, setOpen] = useState<MenuName>();
  const name = useApp(captureTitle);
  const path = useApp((state) => state.capture?.path);

  const openMenu = (menu: MenuName | undefined): void => {
    if (menu !== undefined && open === undefined) before.current = document.activeElement;
    setOpen(menu);
  };
  const close = (): void => {
    setOpen(undefined);
    if (before.current instanceof HTMLElement) before.current.focus();
  };
  useMnemonics(openMenu);

  const entry = (menu: MenuName): HTMLElement | null =>
    bar.current?.querySelector(`[data-menu="${menu}"]`) as HTMLElement | null;
  const neighbour = (menu: MenuName, by: number): MenuName =>
    menuNames[(menuNames.indexOf(menu) + by + menuNames.length) % menuNames.length];
  const moveByKey = (event: KeyboardEvent, menu: MenuName): void => {
    if (event.key === 'ArrowRight') entry(neighbour(menu, 1))?.focus();
    else if (event.key === 'ArrowLeft') entry(neighbour(menu, -1))?.focus();
    else if (event.key === 'ArrowDown') openMenu(menu);
    else return;
    event.preventDefault();
  };

  return (
    <div className="menu-bar">
      {open && <div className="menu-backdrop" role="presentation" onMouseDown={close} />}
      <div ref={bar} role="menubar" aria-label={messages.menuBar}>
        {menuNames.map((menu, place) => (
          <button
            key={menu}
            type="button"
            role="menuitem"
            className="menu-bar-entry"
            data-menu={menu}
            tabIndex={place === 0 ? 0 : -1}
            aria-haspopup="menu"
            aria-expanded={open === menu}
            onMouseDown={(event) => {
              event.preventDefault();
              if (open === menu) close();
              else openMenu(menu);
            }}
            onClick={(event) => event.detail === 0 && openMenu(menu)}
            onMouseEnter={() => open && setOpen(menu)}
            onKeyDown={(event) => moveByKey(event, menu)}
          >
            {messages.menus[menu]}
          </button>
        ))}
      </div>
      {open && (
        <MenuPopup
          key={open}
          label={messages.menus[open]}
          items={barMenu(open)}
          place={{ left: entry(open)?.getBoundingClientRect().left ?? 8, top: 27 }}
          close={close}
          leave={(direction) => setOpen(neighbour(open, direction === 'right' ? 1 : -1))}
        />
      )}
      <span className="menu-bar-title" title={path}>
        {name}
      </span>
    </div>
  );
}

/** Alt with a menu's first letter opens it, F10 the first one. */
function useMnemonics(open: (menu: MenuName) => void): void {
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent): void => {
      const letter = event.altKey && !event.ctrlKey && !event.shiftKey ? event.key.toLowerCase() : undefined;
      const menu =
        event.key === 'F10' && !event.shiftKey
          ? menuNames[0]
          : menuNames.find((name) => messages.menus[name][0].toLowerCase() === letter);
      if (!menu) return;
      event.preventDefault();
      open(menu);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  });
}
