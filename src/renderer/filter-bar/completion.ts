/** Completion of what is being typed into the display filter. */
import { useCallback, useRef, useState } from 'react';
import type { CompletionItem } from '../../shared/view';
import { askEngine } from '../bridge/engine-client';
import { app } from '../state/app-state';

const mostItems = 60;

export interface Completion {
  readonly items: readonly CompletionItem[];
  /** Index of the chosen item, -1 for none. */
  readonly chosen: number;
  /** Part of the text that an item takes the place of. */
  readonly start: number;
  readonly end: number;
}

const none: Completion = { items: [], chosen: -1, start: 0, end: 0 };

export function useCompletion() {
  const [completion, setCompletion] = useState(none);
  const asked = useRef(0);

  const close = useCallback(() => {
    asked.current++;
    setCompletion(none);
  }, []);
  const ask = useCallback(async (text: string, caret: number) => {
    asked.current++;
    const question = asked.current;
    if (!app.get().capture || !/[\w.]$/.test(text.slice(0, caret))) {
      setCompletion(none);
      return;
    }
    const { start, end, items } = await askEngine('completeFilter', { text, caret });
    if (question !== asked.current) return;
    const typed = text.slice(start, caret);
    const only = items.length === 1 && items[0].text === typed;
    setCompletion(only ? none : { items: items.slice(0, mostItems), chosen: -1, start, end });
  }, []);
  const choose = useCallback((by: number) => {
    setCompletion((held) => {
      const count = held.items.length;
      return count === 0
        ? held
        : { ...held, chosen: (held.chosen + by + count + (held.chosen < 0 && by < 0 ? 1 : 0)) % count };
    });
  }, []);
  return { completion, ask, choose, close };
}
