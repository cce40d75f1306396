/** The commands of the Statistics menu that draw: graphs of a TCP stream, and the packets as a sequence. */
import { selectedStream } from '../actions/selected-stream';
import { openTab } from '../actions/tabs';
import { app } from '../state/app-state';
import { type Command, hasCapture } from './command';

export const graphCommands: readonly Command[] = [
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
    enabled: (state) => selectedStream(state, 'tcp') !== undefined,
    run: () => {
      const stream = selectedStream(app.get(), 'tcp');
      if (stream !== undefined) openTab({ kind: 'sequence-diagram', stream });
    },
  },
  {
    name: 'tcpGraphs',
    menu: 'statistics',
    group: 'graphs',
    enabled: (state) => selectedStream(state, 'tcp') !== undefined,
    run: () => {
      const stream = selectedStream(app.get(), 'tcp');
      if (stream !== undefined) openTab({ kind: 'tcp-graphs', stream });
    },
  },
];
