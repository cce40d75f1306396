/** What stands where: the packets, the views that are open beside them, and the panel at the bottom. */
import './tabs.css';
import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { defaultSettings } from '../../shared/default-settings';
import { changeLayout } from '../actions/settings';
import { closeTabs, showTab } from '../actions/tabs';
import { Icon } from '../controls/icon';
import { Splitter } from '../controls/splitter';
import { messages } from '../messages/messages';
import { useApp } from '../state/app-state';
import { TabBar } from './tab-bar';
import { TabPanels } from './tab-panels';
import { viewOf } from './tab-views';

const usual = defaultSettings.layout;

/** `children` are the packets, or what stands in their place. */
export function Workspace({ children }: { readonly children: ReactNode }) {
  useClosingWithCapture();
  const panel = useApp((state) => state.tabs.panel);
  const share = useApp((state) => state.settings.layout.abovePanel);
  const shown = panel.front !== undefined;
  return (
    <div className="workspace">
      <div className="workspace-main" style={shown ? { height: `${share * 100}%` } : undefined}>
        <MainTabs>{children}</MainTabs>
      </div>
      {shown && (
        <Splitter
          orientation="horizontal"
          label={messages.tabs.panelEdge}
          share={share}
          usual={usual.abovePanel}
          change={(abovePanel) => changeLayout({ abovePanel })}
        />
      )}
      <section className="bottom-panel" aria-label={messages.tabs.panel} hidden={!shown}>
        <TabBar place="panel" tabs={panel.tabs} front={panel.front}>
          <button
            type="button"
            className="button"
            aria-label={messages.tabs.hidePanel}
            title={messages.tabs.hidePanel}
            onClick={() => showTab('panel', undefined)}
          >
            <Icon name="down" />
          </button>
        </TabBar>
        <div className="tab-panels">
          <TabPanels tabs={panel.tabs} front={panel.front} />
        </div>
      </section>
    </div>
  );
}

function MainTabs({ children }: { readonly children: ReactNode }) {
  const { tabs, front } = useApp((state) => state.tabs.main);
  const name = useApp((state) => state.capture?.name);
  const beside = useApp((state) => state.settings.layout.tabsBeside);
  const share = useApp((state) => state.settings.layout.besideTabs);
  const split = beside && front !== undefined;
  return (
    <>
      {tabs.length > 0 && (
        <TabBar place="main" tabs={tabs} front={front} first={name ?? messages.tabs.start}>
          <button
            type="button"
            className="button"
            aria-pressed={beside}
            aria-label={messages.tabs.beside}
            title={messages.tabs.beside}
            onClick={() => changeLayout({ tabsBeside: !beside })}
          >
            <Icon name="beside" />
          </button>
        </TabBar>
      )}
      <div className="tab-panels">
        <div
          className="tab-panel"
          hidden={front !== undefined && !split}
          style={split ? { flex: 'none', width: `${share * 100}%` } : undefined}
        >
          {children}
        </div>
        {split && (
          <Splitter
            orientation="vertical"
            label={messages.tabs.besideEdge}
            share={share}
            usual={usual.besideTabs}
            change={(besideTabs) => changeLayout({ besideTabs })}
          />
        )}
        <TabPanels tabs={tabs} front={front} />
      </div>
    </>
  );
}

/** Views of a capture go with it. */
function useClosingWithCapture(): void {
  const serial = useApp((state) => state.capture?.serial);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another capture is what closes them
  useEffect(() => () => closeTabs((content) => viewOf(content).needsCapture), [serial]);
}
