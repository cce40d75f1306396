/** The fields found for a search, fetched page by page as they are scrolled to. */
import { useCallback, useEffect, useState } from 'react';
import type { FieldEntry } from '../../shared/fields-contract';
import { askFields } from '../bridge/fields-client';
import { messages } from '../messages/messages';

const pageRows = 200;

export interface FoundFields {
  /** Undefined until the first answer. */
  readonly total: number | undefined;
  readonly failure: string | undefined;
  readonly entryAt: (index: number) => FieldEntry | undefined;
  /** Says which are on screen; what is missing of them is fetched. */
  readonly want: (from: number, to: number) => void;
  /** Asks again after a failure. */
  readonly retry: () => void;
}

interface Found {
  readonly search: string;
  readonly total: number | undefined;
  readonly pages: ReadonlyMap<number, readonly FieldEntry[]>;
}

export function useFields(search: string): FoundFields {
  const [found, setFound] = useState<Found>({ search, total: undefined, pages: new Map() });
  const [failure, setFailure] = useState<string>();
  const fetchPage = useCallback(
    (page: number): void => {
      askFields('fieldReference', { search, from: page * pageRows, count: pageRows }).then(
        ({ total, entries }) => {
          setFailure(undefined);
          setFound((held) => ({
            search,
            total,
            pages: new Map([...(held.search === search ? held.pages : []), [page, entries]]),
          }));
        },
        (error: Error) => setFailure(messages.fieldReference.failed(error.message)),
      );
    },
    [search],
  );
  useEffect(() => fetchPage(0), [fetchPage]);
  const want = useCallback(
    (from: number, to: number): void => {
      if (found.search !== search) return;
      for (let page = Math.floor(from / pageRows); page * pageRows < to; page++)
        if (!found.pages.has(page)) fetchPage(page);
    },
    [found, search, fetchPage],
  );
  return {
    total: found.total,
    failure,
    entryAt: (index) => found.pages.get(Math.floor(index / pageRows))?.[index % pageRows],
    want,
    retry: () => fetchPage(0),
  };
}
