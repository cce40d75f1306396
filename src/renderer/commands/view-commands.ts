/** The commands of the View menu. */

import type { Settings, ThemeChoice } from '../../shared/settings';
import { run } from '../actions/notices';
import { focusNextPane } from '../actions/panes';
import { fitColumns, setNameResolution, setTimeFormat } from '../actions/rows';
import { changeLayout, changeSettings, setZoom } from '../actions/settings';
import { setAllExpanded, setSubtreeExpanded } from '../actions/tree';
import { askMain } from '../bridge/main-client';
import { app, hasCapture, isCapturing } from '../state/app-state';
import { type Command, type CommandName, hasPacket } from './command';

type Shown = Extract<keyof Settings['layout'], `show${string}`>;

const shownParts: readonly [CommandName, Shown][] = [
  ['showToolbar', 'showToolbar'],
  ['showFilterBar', 'showFilterBar'],
  ['showStatusBar', 'showStatusBar'],
  ['showLayerStrip', 'showLayerStrip'],
  ['showDetail', 'showDetail'],
  ['showBytes', 'showBytes'],
  ['showMinimap', 'showMinimap'],
];

const shownCommands: readonly Command[] = shownParts.map(([name, part]) => ({
  name,
  menu: 'view',
  group: 'shown',
  checked: (state) => state.settings.layout[part],
  run: () => changeLayout({ [part]: !app.get().settings.layout[part] }),
}));

const arrangements: readonly [CommandName, Settings['layout']['arrangement']][] = [
  ['arrangeBeside', 'beside'],
  ['arrangeStacked', 'stacked'],
];

const arrangementCommands: readonly Command[] = arrangements.map(([name, arrangement]) => ({
  name,
  menu: 'view',
  group: 'look',
  submenu: 'arrangement',
  oneOfMany: true,
  checked: (state) => state.settings.layout.arrangement === arrangement,
  run: () => changeLayout({ arrangement }),
}));

const themes: readonly [CommandName, ThemeChoice][] = [
  ['themeSystem', 'system'],
  ['themeLight', 'light'],
  ['themeDark', 'dark'],
];

const themeCommands: readonly Command[] = themes.map(([name, theme]) => ({
  name,
  menu: 'view',
  group: 'look',
  submenu: 'theme',
  oneOfMany: true,
  checked: (state) => state.settings.theme === theme,
  run: () => changeSettings({ theme }),
}));

const timeFormats: readonly [CommandName, Settings['timeFormat'], string][] = [
  ['timeAbsoluteDate', 'absolute-date', 'Ctrl+Alt+1'],
  ['timeAbsolute', 'absolute', 'Ctrl+Alt+3'],
  ['timeEpoch', 'epoch', 'Ctrl+Alt+4'],
  ['timeRelative', 'relative', 'Ctrl+Alt+5'],
  ['timeDelta', 'delta', 'Ctrl+Alt+6'],
  ['timeDeltaDisplayed', 'delta-displayed', 'Ctrl+Alt+7'],
  ['timeUtcDate', 'utc-date', 'Ctrl+Alt+8'],
  ['timeUtc', 'utc', 'Ctrl+Alt+0'],
];

const timeCommands: readonly Command[] = timeFormats.map(([name, format, shortcut]) => ({
  name,
  menu: 'view',
  group: 'time',
  submenu: 'timeFormat',
  shortcut,
  oneOfMany: true,
  checked: (state) => state.settings.timeFormat === format,
  run: () => run(setTimeFormat(format)),
}));

export const viewCommands: readonly Command[] = [
  ...shownCommands,
  {
    name: 'fullScreen',
    menu: 'view',
    group: 'look',
    shortcut: 'F11',
    run: () => run(askMain('toggleFullScreen', undefined)),
  },
  ...arrangementCommands,
  ...themeCommands,
  ...timeCommands,
  {
    name: 'resolveNames',
    menu: 'view',
    group: 'time',
    submenu: 'nameResolution',
    checked: (state) => state.settings.resolveNames,
    run: () => run(setNameResolution(!app.get().settings.resolveNames)),
  },
  {
    name: 'zoomIn',
    menu: 'view',
    group: 'time',
    submenu: 'zoom',
    shortcut: 'Ctrl++',
    otherShortcut: 'Ctrl+=',
    run: () => setZoom(app.get().settings.zoom + 0.5),
  },
  {
    name: 'zoomOut',
    menu: 'view',
    group: 'time',
    submenu: 'zoom',
    shortcut: 'Ctrl+-',
    run: () => setZoom(app.get().settings.zoom - 0.5),
  },
  { name: 'zoomNormal', menu: 'view', group: 'time', submenu: 'zoom', shortcut: 'Ctrl+0', run: () => setZoom(0) },
  {
    name: 'expandSubtrees',
    menu: 'view',
    group: 'tree',
    shortcut: 'Shift+Right',
    enabled: (state) => hasPacket(state) && state.node >= 0,
    run: () => setSubtreeExpanded(true),
  },
  {
    name: 'collapseSubtrees',
    menu: 'view',
    group: 'tree',
    shortcut: 'Shift+Left',
    enabled: (state) => hasPacket(state) && state.node >= 0,
    run: () => setSubtreeExpanded(false),
  },
  {
    name: 'expandAll',
    menu: 'view',
    group: 'tree',
    shortcut: 'Ctrl+Right',
    enabled: hasPacket,
    run: () => setAllExpanded(true),
  },
  {
    name: 'collapseAll',
    menu: 'view',
    group: 'tree',
    shortcut: 'Ctrl+Left',
    enabled: hasPacket,
    run: () => setAllExpanded(false),
  },
  {
    name: 'colourRows',
    menu: 'view',
    group: 'colours',
    icon: 'colours',
    checked: (state) => state.settings.colourRows,
    run: () => changeSettings({ colourRows: !app.get().settings.colourRows }),
  },
  {
    name: 'colouringRules',
    menu: 'view',
    group: 'colours',
    run: () => app.set({ dialog: { kind: 'colouring' } }),
  },
  {
    name: 'resizeColumns',
    menu: 'view',
    group: 'columns',
    shortcut: 'Ctrl+Shift+R',
    enabled: hasCapture,
    run: () => run(fitColumns()),
  },
  { name: 'columns', menu: 'view', group: 'columns', run: () => app.set({ dialog: { kind: 'columns' } }) },
  {
    name: 'nextPane',
    menu: 'view',
    group: 'panes',
    shortcut: 'F6',
    enabled: hasCapture,
    run: () => focusNextPane(1),
  },
  {
    name: 'previousPane',
    menu: 'view',
    group: 'panes',
    shortcut: 'Shift+F6',
    enabled: hasCapture,
    run: () => focusNextPane(-1),
  },
  {
    name: 'reload',
    menu: 'view',
    group: 'reload',
    shortcut: 'Ctrl+R',
    icon: 'reload',
    enabled: (state) => state.capture !== undefined && !isCapturing(state),
    run: () => run(askMain('reload', undefined)),
  },
];
