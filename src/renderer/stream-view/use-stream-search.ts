/** Finding in a stream: what is looked for, how far the search is, which match is the current one. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { StreamFindings, StreamMatchPlace, StreamSide } from '../../shared/streams-contract';
import { run } from '../actions/notices';
import { askEngine } from '../bridge/engine-client';
import type { LitRange } from './ansi-lines';
import { encode } from './layout/decoders';
import { decoderOf, type StreamForm } from './layout/tile';

export interface SearchQuery {
  readonly text: string;
  readonly hex: boolean;
  readonly caseSensitive: boolean;
}

/** The bytes that a query asks for; undefined when it is no query (yet). */
export function needleOf({ text, hex }: SearchQuery, form: StreamForm): Uint8Array | undefined {
  if (!hex) return text === '' ? undefined : encode(text, decoderOf(form)).slice(0, 1000);
  const digits = text.replaceAll(/[\s:]/g, '');
  if (!/^(?:[0-9a-f]{2})+$/i.test(digits)) return undefined;
  return Uint8Array.from(digits.match(/../g)!, (pair) => Number.parseInt(pair, 16)).slice(0, 1000);
}

export interface Search {
  readonly query: SearchQuery;
  readonly setQuery: (query: SearchQuery) => void;
  readonly current: StreamMatchPlace | undefined;
  readonly findings: StreamFindings | undefined;
  readonly step: (backwards: boolean) => void;
  /** The matches between two positions. */
  readonly litIn: (from: number, to: number) => Promise<readonly LitRange[]>;
}

export function useStreamSearch(
  id: number | undefined,
  side: StreamSide,
  form: StreamForm,
  told: StreamFindings | undefined,
  /** Brings a position into view; `position` is the first one on show. */
  view: { readonly show: (position: number) => void; readonly position: () => number },
): Search {
  const [query, setQuery] = useState<SearchQuery>({ text: '', hex: false, caseSensitive: false });
  const [search, setSearch] = useState<number>();
  const [current, setCurrent] = useState<StreamMatchPlace>();
  const moving = useRef(false);
  const shown = useRef(view);
  shown.current = view;
  useEffect(() => {
    setSearch(undefined);
    setCurrent(undefined);
    const needle = needleOf(query, form);
    if (id === undefined || needle === undefined) return;
    const timer = setTimeout(
      () =>
        run(
          askEngine('searchStream', {
            id,
            side,
            needle,
            ignoreCase: !query.hex && !query.caseSensitive,
          }).then((started) => setSearch(started.search)),
        ),
      120,
    );
    return () => clearTimeout(timer);
  }, [id, side, form, query]);
  const findings = search !== undefined && told?.search === search ? told : undefined;
  const step = useCallback(
    (backwards: boolean): void => {
      if (id === undefined || search === undefined || moving.current) return;
      moving.current = true;
      const from = current === undefined ? shown.current.position() : backwards ? current.from : current.from + 1;
      run(
        askEngine('nextStreamMatch', { id, from, backwards })
          .then((match) => {
            setCurrent(match);
            if (match) shown.current.show(match.from);
          })
          .finally(() => {
            moving.current = false;
          }),
      );
    },
    [id, search, current],
  );
  const found = findings !== undefined && findings.count > 0;
  // The first match is shown as soon as it is there.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the first finding of a search moves the view
  useEffect(() => {
    if (found && current === undefined) step(false);
  }, [found, search]);
  const currentIndex = current?.index;
  const count = findings?.count ?? 0;
  const litIn = useCallback(
    async (from: number, to: number): Promise<readonly LitRange[]> => {
      if (id === undefined || count === 0) return [];
      const places = await askEngine('streamMatches', { id, from, to });
      return places.map((place) => ({ from: place.from, to: place.to, current: place.index === currentIndex }));
    },
    [id, count, currentIndex],
  );
  return { query, setQuery, current, findings, step, litIn };
}
