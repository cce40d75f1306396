/** The commands of Analyze > Follow. */
import { run } from '../actions/notices';
import { selectedStream } from '../actions/selected-stream';
import { followSelected } from '../actions/streams';
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

/** For a button: one step to the stream, whichever transport the packet has. */
const followStream: Command = {
  name: 'followStream',
  menu: 'analyze',
  group: 'follow',
  icon: 'follow',
  enabled: (state) => mayHave(state, 'tcp') || mayHave(state, 'udp'),
  run: () => run(followSelected(selectedStream(app.get(), 'udp') === undefined ? 'tcp' : 'udp')),
};

export const streamCommands: readonly Command[] = kinds
  .map<Command>(([kind, name, shortcut, protocol]) => ({
    name,
    menu: 'analyze',
    group: 'follow',
    submenu: 'follow',
    shortcut,
    enabled: (state) => mayHave(state, protocol),
    run: () => run(followSelected(kind)),
  }))
  .concat(followStream);
