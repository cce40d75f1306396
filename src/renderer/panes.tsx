/** The panes of an open capture: the list above, the detail and the bytes below, divided by lines that can be dragged. */

import { defaultSettings } from '../shared/default-settings';
import { changeLayout } from './actions/settings';
import { Splitter } from './controls/splitter';
import { LayerStrip } from './layer-strip/layer-strip';
import { messages } from './messages/messages';
import { PacketBytes } from './packet-bytes/packet-bytes';
import { PacketDetailView } from './packet-detail/packet-detail';
import { PacketList } from './packet-list/packet-list';
import { useApp } from './state/app-state';

const usual = defaultSettings.layout;

export function Panes() {
  const layout = useApp((state) => state.settings.layout);
  const lower = layout.showDetail || layout.showBytes;
  return (
    <main className="panes">
      <div className={lower ? 'pane' : 'pane rest'} style={lower ? { height: percent(layout.list) } : undefined}>
        <PacketList />
      </div>
      {lower && (
        <>
          <Splitter
            orientation="horizontal"
            label={messages.panes.listEdge}
            share={layout.list}
            usual={usual.list}
            change={(list) => changeLayout({ list })}
          />
          <div className="lower-panes">
            {layout.showLayerStrip && <LayerStrip />}
            <DetailPanes />
          </div>
        </>
      )}
    </main>
  );
}

function DetailPanes() {
  const { arrangement, detail, showDetail, showBytes } = useApp((state) => state.settings.layout);
  const both = showDetail && showBytes;
  // Until the user drags the edge, a whole line of bytes is in view also in a small window.
  const roomForBytes = both && arrangement === 'beside' && detail === usual.detail;
  const size = arrangement === 'beside' ? { width: percent(detail) } : { height: percent(detail) };
  return (
    <div className={`detail-panes ${arrangement}`}>
      {showDetail && (
        <div className={both ? 'pane detail' : 'pane rest'} style={both ? size : undefined}>
          <PacketDetailView />
        </div>
      )}
      {both && (
        <Splitter
          orientation={arrangement === 'beside' ? 'vertical' : 'horizontal'}
          label={messages.panes.detailEdge}
          share={detail}
          usual={usual.detail}
          change={(share) => changeLayout({ detail: share })}
        />
      )}
      {showBytes && (
        <div className={roomForBytes ? 'pane rest whole-bytes' : 'pane rest'}>
          <PacketBytes />
        </div>
      )}
    </div>
  );
}

function percent(share: number): string {
  return `${share * 100}%`;
}
