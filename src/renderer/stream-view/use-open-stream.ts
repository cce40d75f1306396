/** Opens a stream with the engine, keeps up with it, and closes it. */
import { useCallback, useEffect, useState } from 'react';
import type { StreamFindings } from '../../shared/streams-contract';
import type { StreamKind, StreamSummary } from '../../shared/view';
import { listenToStream } from '../actions/streams';
import { askEngine } from '../bridge/engine-client';
import { messages } from '../messages/messages';

export interface OpenStream {
  readonly id: number;
  readonly summary: StreamSummary;
}

export interface StreamState {
  readonly open: OpenStream | undefined;
  readonly findings: StreamFindings | undefined;
  readonly failure: string | undefined;
  /** Opens the stream once more. */
  readonly again: () => void;
}

export function useOpenStream(kind: StreamKind, stream: number): StreamState {
  const [open, setOpen] = useState<OpenStream>();
  const [findings, setFindings] = useState<StreamFindings>();
  const [failure, setFailure] = useState<string>();
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt opens it again
  useEffect(() => {
    let closed = false;
    let stop = (): void => undefined;
    setOpen(undefined);
    setFindings(undefined);
    setFailure(undefined);
    askEngine('openStream', { kind, stream }).then(
      ({ id, summary }) => {
        if (closed) {
          askEngine('closeStream', { id }).catch(() => undefined);
          return;
        }
        const unlisten = listenToStream(id, {
          grown: (grown) => setOpen({ id, summary: grown }),
          searched: setFindings,
          gone: () => setFailure(messages.stream.gone),
        });
        stop = () => {
          unlisten();
          askEngine('closeStream', { id }).catch(() => undefined);
        };
        setOpen({ id, summary });
      },
      (error: Error) => setFailure(error.message),
    );
    return () => {
      closed = true;
      stop();
    };
  }, [kind, stream, attempt]);
  const again = useCallback(() => setAttempt((before) => before + 1), []);
  return { open, findings, failure, again };
}
