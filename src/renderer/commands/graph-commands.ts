/** The commands of the Statistics menu that draw: graphs of a TCP stream, and the packets as a sequence. */
import { streamInFront } from '../actions/selected-stream';
import { openTab } from '../actions/tabs';
import { app, hasCapture } from '../state/app-state';
import type { Command } from './command';

/** Tables of figures about the displayed packets. */
const tables = [
  ['conversations', 'conversations', 'statistics'],
  ['endpoints', 'endpoints', 'statistics'],
  ['processes', 'processes', 'statistics'],
  ['expertInformation', 'expert-information', 'analyze'],
] as const;

const tableCommands: readonly Command[] = tables.map(([name, kind, menu]) => ({
  name,
  menu,
  group: 'tables',
  enabled: hasCapture,
  run: () => openTab({ kind }),
}));

export const graphCommands: readonly Command[] = [
  ...tableCommands,
  {
    name: 'sequenceDiagram',
    menu: 'statistics',
    group: 'graphs',
    enabled: hasCapture,
    run: () => openTab({ kind: 'sequence-diagram' }),
  },
  {
    name: 'streamSequence',
    menu: 'statistics',
    group: 'graphs',
    enabled: (state) => streamInFront(state) !== undefined,
    run: () => {
      const stream = streamInFront(app.get());
      if (stream !== undefined) openTab({ kind: 'sequence-diagram', stream });
    },
  },
  {
    name: 'tcpGraphs',
    menu: 'statistics',
    group: 'graphs',
    enabled: (state) => streamInFront(state) !== undefined,
    run: () => {
      const stream = streamInFront(app.get());
      if (stream !== undefined) openTab({ kind: 'tcp-graphs', stream });
    },
  },
];
