/** What the sockets process does for the page: the calls of the contract, answered by the table, consoles and started programs. */
import type { Handlers } from '../shared/contract';
import type { serve } from '../shared/port';
import type { SocketsContract } from '../shared/sockets-contract';
import { ConsoleSet } from './console/console-set';
import { planConsole } from './console/plan-console';
import { Launches } from './launch/launches';
import { OwnerWatches } from './owners/owner-watches';
import { portOwner } from './table/port-owner';
import { SocketTable } from './table/socket-table';
import { TableWatch } from './table/table-watch';

type Tell = ReturnType<typeof serve<SocketsContract>>;

export class SocketsService {
  /** Files that the user chose, by the tokens that the page knows. */
  readonly files = new Map<string, string>();
  readonly owners = new OwnerWatches();
  readonly launches = new Launches({
    events: (launch, events) => this.tell('launchEvents', { launch, events }),
    status: (launch, status) => this.tell('launchStatus', { launch, status }),
  });
  private readonly table = new TableWatch(new SocketTable(), (change) => this.tell('tableChange', change));
  private readonly consoles = new ConsoleSet(
    {
      events: (console, events) => this.tell('consoleEvents', { console, events }),
      status: (console, status) => this.tell('consoleStatus', { console, status }),
    },
    (token) => this.chosenFile(token),
    portOwner,
  );
  private tell: Tell = () => undefined;

  constructor() {
    process.on('exit', () => this.launches.forgetAll());
  }

  /** Another page is served from now on: what the one before had opened ends. */
  start(tell: Tell): void {
    this.table.stop();
    this.consoles.closeAll();
    this.tell = tell;
  }

  handlers(): Handlers<SocketsContract> {
    const { table, consoles, launches } = this;
    return {
      watchTable: ({ interval, unix }) => table.start(interval, unix),
      unwatchTable: () => table.stop(),
      planConsole: ({ request }) => planConsole(request),
      openConsole: async ({ request }) => ({ console: await consoles.open(request) }),
      send: async ({ console, data, to }) => ({ bytes: await consoles.send(console, data, to) }),
      repeat: ({ console, data, to, rate, times }) => consoles.repeat(console, data, to, rate, times),
      stopRepeating: ({ console }) => consoles.stopRepeating(console),
      halfClose: ({ console, client }) => consoles.halfClose(console, client),
      closeConsole: ({ console, client }) => consoles.close(console, client),
      setEcho: ({ console, echo }) => consoles.setEcho(console, echo),
      launch: ({ token }) => launches.start(token),
      stopLaunch: ({ launch }) => launches.get(launch).stop(),
      launchSecrets: ({ launch }) => launches.get(launch).secrets(),
      forgetLaunch: ({ launch }) => launches.forget(launch),
    };
  }

  private chosenFile(token: string): string {
    const path = this.files.get(token);
    if (path === undefined) throw new Error('No file was chosen.');
    return path;
  }
}
