/** The commands of Analyze > Follow. */
import { run } from '../actions/notices';
import { followSelected } from '../actions/streams';
import type { AppState } from '../state/app-state';
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

export const streamCommands: readonly Command[] = kinds.map(([kind, name, shortcut, protocol]) => ({
  name,
  menu: 'analyze',
  group: 'follow',
  submenu: 'follow',
  shortcut,
  enabled: (state) => mayHave(state, protocol),
  run: () => run(followSelected(kind)),
}));
