/** The commands for HTTP exchanges, verdicts and problem connections. */
import { streamInFront } from '../actions/selected-stream';
import { openTab } from '../actions/tabs';
import { app, hasCapture } from '../state/app-state';
import type { Command } from './command';

export const exchangeCommands: readonly Command[] = [
  {
    name: 'problemStreams',
    menu: 'analyze',
    group: 'verdict',
    enabled: hasCapture,
    run: () => openTab({ kind: 'problem-streams' }),
  },
  {
    name: 'verdict',
    menu: 'analyze',
    group: 'verdict',
    enabled: (state) => streamInFront(state) !== undefined,
    run: () => {
      const stream = streamInFront(app.get());
      if (stream !== undefined) openTab({ kind: 'verdict', stream });
    },
  },
  {
    name: 'httpExchanges',
    menu: 'statistics',
    group: 'http',
    enabled: hasCapture,
    run: () => openTab({ kind: 'http-exchanges' }),
  },
];
