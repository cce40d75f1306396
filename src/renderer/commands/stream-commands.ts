/** The commands of Analyze > Follow. */
import type { StreamKind } from '../../shared/view';
import { run } from '../actions/notices';
import { selectedStream, streamInFront } from '../actions/selected-stream';
import { followSelected } from '../actions/streams';
import { openTab } from '../actions/tabs';
import { type AppState, app } from '../state/app-state';
import { type Command, type CommandName, hasPacket } from './command';

/** The kinds of streams, the command of each, Wireshark's key, and the protocol that a packet must have. */
const kinds = [
  ['tcp', 'followTcp', 'Ctrl+Alt+Shift+T', 'tcp'],
  ['udp', 'followUdp', 'Ctrl+Alt+Shift+U', 'udp'],
  ['http', 'followHttp', 'Ctrl+Alt+Shift+H', 'tcp'],
  ['tls', 'followTls', 'Ctrl+Alt+Shift+S', 'tcp'],
] as const satisfies readonly (readonly [string, CommandName, string, string])[];

/** While the detail of a packet is on its way, nobody knows what it has: then the answer tells. */
function mayHave(state: AppState, protocol: string): boolean {
  const { detail, selection } = state;
  if (!hasPacket(state)) return false;
  return detail?.number !== selection?.number || detail?.nodes.some(({ field }) => field === protocol) === true;
}

/** TCP streams are also followed from the views that are about one. */
const mayFollow = (state: AppState, protocol: string): boolean =>
  mayHave(state, protocol) || (protocol === 'tcp' && streamInFront(state) !== undefined);

function follow(kind: StreamKind): void {
  const stream = kind === 'tcp' ? streamInFront(app.get()) : undefined;
  if (stream === undefined) run(followSelected(kind));
  else openTab({ kind: 'stream', followed: kind, stream });
}

/** For a button: one step to the stream, whichever transport the packet has. */
const followStream: Command = {
  name: 'followStream',
  menu: 'analyze',
  group: 'follow',
  icon: 'follow',
  enabled: (state) => mayFollow(state, 'tcp') || mayFollow(state, 'udp'),
  run: () => {
    const state = app.get();
    follow(streamInFront(state) === undefined && selectedStream(state, 'udp') !== undefined ? 'udp' : 'tcp');
  },
};

export const streamCommands: readonly Command[] = kinds
  .map<Command>(([kind, name, shortcut, protocol]) => ({
    name,
    menu: 'analyze',
    group: 'follow',
    submenu: 'follow',
    shortcut,
    enabled: (state) => (kind === 'tcp' ? mayFollow : mayHave)(state, protocol),
    run: () => follow(kind),
  }))
  .concat(followStream);
