/** Asks the engine which connections have problems, while somebody wants to know. */
import { useEffect, useState } from 'react';
import type { ProblemStream } from '../../shared/exchanges-contract';
import { askEngine } from '../bridge/engine-client';
import { useApp } from '../state/app-state';

/** Milliseconds between two questions while the engine is looking, and between two searches while packets come. */
const busyPause = 30;
const renewInterval = 1000;

export interface Problems {
  /** The worst first, not all where there are very many. */
  readonly streams: readonly ProblemStream[];
  readonly total: number;
  /** Whether all packets were looked at. */
  readonly done: boolean;
}

/** Asks until all packets were looked at, and again when there are more. */
export function useProblems(visible: boolean): { found: Problems | undefined; failure: string | undefined } {
  const packets = useApp((state) => state.capture?.status?.packets ?? 0);
  const [found, setFound] = useState<Problems>();
  const [failure, setFailure] = useState<string>();
  const [asked, setAsked] = useState(-1);
  useEffect(() => {
    if (!visible || asked === packets) return;
    let wanted = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = (): void => {
      askEngine('problems', undefined).then(
        (answer) => {
          if (!wanted) return;
          setFound(answer);
          if (answer.done) setAsked(packets);
          else timer = setTimeout(ask, busyPause);
        },
        (error: Error) => wanted && setFailure(error.message),
      );
    };
    timer = setTimeout(ask, asked < 0 ? 0 : renewInterval);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [visible, packets, asked]);
  return { found, failure };
}
