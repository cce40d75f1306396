/** The commands of the Help menu. */
import { run } from '../actions/notices';
import { askMain } from '../bridge/main-client';
import { app } from '../state/app-state';
import type { Command } from './command';
import { referenceCommands } from './filter-commands';

export const helpCommands: readonly Command[] = [
  {
    name: 'palette',
    menu: 'help',
    group: 'help',
    shortcut: 'F1',
    run: () => app.set({ paletteOpen: !app.get().paletteOpen }),
  },
  { name: 'shortcuts', menu: 'help', group: 'help', run: () => app.set({ dialog: { kind: 'shortcuts' } }) },
  ...referenceCommands,
  { name: 'showLog', menu: 'help', group: 'log', run: () => run(askMain('showLog', undefined)) },
  { name: 'about', menu: 'help', group: 'about', run: () => app.set({ dialog: { kind: 'about' } }) },
];
