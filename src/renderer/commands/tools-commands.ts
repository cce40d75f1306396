/** The commands of the Tools menu: the sockets of this machine, and consoles of one's own. */
import { run } from '../actions/notices';
import { showSocketOfPacket } from '../actions/sockets';
import { openTab } from '../actions/tabs';
import { app } from '../state/app-state';
import { type Command, hasPacket } from './command';

export const toolsCommands: readonly Command[] = [
  {
    name: 'sockets',
    menu: 'tools',
    group: 'sockets',
    shortcut: 'Ctrl+Shift+K',
    icon: 'sockets',
    run: () => openTab({ kind: 'sockets' }),
  },
  {
    name: 'newConsole',
    menu: 'tools',
    group: 'sockets',
    run: () => app.set({ dialog: { kind: 'console', request: undefined } }),
  },
  {
    name: 'launchProgram',
    menu: 'tools',
    group: 'sockets',
    run: () => app.set({ dialog: { kind: 'launch' } }),
  },
  {
    name: 'socketOfPacket',
    menu: 'tools',
    group: 'packet',
    enabled: hasPacket,
    run: () => run(showSocketOfPacket()),
  },
];
