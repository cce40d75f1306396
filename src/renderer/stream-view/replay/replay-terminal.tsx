/** Plays again what a server sent to a terminal, in one that is sealed: it draws, and can do nothing else. */
import '@xterm/xterm/css/xterm.css';
import { Terminal } from '@xterm/xterm';
import { useEffect, useRef, useState } from 'react';
import { unpackStretch } from '../../../shared/packed-stream';
import { askEngine } from '../../bridge/engine-client';
import { messages } from '../../messages/messages';
import { tileBytes } from '../layout/tile';
import { SealedScreen } from './sealed';

const words = messages.stream;
/** Bytes that are replayed at most. */
const longest = 4 * 1024 * 1024;
/** Milliseconds that a pause of the stream lasts at most. */
const longestPause = 120;

export function ReplayTerminal({
  id,
  length,
  end,
}: {
  readonly id: number;
  /** Bytes of the server. */
  readonly length: number;
  readonly end: () => void;
}) {
  const host = useRef<HTMLDivElement>(null);
  const [failure, setFailure] = useState<string>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what comes later is not replayed
  useEffect(() => {
    if (!host.current) return;
    const terminal = new Terminal({
      cols: 80,
      rows: 24,
      scrollback: 2000,
      disableStdin: true,
      fontFamily: getComputedStyle(host.current).fontFamily,
      fontSize: 13,
      linkHandler: { activate: () => undefined },
      windowOptions: {},
    });
    terminal.attachCustomKeyEventHandler(() => false);
    terminal.open(host.current);
    const stop = { stopped: false };
    play(id, Math.min(length, longest), terminal, stop).catch((error: Error) => setFailure(error.message));
    return () => {
      stop.stopped = true;
      terminal.dispose();
    };
  }, [id]);
  return (
    <>
      <div className="stream-tools">
        <span>{words.replayHint}</span>
        {length > longest && <span>{words.replayCut(longest)}</span>}
        {failure !== undefined && <span className="stream-failure">{words.failed(failure)}</span>}
        <span className="view-header-space" />
        <button type="button" className="button framed" onClick={end}>
          {words.endReplay}
        </button>
      </div>
      <div className="stream-replay mono" ref={host} role="document" aria-label={words.replay} />
    </>
  );
}

async function play(
  id: number,
  length: number,
  terminal: Terminal,
  stop: { readonly stopped: boolean },
): Promise<void> {
  const sealed = new SealedScreen();
  for (let from = 0; from < length && !stop.stopped; from += tileBytes) {
    const { parts, bytes } = unpackStretch(
      await askEngine('streamStretch', { id, side: 'server', from, length: Math.min(tileBytes, length - from) }),
    );
    let at = 0;
    for (const part of parts) {
      if (stop.stopped) return;
      if (part.kind !== 'data') continue;
      const pause = part.skip > 0 ? 0 : Math.min(longestPause, Math.max(0, part.since * 1000));
      if (pause > 4) await new Promise((resolve) => setTimeout(resolve, pause));
      const passed = sealed.pass(bytes.subarray(at, at + part.length));
      at += part.length;
      if (!stop.stopped) await new Promise<void>((resolve) => terminal.write(passed, resolve));
    }
  }
}
