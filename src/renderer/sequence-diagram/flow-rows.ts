/** Fetches the arrows of a sequence diagram by range, and holds those around what is on screen. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { FlowScope } from '../../shared/graphs-contract';
import type { FlowRow } from '../../shared/view';
import { askEngine } from '../bridge/engine-client';
import { useApp } from '../state/app-state';
import { Lanes } from './lanes';

const pageLength = 200;
const pagesHeld = 30;
/** Time between two looks at a diagram that is not complete, in milliseconds. */
const patience = 200;

export interface FlowRows {
  readonly count: number;
  readonly done: boolean;
  readonly failure: string | undefined;
  readonly lanes: Lanes;
  rowAt(index: number): FlowRow | undefined;
  /** Has the rows of a range fetched. */
  want(from: number, to: number): void;
}

export function useFlowRows(stream: number | undefined, visible: boolean): FlowRows {
  const view = useApp((state) => state.capture?.view.number ?? -1);
  const packets = useApp((state) => state.capture?.status?.packets ?? 0);
  const readings = useApp((state) => state.capture?.status?.readings);
  const shown = useApp((state) => state.capture?.view.count ?? 0);
  const [state, setState] = useState({ count: 0, done: false, failure: undefined as string | undefined, version: 0 });
  const scope: FlowScope = stream === undefined ? 'displayed' : { stream };
  const key = `${stream === undefined ? `view ${view}` : `stream ${stream}`}, reading ${readings}`;
  const held = useRef({
    key: '',
    pages: new Map<number, readonly FlowRow[]>(),
    asked: new Set<number>(),
    lanes: new Lanes(),
  });
  if (held.current.key !== key) held.current = { key, pages: new Map(), asked: new Set(), lanes: new Lanes() };

  const grown = stream === undefined ? shown : packets;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what grew is what makes it look again
  useEffect(() => {
    if (!visible) return;
    let current = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      askEngine('flowCount', { scope }).then(
        ({ count, done }) => {
          if (!current) return;
          setState((last) => ({ ...last, count, done, failure: undefined }));
          if (!done) timer = setTimeout(look, patience);
        },
        (error: Error) => {
          if (current) setState((last) => ({ ...last, failure: error.message }));
        },
      );
    };
    timer = setTimeout(look, 0);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [key, grown, visible]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key names the scope
  const want = useCallback(
    (from: number, to: number): void => {
      const { pages, asked, lanes } = held.current;
      for (let page = Math.floor(from / pageLength); page * pageLength < to; page++) {
        const known = pages.get(page)?.length ?? 0;
        if (asked.has(page) || known >= Math.min(pageLength, state.count - page * pageLength)) continue;
        asked.add(page);
        askEngine('flow', { scope, from: page * pageLength, count: pageLength }).then(
          (rows) => {
            asked.delete(page);
            if (held.current.lanes !== lanes) return;
            pages.delete(page);
            pages.set(page, rows);
            if (pages.size > pagesHeld) pages.delete(pages.keys().next().value as number);
            for (const row of rows) lanes.add(row);
            setState((last) => ({ ...last, version: last.version + 1 }));
          },
          (error: Error) => setState((last) => ({ ...last, failure: error.message })),
        );
      }
    },
    [key, state.count],
  );

  const { pages, lanes } = held.current;
  return {
    count: state.count,
    done: state.done,
    failure: state.failure,
    lanes,
    rowAt: (index) => pages.get(Math.floor(index / pageLength))?.[index % pageLength],
    want,
  };
}
