/** The command palette: every command by its name, with its shortcut. */
import './palette.css';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { Command } from '../commands/command';
import { commandTable, isEnabled, runCommand, titleOf } from '../commands/table';
import { messages } from '../messages/messages';
import { app } from '../state/app-state';

export function Palette() {
  const before = useRef(document.activeElement);
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const found = useMemo(() => matching(text), [text]);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);

  const close = (): void => {
    app.set({ paletteOpen: false });
    if (before.current instanceof HTMLElement) before.current.focus();
  };
  const choose = (command: Command | undefined): void => {
    if (!command || !isEnabled(command)) return;
    close();
    runCommand(command);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') setChosen((chosen + 1) % Math.max(1, found.length));
    else if (event.key === 'ArrowUp') setChosen((chosen - 1 + found.length) % Math.max(1, found.length));
    else if (event.key === 'Enter') choose(found[chosen]);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
  };
  return (
    <>
      <div className="palette-backdrop" role="presentation" onMouseDown={close} />
      <div className="palette" role="dialog" aria-label={messages.palette.name}>
        <input
          ref={input}
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={found.length > 0 ? `palette-${chosen}` : undefined}
          aria-label={messages.palette.name}
          placeholder={messages.palette.placeholder}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setChosen(0);
          }}
          onKeyDown={press}
        />
        {found.length === 0 && <p>{messages.palette.none}</p>}
        <div id="palette-list" role="listbox" aria-label={messages.palette.name}>
          {found.map((command, place) => (
            <div
              key={command.name}
              id={`palette-${place}`}
              role="option"
              aria-selected={place === chosen}
              aria-disabled={!isEnabled(command)}
              ref={(element) => {
                if (place === chosen) element?.scrollIntoView({ block: 'nearest' });
              }}
              onMouseMove={() => setChosen(place)}
              onMouseDown={(event) => {
                event.preventDefault();
                choose(command);
              }}
            >
              <span className="menu-path">{pathOf(command)}</span>
              {titleOf(command)}
              <kbd>{command.shortcut}</kbd>
            </div>
          ))}
        </div>
      </div>
    </>
  );
}

function pathOf(command: Command): string {
  const parts = [messages.menus[command.menu], command.submenu ? messages.submenus[command.submenu] : undefined];
  return `${parts.filter(Boolean).join(' › ')} ›`;
}

/** Commands whose path and name hold every word; those that can be run first, and of these those that begin with the text. */
function matching(text: string): readonly Command[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = commandTable.filter((command) => {
    const whole = `${pathOf(command)} ${titleOf(command)}`.toLowerCase();
    return words.every((word) => whole.includes(word));
  });
  const rank = (command: Command): number =>
    (isEnabled(command) ? 0 : 2) + (titleOf(command).toLowerCase().startsWith(text.toLowerCase()) ? 0 : 1);
  return [...found].sort((one, other) => rank(one) - rank(other));
}
