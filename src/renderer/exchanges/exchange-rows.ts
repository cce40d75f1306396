/** The rows of the exchange list: those on screen are fetched, and fetched again while the capture is still being looked through. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ExchangeRow, ExchangeSortKey } from '../../shared/exchanges-contract';
import { usePacketsVersion } from '../actions/renewed';
import { askEngine } from '../bridge/engine-client';
import { useApp } from '../state/app-state';

export interface ListOrder {
  readonly key: ExchangeSortKey;
  readonly descending: boolean;
  readonly text: string;
  readonly displayed: boolean;
}

export interface ExchangeRows {
  readonly count: number;
  readonly total: number;
  /** Whether the whole capture was looked through. */
  readonly done: boolean;
  readonly failure: string | undefined;
  readonly rowAt: (index: number) => ExchangeRow | undefined;
  readonly shown: (from: number, to: number) => void;
}

/** Rows of one question. */
const windowLength = 120;
/** Milliseconds between two questions. */
const pause = 30;

interface Held {
  readonly from: number;
  readonly rows: readonly ExchangeRow[];
  readonly count: number;
  readonly total: number;
  readonly done: boolean;
}

const nothing: Held = { from: 0, rows: [], count: 0, total: 0, done: false };

export function useExchangeRows(order: ListOrder, visible: boolean): ExchangeRows {
  const packets = usePacketsVersion();
  const view = useApp((state) => (order.displayed ? `${state.capture?.view.number}/${state.capture?.view.count}` : ''));
  const [held, setHeld] = useState(nothing);
  const [failure, setFailure] = useState<string>();
  const [range, setRange] = useState({ from: 0, to: 40 });
  const wanted = useRef(0);
  const { key, descending, text, displayed } = order;
  const from = Math.max(0, Math.floor(range.from / 20) * 20 - 20);
  // biome-ignore lint/correctness/useExhaustiveDependencies: packets and view stand for what the engine would answer anew
  useEffect(() => {
    if (!visible) return;
    const question = ++wanted.current;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = (): void => {
      askEngine('exchanges', { key, descending, text, displayed, from, count: windowLength }).then(
        (answer) => {
          if (question !== wanted.current) return;
          setFailure(undefined);
          setHeld({ from, ...answer });
          if (!answer.done) timer = setTimeout(ask, pause);
        },
        (error: Error) => question === wanted.current && setFailure(error.message),
      );
    };
    timer = setTimeout(ask, question === 1 ? 0 : pause);
    return () => clearTimeout(timer);
  }, [visible, key, descending, text, displayed, from, packets, view]);
  const rowAt = useCallback((index: number) => held.rows[index - held.from], [held]);
  const shown = useCallback((start: number, end: number) => setRange({ from: start, to: end }), []);
  return { count: held.count, total: held.total, done: held.done, failure, rowAt, shown };
}
