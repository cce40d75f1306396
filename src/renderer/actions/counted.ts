/** Figures about the displayed packets, counted anew when these have changed, while somebody can see them. */
import { useEffect, useState } from 'react';
import { useApp } from '../state/app-state';

/** Shortest time between two countings, in milliseconds. */
const pause = 1000;

export interface Figures<Value> {
  /** The newest figures; undefined before the first. */
  readonly value: Value | undefined;
  /** Why the newest counting failed. */
  readonly failure: string | undefined;
}

/**
 * `count` asks the engine; its answer is undefined when a later question ended it. `about` names what is counted: when it
 * changes, the figures before no longer hold.
 */
export function useCounted<Value>(
  about: string,
  visible: boolean,
  count: () => Promise<Value | undefined>,
): Figures<Value> {
  const view = useApp((state) => state.capture?.view);
  const [figures, setFigures] = useState<Figures<Value> & { readonly about: string; readonly of: string }>({
    value: undefined,
    failure: undefined,
    about: '',
    of: '',
  });
  const wanted = `${about} ${view?.number} ${view?.count}`;
  const waiting = visible && figures.of !== wanted;
  const first = figures.about !== about || figures.value === undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is counted is named by `about`
  useEffect(() => {
    if (!waiting) return;
    let current = true;
    const timer = setTimeout(
      () => {
        count().then(
          (value) => {
            if (current && value !== undefined) setFigures({ value, failure: undefined, about, of: wanted });
          },
          (error: unknown) => {
            const failure = error instanceof Error ? error.message : String(error);
            if (current) setFigures({ value: undefined, failure, about, of: wanted });
          },
        );
      },
      first ? 0 : pause,
    );
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [wanted, waiting]);
  return figures.about === about ? figures : { value: undefined, failure: undefined };
}
