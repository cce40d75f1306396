/** The table of all commands, from which menus, palette, toolbar, shortcuts and the list of shortcuts come. */
import { messages } from '../messages/messages';
import { app } from '../state/app-state';
import { analyzeCommands } from './analyze-commands';
import type { Command, CommandName } from './command';
import { editCommands } from './edit-commands';
import { fileCommands } from './file-commands';
import { goCommands } from './go-commands';
import { graphCommands } from './graph-commands';
import { helpCommands } from './help-commands';
import { type KeyPress, shortcutOf, worksWhileTyping } from './shortcut';
import { tabCommands } from './tab-commands';
import { viewCommands } from './view-commands';

export const commandTable: readonly Command[] = [
  ...fileCommands,
  ...editCommands,
  ...viewCommands,
  ...tabCommands,
  ...goCommands,
  ...analyzeCommands,
  ...graphCommands,
  ...helpCommands,
];

const byName = new Map(commandTable.map((command) => [command.name, command]));
const byShortcut = new Map(
  commandTable.flatMap((command) =>
    [command.shortcut, command.otherShortcut].flatMap((shortcut) => (shortcut ? [[shortcut, command] as const] : [])),
  ),
);

/** The command of a name. */
export function commandNamed(name: CommandName): Command {
  const command = byName.get(name);
  if (!command) throw new Error(`There is no command ${name}.`);
  return command;
}

export function titleOf(command: Command): string {
  return messages.commands[command.name];
}

export function isEnabled(command: Command): boolean {
  return command.enabled?.(app.get()) ?? true;
}

/** Runs a command, unless it is disabled. */
export function runCommand(command: Command): void {
  if (isEnabled(command)) command.run();
}

/** Runs the command of a key press. True when there was one. */
export function runShortcut(press: KeyPress, typing: boolean): boolean {
  const shortcut = shortcutOf(press);
  const command = byShortcut.get(shortcut);
  if (!command || (typing && !worksWhileTyping(shortcut))) return false;
  runCommand(command);
  return true;
}
