/** Help > Keyboard Shortcuts: made from the command table. */
import './dialogs.css';
import { menuNames } from '../commands/menus';
import { commandTable, titleOf } from '../commands/table';
import { Dialog } from '../controls/dialog';
import { CloseButton } from '../controls/dialog-buttons';
import { messages } from '../messages/messages';

export function ShortcutsDialog({ close }: { readonly close: () => void }) {
  return (
    <Dialog
      title={messages.shortcuts.title}
      close={close}
      submit={close}
      width={560}
      buttons={<CloseButton close={close} />}
    >
      {menuNames.map((menu) => {
        const commands = commandTable.filter((command) => command.menu === menu && command.shortcut);
        if (commands.length === 0) return undefined;
        return (
          <table key={menu} className="shortcut-table">
            <thead>
              <tr>
                <th colSpan={2}>{messages.menus[menu]}</th>
              </tr>
            </thead>
            <tbody>
              {commands.map((command) => (
                <tr key={command.name}>
                  <td>
                    {command.submenu && `${messages.submenus[command.submenu]} › `}
                    {titleOf(command)}
                  </td>
                  <td>{command.shortcut}</td>
                </tr>
              ))}
            </tbody>
          </table>
        );
      })}
    </Dialog>
  );
}
