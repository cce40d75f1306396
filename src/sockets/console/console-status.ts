/** The status of a console. */
import { captureFilter, displayFilter } from '../../shared/socket-filters';
import type { ConsoleClient, ConsoleStatus, SocketAddress } from '../../shared/sockets';
import type { ConsoleRequest } from '../../shared/sockets-contract';

export type Transport = ConsoleRequest['transport'];

export interface StatusParts {
  readonly state: ConsoleStatus['state'];
  readonly local?: SocketAddress | null;
  readonly remote?: SocketAddress | null;
  readonly clients?: readonly ConsoleClient[];
  readonly sentBytes?: number;
  readonly receivedBytes?: number;
}

export function consoleStatus(transport: Transport, parts: StatusParts): ConsoleStatus {
  const { state, local = null, remote = null, clients = [], sentBytes = 0, receivedBytes = 0 } = parts;
  return {
    state,
    local,
    remote,
    clients,
    sentBytes,
    receivedBytes,
    repeating: false,
    captureFilter: captureFilter(transport, local, remote),
    displayFilter: displayFilter(transport, local, remote),
  };
}
