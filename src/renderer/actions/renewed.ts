/** Answers about the open capture, renewed as it grows, while somebody can see them. */
import { useEffect, useRef, useState } from 'react';
import { useApp } from '../state/app-state';
import { Renewal } from './renewal';

export interface Renewed<Value> {
  /** The newest answer; undefined before the first. */
  readonly value: Value | undefined;
  /** Why the newest question failed. */
  readonly failure: string | undefined;
}

interface Question<Value> {
  /** Names what is asked about: when it changes, the answer before does not count. */
  readonly about: string;
  readonly visible: boolean;
  /** When it changes, the question is asked at once; the answer before stays until then. */
  readonly of?: string;
  /** When it changes, the question is asked anew after a while. */
  readonly version: string;
  /** Asks the engine; undefined where a later question ended this one. */
  readonly ask: () => Promise<Value | undefined>;
  /** An answer that is not finished is asked for again soon. */
  readonly finished?: (value: Value) => boolean;
}

interface Asked {
  readonly key: string;
  readonly of: string;
  readonly version: string;
}

const none = { value: undefined, failure: undefined };

export function useRenewed<Value>(question: Question<Value>): Renewed<Value> {
  const { about, visible, of = '', version } = question;
  const serial = useApp(({ capture }) => capture?.serial ?? 0);
  const key = `${serial} ${about}`;
  const latest = useRef({ question, key, of, version });
  latest.current = { question, key, of, version };
  const renewal = useRef<Renewal<Value | undefined>>(undefined);
  const asked = useRef<Asked>(undefined);
  const [answer, setAnswer] = useState<Renewed<Value> & { readonly key: string }>();
  useEffect(() => {
    if (!visible) return;
    const current = new Renewal<Value | undefined>(
      () => {
        asked.current = latest.current;
        return latest.current.question.ask();
      },
      (value) => {
        if (value === undefined) return true;
        setAnswer({ key, value, failure: undefined });
        return latest.current.question.finished?.(value) ?? true;
      },
      (error) => setAnswer({ key, value: undefined, failure: error instanceof Error ? error.message : String(error) }),
    );
    renewal.current = current;
    return () => {
      renewal.current = undefined;
      if (current.end()) asked.current = undefined;
    };
  }, [key, visible]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: with a new renewal there may be something to ask
  useEffect(() => {
    const before = asked.current;
    if (before?.key !== key || before.of !== of) renewal.current?.hurry();
    else if (before.version !== version) renewal.current?.change();
  }, [key, visible, of, version]);
  return answer?.key === key ? answer : none;
}

/** Changes with every packet that comes, and when the capture is read anew. */
export function usePacketsVersion(): string {
  return useApp(({ capture }) => `${capture?.status?.packets ?? 0} ${capture?.status?.readings ?? 0}`);
}
