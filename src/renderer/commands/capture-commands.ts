/** The commands of the Capture menu, and Go > Auto Scroll. */
import { toggleAutoScroll } from '../actions/auto-scroll';
import { lookForInterfaces, restartCapture, startChosen, stopCapture } from '../actions/capturing';
import { run } from '../actions/notices';
import { openTab } from '../actions/tabs';
import { app, isCapturing } from '../state/app-state';
import type { Command } from './command';

export const captureCommands: readonly Command[] = [
  {
    name: 'captureOptions',
    menu: 'capture',
    group: 'run',
    shortcut: 'Ctrl+K',
    icon: 'options',
    enabled: (state) => !isCapturing(state),
    run: () => app.set({ dialog: { kind: 'capture-options' } }),
  },
  {
    name: 'startCapture',
    menu: 'capture',
    group: 'run',
    shortcut: 'Ctrl+E',
    icon: 'start',
    enabled: (state) => !isCapturing(state),
    run: () => startChosen(),
  },
  {
    name: 'stopCapture',
    menu: 'capture',
    group: 'run',
    shortcut: 'Ctrl+E',
    icon: 'stop',
    enabled: isCapturing,
    run: stopCapture,
  },
  {
    name: 'restartCapture',
    menu: 'capture',
    group: 'run',
    shortcut: 'Ctrl+R',
    icon: 'reload',
    enabled: isCapturing,
    run: () => run(restartCapture()),
  },
  {
    name: 'captureSource',
    menu: 'capture',
    group: 'more',
    enabled: (state) => !isCapturing(state),
    run: () => app.set({ dialog: { kind: 'capture-source' } }),
  },
  {
    name: 'captureFilters',
    menu: 'capture',
    group: 'more',
    run: () => app.set({ dialog: { kind: 'capture-filters' } }),
  },
  {
    name: 'refreshInterfaces',
    menu: 'capture',
    group: 'more',
    shortcut: 'F5',
    run: () => run(lookForInterfaces()),
  },
  {
    name: 'whyNothing',
    menu: 'capture',
    group: 'help',
    run: () => openTab({ kind: 'capture-check' }),
  },
  {
    name: 'autoScroll',
    menu: 'go',
    group: 'auto-scroll',
    icon: 'autoScroll',
    enabled: (state) => state.capture !== undefined && isCapturing(state),
    checked: (state) => state.autoScroll,
    run: toggleAutoScroll,
  },
];
