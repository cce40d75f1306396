/** The socket table of this machine: refreshed when asked, telling what changed and what the refresh cost. */
import type { SocketRow, SocketTableChange } from '../../shared/sockets';
import { LinuxSockets } from './linux-sockets';
import type { SocketSource } from './socket-source';
import { SystemSockets } from './system-sockets';

export function socketSource(platform: NodeJS.Platform = process.platform): SocketSource {
  return platform === 'linux' ? new LinuxSockets() : new SystemSockets();
}

export class SocketTable {
  private unix: boolean | undefined;

  constructor(private readonly source: SocketSource = socketSource()) {}

  /** `whole` gives all rows; so does the first refresh, and one with another choice of Unix sockets. */
  async refresh(unix: boolean, whole = false): Promise<SocketTableChange> {
    const all = whole || this.unix !== unix;
    this.unix = unix;
    const now = Date.now();
    const before = process.cpuUsage();
    const change = await this.source.refresh({ now, unix, whole: all });
    const { user, system } = process.cpuUsage(before);
    return { at: now, whole: all, cost: (user + system) / 1000, ...change };
  }

  /** All open sockets once, with a second look where an owner was not found at first. */
  async readOnce(unix: boolean): Promise<readonly SocketRow[]> {
    let { rows } = await this.refresh(unix, true);
    if (this.source.mayFindMore) ({ rows } = await this.refresh(unix, true));
    return rows.filter(({ closedAt }) => closedAt === null);
  }
}
