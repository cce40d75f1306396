/** The commands of the File menu. */
import { run } from '../actions/notices';
import { exportBytes, saveOver } from '../actions/saving';
import { askMain } from '../bridge/main-client';
import { app, hasCapture, hasUnsavedPackets } from '../state/app-state';
import { type Command, hasPacket } from './command';

export const fileCommands: readonly Command[] = [
  {
    name: 'open',
    menu: 'file',
    group: 'open',
    shortcut: 'Ctrl+O',
    icon: 'open',
    run: () => run(askMain('openDialog', undefined)),
  },
  {
    name: 'openSample',
    menu: 'file',
    group: 'open',
    enabled: (state) => state.start?.hasSample === true,
    run: () => run(askMain('openSample', undefined)),
  },
  {
    name: 'close',
    menu: 'file',
    group: 'open',
    shortcut: 'Ctrl+W',
    icon: 'close',
    enabled: (state) => state.capture !== undefined,
    run: () => run(askMain('closeCapture', undefined)),
  },
  {
    name: 'save',
    menu: 'file',
    group: 'save',
    shortcut: 'Ctrl+S',
    icon: 'save',
    enabled: (state) =>
      hasCapture(state) && (state.capture?.status?.unsavedComments === true || hasUnsavedPackets(state)),
    run: () => run(saveOver()),
  },
  {
    name: 'saveAs',
    menu: 'file',
    group: 'save',
    shortcut: 'Ctrl+Shift+S',
    enabled: hasCapture,
    run: () => app.set({ dialog: { kind: 'save', purpose: 'save-as' } }),
  },
  {
    name: 'exportSpecified',
    menu: 'file',
    group: 'export',
    enabled: hasCapture,
    run: () => app.set({ dialog: { kind: 'save', purpose: 'export' } }),
  },
  {
    name: 'exportCsv',
    menu: 'file',
    group: 'export',
    submenu: 'dissections',
    enabled: hasCapture,
    run: () => app.set({ dialog: { kind: 'dissections', format: 'csv' } }),
  },
  {
    name: 'exportJson',
    menu: 'file',
    group: 'export',
    submenu: 'dissections',
    enabled: hasCapture,
    run: () => app.set({ dialog: { kind: 'dissections', format: 'json' } }),
  },
  {
    name: 'exportBytes',
    menu: 'file',
    group: 'export',
    shortcut: 'Ctrl+Shift+X',
    enabled: hasPacket,
    run: () => run(exportBytes()),
  },
  { name: 'quit', menu: 'file', group: 'quit', shortcut: 'Ctrl+Q', run: () => run(askMain('quit', undefined)) },
];
