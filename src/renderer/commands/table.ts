/** The table of all commands, from which menus, palette, toolbar, shortcuts and the list of shortcuts come. */
import { messages } from '../messages/messages';
import { app } from '../state/app-state';
import { analyzeCommands } from './analyze-commands';
import { captureCommands } from './capture-commands';
import type { Command, CommandName } from './command';
import { editCommands } from './edit-commands';
import { exchangeCommands } from './exchange-commands';
import { fileCommands } from './file-commands';
import { goCommands } from './go-commands';
import { graphCommands } from './graph-commands';
import { helpCommands } from './help-commands';
import { type KeyPress, shortcutOf, worksWhileTyping } from './shortcut';
import { streamCommands } from './stream-commands';
import { tabCommands } from './tab-commands';
import { toolsCommands } from './tools-commands';
import { viewCommands } from './view-commands';

export const commandTable: readonly Command[] = [
  ...fileCommands,
  ...editCommands,
  ...viewCommands,
  ...tabCommands,
  ...goCommands,
  ...captureCommands,
  ...analyzeCommands,
  ...streamCommands,
  ...graphCommands,
  ...toolsCommands,
  ...exchangeCommands,
  ...helpCommands,
];

const byName = new Map(commandTable.map((command) => [command.name, command]));
/** A shortcut may belong to several commands of which one at a time is enabled, such as Start and Stop. */
const byShortcut = new Map<string, Command[]>();
for (const command of commandTable)
  for (const shortcut of [command.shortcut, command.otherShortcut])
    if (shortcut) byShortcut.set(shortcut, [...(byShortcut.get(shortcut) ?? []), command]);

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
  const commands = byShortcut.get(shortcut);
  if (!commands || (typing && !worksWhileTyping(shortcut))) return false;
  const able = commands.find(isEnabled);
  if (able) runCommand(able);
  return true;
}
