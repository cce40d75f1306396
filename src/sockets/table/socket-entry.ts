/** One socket of the table between two refreshes, and the row that is shown of it. */
import type { SocketAddress, SocketFamily, SocketProtocol, SocketRow } from '../../shared/sockets';

/** Who holds it, as far as it is known. */
export type Ownership = Pick<SocketRow, 'pid' | 'sharedWith' | 'process' | 'command' | 'user' | 'reason' | 'container'>;

/** One of the system's lists of sockets. */
export interface SocketList {
  readonly namespace: number;
  /** Number of the refresh that read it last. */
  readIn: number;
}

export class SocketEntry {
  /** Number of the refresh that saw it last. */
  seenIn = 0;
  stateCode = 0;
  receiveQueue = 0;
  sendQueue = 0;
  state = '';
  closedAt: number | null = null;
  ownership: Ownership = nobody;
  /** Something that the row says has changed. */
  changed = true;
  local: SocketAddress = nowhere;
  remote: SocketAddress | null = null;
  service = '';

  constructor(
    readonly id: number,
    readonly protocol: SocketProtocol,
    readonly family: SocketFamily,
    readonly list: SocketList,
    public inode: number,
    /** The addresses as the system writes them, to see quickly that they have not changed. */
    public pair: Uint8Array,
    readonly userId: number,
    readonly firstSeen: number,
    readonly older: boolean,
  ) {}

  row(): SocketRow {
    const isListener = this.state === 'LISTEN';
    const hasQueues = this.protocol !== 'unix';
    return {
      id: this.id,
      protocol: this.protocol,
      family: this.family,
      local: this.local,
      remote: this.remote,
      service: this.service,
      state: this.state,
      receiveQueue: hasQueues ? this.receiveQueue : null,
      sendQueue: hasQueues && !isListener ? this.sendQueue : null,
      ...this.ownership,
      namespace: this.list.namespace,
      inode: this.inode === 0 ? null : this.inode,
      firstSeen: this.firstSeen,
      older: this.older,
      closedAt: this.closedAt,
    };
  }
}

const nowhere: SocketAddress = { address: '', port: 0 };

export const nobody: Ownership = {
  pid: null,
  sharedWith: [],
  process: null,
  command: null,
  user: null,
  reason: 'not found yet',
  container: null,
};
