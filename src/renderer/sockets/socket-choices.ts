/** What can be done with a socket: buttons of its details, and items of its menu. */
import type { SocketRow } from '../../shared/sockets';
import { copyText } from '../actions/copying';
import { run } from '../actions/notices';
import { showPackets } from '../actions/show-packets';
import { socketFilter } from '../actions/sockets';
import { termMenus } from '../commands/menus';
import type { MenuItem } from '../controls/menu-item';
import { messages } from '../messages/messages';
import { app } from '../state/app-state';
import { isListening, type SocketLine } from './socket-lines';

const words = messages.sockets.detail;

export interface SocketChoice {
  readonly title: string;
  /** Undefined where it says nothing more than the title. */
  readonly hint: string | undefined;
  readonly enabled: boolean;
  readonly run: () => void;
}

/** `open` is whether there is a capture whose packets could be shown. */
export function socketChoices(row: SocketRow, open: boolean): readonly SocketChoice[] {
  const filter = socketFilter(row);
  const choices: SocketChoice[] = [];
  if (filter !== '') {
    choices.push(showing(words.packets, filter, open));
    if (row.pid !== null) choices.push(showing(words.processPackets, processFilter(row.pid), open));
    const copy = (): void => run(copyText(filter));
    choices.push({ title: words.copyFilter, hint: filter, enabled: true, run: copy });
  }
  if (isListening(row) && row.protocol !== 'raw' && row.closedAt === null)
    choices.push({ title: words.connect, hint: undefined, enabled: true, run: () => connectTo(row) });
  return choices;
}

/** The menu of a line: of a socket, or of the process that a group stands for. */
export function socketMenu(line: SocketLine, open: boolean): readonly MenuItem[] {
  const { row } = line;
  const filter = line.kind === 'socket' ? socketFilter(row) : row.pid === null ? '' : processFilter(row.pid);
  const choices = line.kind === 'socket' ? socketChoices(row, open) : processChoices(row, open);
  const items = choices.map(
    ({ title, enabled, run: act }): MenuItem => ({ kind: 'command', title, enabled, run: act }),
  );
  if (filter === '') return items;
  return [...items, ...(items.length > 0 ? [{ kind: 'separator' } as const] : []), ...termMenus(filter)];
}

function processChoices({ pid }: SocketRow, open: boolean): readonly SocketChoice[] {
  return pid === null ? [] : [showing(words.processPackets, processFilter(pid), open)];
}

const processFilter = (pid: number): string => `frame.process.pid == ${pid}`;

function showing(title: string, filter: string, open: boolean): SocketChoice {
  return { title, hint: open ? filter : words.noCapture, enabled: open, run: () => run(showPackets(filter)) };
}

/** Opens the dialog of a console with the address of a listener filled in; one on any address is reached on this machine. */
function connectTo({ protocol, family, local }: SocketRow): void {
  const anyAddress = ['0.0.0.0', '::', '*', ''].includes(local.address);
  const host = anyAddress ? (family === 'IPv6' ? '::1' : '127.0.0.1') : local.address;
  const transport = protocol === 'raw' ? 'tcp' : protocol;
  app.set({ dialog: { kind: 'console', request: { role: 'client', transport, host, port: local.port } } });
}
