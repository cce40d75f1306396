/** The commands of the View menu for the views beside the packets and the panel at the bottom. */
import { changeLayout } from '../actions/settings';
import { closeTab, showTab, stepTab } from '../actions/tabs';
import { app } from '../state/app-state';
import type { Command } from './command';

export const tabCommands: readonly Command[] = [
  {
    name: 'nextTab',
    menu: 'view',
    group: 'tabs',
    shortcut: 'Ctrl+PageDown',
    enabled: ({ tabs }) => tabs.main.tabs.length > 0,
    run: () => stepTab(1),
  },
  {
    name: 'previousTab',
    menu: 'view',
    group: 'tabs',
    shortcut: 'Ctrl+PageUp',
    enabled: ({ tabs }) => tabs.main.tabs.length > 0,
    run: () => stepTab(-1),
  },
  {
    name: 'closeTab',
    menu: 'view',
    group: 'tabs',
    shortcut: 'Ctrl+F4',
    enabled: ({ tabs }) => tabs.main.front !== undefined,
    run: () => {
      const { front } = app.get().tabs.main;
      if (front !== undefined) closeTab(front);
    },
  },
  {
    name: 'tabsBeside',
    menu: 'view',
    group: 'tabs',
    checked: ({ settings }) => settings.layout.tabsBeside,
    run: () => changeLayout({ tabsBeside: !app.get().settings.layout.tabsBeside }),
  },
  {
    name: 'showPanel',
    menu: 'view',
    group: 'tabs',
    shortcut: 'Ctrl+J',
    enabled: ({ tabs }) => tabs.panel.tabs.length > 0,
    checked: ({ tabs }) => tabs.panel.front !== undefined,
    run: () => {
      const { front, tabs } = app.get().tabs.panel;
      showTab('panel', front === undefined ? tabs[tabs.length - 1]?.id : undefined);
    },
  },
];
