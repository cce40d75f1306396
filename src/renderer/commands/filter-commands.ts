/** The commands of the Analyze, Edit and Help menus about filters: saved ones, macros, the builder, copies, the field reference. */
import { copyCommandLine, copyFilter } from '../actions/copying';
import { run } from '../actions/notices';
import { changeLayout } from '../actions/settings';
import { openTab } from '../actions/tabs';
import { app, hasCapture } from '../state/app-state';
import type { Command } from './command';

export const filterCommands: readonly Command[] = [
  {
    name: 'saveFilter',
    menu: 'analyze',
    group: 'bar',
    enabled: (state) => hasCapture(state) && state.filterText.trim() !== '',
    run: () => app.set({ dialog: { kind: 'save-filter' } }),
  },
  {
    name: 'displayFilters',
    menu: 'analyze',
    group: 'bar',
    run: () => app.set({ dialog: { kind: 'display-filters' } }),
  },
  { name: 'filterMacros', menu: 'analyze', group: 'bar', run: () => app.set({ dialog: { kind: 'macros' } }) },
  {
    name: 'filterExpression',
    menu: 'analyze',
    group: 'bar',
    enabled: hasCapture,
    run: () => {
      changeLayout({ showFilterBar: true });
      app.set({ builderOpen: true });
    },
  },
];

export const filterCopyCommands: readonly Command[] = [
  {
    name: 'copyFilter',
    menu: 'edit',
    group: 'copy',
    submenu: 'copy',
    enabled: (state) => hasCapture(state) && state.filterText.trim() !== '',
    run: () => run(copyFilter()),
  },
  {
    name: 'copyCommandLine',
    menu: 'edit',
    group: 'copy',
    submenu: 'copy',
    enabled: hasCapture,
    run: () => run(copyCommandLine()),
  },
];

export const referenceCommands: readonly Command[] = [
  {
    name: 'fieldReference',
    menu: 'help',
    group: 'help',
    run: () => openTab({ kind: 'field-reference' }),
  },
];
