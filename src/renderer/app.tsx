/** The window: what stands where. */
import './app.css';
import { useEffect } from 'react';
import { LayerStrip } from './layer-strip/layer-strip';
import { PacketBytes } from './packet-bytes/packet-bytes';
import { PacketDetailView } from './packet-detail/packet-detail';
import { PacketList } from './packet-list/packet-list';
import { useApp } from './state/app-state';
import { StatusBar } from './status-bar/status-bar';
import { useTheme } from './theme/theme';

export function App() {
  const theme = useTheme(useApp((state) => state.settings.theme));
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  const started = useApp((state) => state.start !== undefined);
  if (!started) return undefined;
  return (
    <div className="window">
      <div className="panes" style={{ gridTemplateRows: '1fr 34px 300px' }}>
        <PacketList />
        <LayerStrip />
        <div style={{ display: 'grid', gridTemplateColumns: '1fr 560px', minHeight: 0 }}>
          <PacketDetailView />
          <PacketBytes />
        </div>
      </div>
      <StatusBar />
    </div>
  );
}
