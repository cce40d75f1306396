/** A command: one thing the user can have done, by menu, palette, toolbar or key. */
import type { IconName } from '../controls/icon';
import type { messages } from '../messages/messages';
import { type AppState, hasCapture } from '../state/app-state';

export type MenuName = keyof typeof messages.menus;
export type SubmenuName = keyof typeof messages.submenus;
export type CommandName = keyof typeof messages.commands;

export interface Command {
  /** Names the command and, through the message catalogue, its title. */
  readonly name: CommandName;
  readonly menu: MenuName;
  /** Commands of a menu that stand together; a line divides the groups. */
  readonly group: string;
  readonly submenu?: SubmenuName;
  /** As it is printed: modifiers in the order Ctrl, Alt, Shift, then the key. */
  readonly shortcut?: string;
  /** Another shortcut that does the same and is not printed. */
  readonly otherShortcut?: string;
  readonly icon?: IconName;
  /** Always enabled when missing. */
  readonly enabled?: (state: AppState) => boolean;
  /** For a switch: whether it is on. */
  readonly checked?: (state: AppState) => boolean;
  /** The switch is one of several that exclude each other. */
  readonly oneOfMany?: boolean;
  readonly run: () => void;
}

/** A packet is selected. */
export function hasPacket(state: AppState): boolean {
  return hasCapture(state) && state.selection !== undefined;
}

/** A line of the detail that has a field name is selected. */
export function hasField(state: AppState): boolean {
  return hasPacket(state) && (state.detail?.nodes[state.node]?.field ?? '') !== '';
}
