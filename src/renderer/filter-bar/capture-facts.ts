/** What is in the capture, counted while somebody looks. */
import { useEffect, useState } from 'react';
import type { CaptureFacts } from '../../shared/filter-contract';
import { askEngine } from '../bridge/engine-client';
import { messages } from '../messages/messages';

/** Facts asked for of each kind. */
const most = 200;
/** Milliseconds between two looks, while counting goes on and after it: a capture may grow. */
const countingInterval = 300;
const watchInterval = 1000;

export function useCaptureFacts(): { readonly facts: CaptureFacts | undefined; readonly failure: string | undefined } {
  const [facts, setFacts] = useState<CaptureFacts>();
  const [failure, setFailure] = useState<string>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let current = true;
    const look = (): void => {
      askEngine('captureFacts', { count: most }).then(
        (found) => {
          if (!current) return;
          setFacts(found);
          timer = setTimeout(look, found.done ? watchInterval : countingInterval);
        },
        (error: Error) => current && setFailure(messages.filterBuilder.failed(error.message)),
      );
    };
    look();
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, []);
  return { facts, failure };
}
