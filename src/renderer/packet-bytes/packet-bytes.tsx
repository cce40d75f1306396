/** The bytes pane: the selected packet in hexadecimal and ASCII, and what was reassembled of it, each buffer a tab. */
import './packet-bytes.css';
import type { WindowDetail } from '../../shared/packed-detail';
import { messages } from '../messages/messages';
import { app, useApp } from '../state/app-state';
import { BytesDump } from './bytes-dump';

export function PacketBytes() {
  const detail = useApp((state) => state.detail);
  const buffer = useApp((state) => state.buffer);
  return (
    <section className="bytes-pane" aria-label={messages.bytes.name}>
      {detail && detail.buffers.length > 1 && <BufferTabs detail={detail} buffer={buffer} />}
      {detail?.buffers[buffer] ? (
        <BytesDump key={buffer} detail={detail} buffer={buffer} />
      ) : (
        <div className="pane-message">{messages.bytes.none}</div>
      )}
    </section>
  );
}

function BufferTabs({ detail, buffer }: { readonly detail: WindowDetail; readonly buffer: number }) {
  const step = (by: number): void => {
    const count = detail.buffers.length;
    app.set({ buffer: (buffer + by + count) % count });
  };
  return (
    <div
      role="tablist"
      className="bytes-tabs"
      aria-label={messages.bytes.buffers}
      onKeyDown={(event) => {
        if (event.key === 'ArrowRight') step(1);
        if (event.key === 'ArrowLeft') step(-1);
      }}
    >
      {detail.buffers.map(({ name }, place) => (
        <button
          key={name}
          type="button"
          role="tab"
          aria-selected={place === buffer}
          tabIndex={place === buffer ? 0 : -1}
          onClick={() => app.set({ buffer: place })}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
