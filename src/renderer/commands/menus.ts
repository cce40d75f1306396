/** The menus: of the menu bar, and those that pop up over the panes. */
import { takeTerm } from '../actions/filter';
import { run } from '../actions/notices';
import { focusPane } from '../actions/panes';
import { selectedByteTerms } from '../actions/terms';
import { askMain } from '../bridge/main-client';
import type { MenuItem } from '../controls/menu-item';
import { messages } from '../messages/messages';
import { app } from '../state/app-state';
import { combinations } from './analyze-commands';
import type { Command, CommandName, MenuName, SubmenuName } from './command';
import { commandNamed, commandTable, isEnabled, titleOf } from './table';

/** The menus that have commands, in order. */
export const menuNames = (Object.keys(messages.menus) as MenuName[]).filter((menu) =>
  commandTable.some((command) => command.menu === menu),
);

/** The content of a menu of the menu bar. */
export function barMenu(menu: MenuName): MenuItem[] {
  const items = inGroups(commandTable.filter((command) => command.menu === menu));
  if (menu === 'file') items.splice(1, 0, recentMenu());
  if (menu === 'capture') items.push(...ringMenu());
  return items;
}

/** A command as a menu shows it. */
export function menuEntry(command: Command): MenuItem {
  return {
    kind: 'command',
    title: titleOf(command),
    shortcut: command.shortcut,
    enabled: isEnabled(command),
    checked: command.checked?.(app.get()),
    oneOfMany: command.oneOfMany,
    run: command.run,
  };
}

/** Commands in their groups, with lines between and submenus gathered where their first command stands. */
function inGroups(commands: readonly Command[]): MenuItem[] {
  const items: MenuItem[] = [];
  const gathered = new Set<SubmenuName>();
  let group = commands[0]?.group;
  for (const command of commands) {
    const { submenu } = command;
    if (submenu && gathered.has(submenu)) continue;
    if (command.group !== group) items.push({ kind: 'separator' });
    group = command.group;
    if (submenu) {
      gathered.add(submenu);
      const inside = commands.filter((other) => other.submenu === submenu);
      items.push({ kind: 'submenu', title: messages.submenus[submenu], items: inside.map(menuEntry) });
    } else items.push(menuEntry(command));
  }
  return items;
}

function recentMenu(): MenuItem {
  const { recent } = app.get();
  const files = recent.map(
    ({ name, folder }, index): MenuItem => ({
      kind: 'command',
      title: `${name}  —  ${folder}`,
      enabled: true,
      run: () => run(askMain('openRecent', { index })),
    }),
  );
  const clear: MenuItem[] =
    files.length === 0
      ? [{ kind: 'command', title: messages.recent.none, enabled: false, run: () => undefined }]
      : [
          { kind: 'separator' },
          {
            kind: 'command',
            title: messages.recent.clear,
            enabled: true,
            run: () => run(askMain('clearRecent', undefined)),
          },
        ];
  return { kind: 'submenu', title: messages.submenus.openRecent, items: [...files, ...clear] };
}

/** The files of a ring buffer, of which the window shows one. */
function ringMenu(): MenuItem[] {
  const { live } = app.get();
  if (!live || live.files.length < 2) return [];
  const items = live.files.map(
    ({ name, bytes }, index): MenuItem => ({
      kind: 'command',
      title: messages.capturing.file(name, bytes),
      enabled: true,
      checked: index === live.shown,
      oneOfMany: true,
      run: () => run(askMain('showRingFile', { index })),
    }),
  );
  return [{ kind: 'separator' }, { kind: 'submenu', title: messages.submenus.captureFiles, items }];
}

function entries(...names: CommandName[]): MenuItem[] {
  return names.map((name) => menuEntry(commandNamed(name)));
}

function submenu(name: SubmenuName): MenuItem {
  const inside = commandTable.filter((command) => command.submenu === name);
  return { kind: 'submenu', title: messages.submenus[name], items: inside.map(menuEntry) };
}

const line: MenuItem = { kind: 'separator' };

/** The menu over a row of the packet list. */
export function packetMenu(): MenuItem[] {
  return [
    ...entries('mark', 'ignore', 'timeReference', 'comments'),
    line,
    submenu('applyFilter'),
    submenu('prepareFilter'),
    submenu('conversationFilter'),
    submenu('follow'),
    ...entries('socketOfPacket'),
    line,
    submenu('copy'),
    submenu('copyBytes'),
  ];
}

/** The menu over a line of the detail tree. */
export function detailMenu(): MenuItem[] {
  return [
    ...entries('expandSubtrees', 'collapseSubtrees', 'expandAll', 'collapseAll'),
    line,
    ...entries('applyAsColumn'),
    line,
    submenu('applyFilter'),
    submenu('prepareFilter'),
    line,
    submenu('copy'),
    submenu('copyBytes'),
    ...entries('exportBytes'),
    line,
    ...entries('goToLinked'),
  ];
}

/** The menu over the bytes. Bytes selected by hand can be looked for in their protocol and in the frame. */
export function bytesMenu(): MenuItem[] {
  const terms = selectedByteTerms();
  const inside = commandTable.filter((command) => command.submenu === 'copyBytes');
  return [
    ...inside.map(menuEntry),
    line,
    ...entries('exportBytes'),
    line,
    ...(terms.length > 0 ? terms.flatMap(byteTermMenus) : [submenu('applyFilter'), submenu('prepareFilter')]),
  ];
}

function byteTermMenus(term: string): MenuItem[] {
  const place = term.slice(0, term.indexOf(' '));
  return termMenus(term).map((item) =>
    item.kind === 'submenu' ? { ...item, title: `${item.title}: ${place}` } : item,
  );
}

/** Apply as Filter and Prepare as Filter, for a term that a view brings. */
export function termMenus(term: string): MenuItem[] {
  const ways = (prepareOnly: boolean): MenuItem[] =>
    combinations.map(([combination, apply, prepare]) => ({
      kind: 'command',
      title: messages.commands[prepareOnly ? prepare : apply],
      enabled: term !== '',
      run: () => {
        takeTerm(term, combination, prepareOnly);
        if (prepareOnly) focusPane('filter');
      },
    }));
  return [
    { kind: 'submenu', title: messages.submenus.applyFilter, items: ways(false) },
    { kind: 'submenu', title: messages.submenus.prepareFilter, items: ways(true) },
  ];
}
