/** The window: what stands where. */
import './app.css';
import { useEffect, useLayoutEffect } from 'react';
import { useSettled } from './actions/settled';
import { Banners } from './banner/banner';
import { Failure } from './banner/failure';
import { CaptureBanners } from './capturing/capture-banners';
import { CaptureDialogs } from './capturing/capture-dialogs';
import { CaptureStatus } from './capturing/capture-status';
import { Recovery } from './capturing/recovery';
import { SpoolLine } from './capturing/spool-line';
import { StartCapture } from './capturing/start-capture';
import { runShortcut } from './commands/table';
import { Dialogs } from './dialogs/dialogs';
import { FilterBar } from './filter-bar/filter-bar';
import { FindBar } from './find/find-bar';
import { MenuBar } from './menu-bar/menu-bar';
import { Palette } from './palette/palette';
import { Panes } from './panes';
import { ProblemCount } from './problem-streams/problem-count';
import { FileDrop } from './start-page/file-drop';
import { StartPage } from './start-page/start-page';
import { failureOf, useApp } from './state/app-state';
import { StatusBar } from './status-bar/status-bar';
import { Workspace } from './tabs/workspace';
import { useTheme } from './theme/theme';
import { Toolbar } from './toolbar/toolbar';

export function App() {
  const theme = useTheme(useApp((state) => state.settings.theme));
  // Before the effects of what stands inside: terminals read their colours from it there.
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  useShortcuts();
  useSettled();
  const started = useApp((state) => state.start !== undefined);
  const layout = useApp((state) => state.settings.layout);
  const open = useApp((state) => state.capture !== undefined);
  const finding = useApp((state) => state.find.open);
  const choosing = useApp((state) => state.paletteOpen);
  if (!started) return undefined;
  return (
    <div className="window">
      <MenuBar />
      {layout.showToolbar && <Toolbar />}
      <Banners />
      <CaptureBanners />
      <Workspace>
        {open && layout.showFilterBar && <FilterBar />}
        {open && finding && <FindBar />}
        <Content />
      </Workspace>
      {layout.showStatusBar && (
        <StatusBar>
          {open && <ProblemCount />}
          <CaptureStatus />
        </StatusBar>
      )}
      <FileDrop />
      {choosing && <Palette />}
      <Dialogs />
      <CaptureDialogs />
    </div>
  );
}

function Content() {
  const open = useApp((state) => state.capture !== undefined);
  const failure = useApp(failureOf);
  const awaited = useApp((state) => state.start?.awaitsCapture ?? false);
  if (failure !== undefined) return <Failure message={failure} />;
  if (open) return <Panes />;
  return awaited ? (
    <main style={{ flex: 1 }} />
  ) : (
    <StartPage before={<Recovery />} capture={<StartCapture />} after={<SpoolLine />} />
  );
}

/** Runs the commands whose shortcuts are pressed, wherever the focus is. */
function useShortcuts(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || document.querySelector('dialog[open]')) return;
      const { target } = event;
      const typing =
        target instanceof HTMLInputElement ||
        target instanceof HTMLTextAreaElement ||
        target instanceof HTMLSelectElement ||
        (target instanceof HTMLElement && target.isContentEditable);
      if (runShortcut(event, typing)) event.preventDefault();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
