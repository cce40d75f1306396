/** The selected packet as the four layers of TCP/IP, each as wide as its bytes. */
import './layer-strip.css';
import { selectNode } from '../actions/selection';
import { messages } from '../messages/messages';
import { app, useApp } from '../state/app-state';

/** Least width of a block, in pixels, so that its name can be read. */
const leastWidth = 104;

export function LayerStrip() {
  const detail = useApp((state) => state.detail);
  const litLayer = useApp((state) => state.litLayer);
  return (
    <div className="layer-strip" role="group" aria-label={messages.strip.name}>
      {detail?.strip.map((block, place) => (
        <button
          key={place}
          type="button"
          className={`layer-block${block.layerClass === litLayer ? ' lit' : ''}`}
          style={{
            flex: `${Math.max(1, block.bytes)} 1 auto`,
            minWidth: leastWidth,
            background: `var(--strip-${block.layerClass})`,
          }}
          title={`${messages.strip.layers[block.layerClass]}: ${block.summary} · ${messages.strip.bytes(block.bytes)}`}
          onClick={() => selectNode(block.nodes[0])}
          onPointerEnter={() => app.set({ litLayer: block.layerClass })}
          onPointerLeave={() => app.set({ litLayer: undefined })}
        >
          <b>{messages.strip.layers[block.layerClass]}</b>
          <span>
            {block.summary} · {messages.strip.bytes(block.bytes)}
          </span>
        </button>
      ))}
    </div>
  );
}
