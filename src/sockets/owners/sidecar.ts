/** The lines of an owners sidecar: JSON, one for each process, socket and end of a socket. `engine/session/owners` reads them. */
import type { SocketRow } from '../../shared/sockets';

const line = (content: object): string => `${JSON.stringify(content)}\n`;

/** `addresses` are this machine's own: what they talk to without a socket of theirs is not another machine's. */
export const sidecarHeading = (addresses: readonly string[]): string =>
  line({ format: 'sockeye-owners', version: 1, addresses });

/** Nobody watches any longer. */
export const finishedLine = (): string => line({ finished: true });

export function processLine({ pid, process, command, user, container }: SocketRow): string {
  return line({ process: pid, name: process, command, user, container });
}

/** Times are milliseconds since 1970. A later line with the same number replaces the one before. */
export function socketLine({ id, protocol, local, remote, pid, process, reason, firstSeen, older }: SocketRow): string {
  return line({
    socket: id,
    protocol,
    local: [local.address, local.port],
    remote: remote && [remote.address, remote.port],
    ...(pid === null ? { reason } : { pid, name: process }),
    // It may have been there for ever.
    from: older ? 0 : firstSeen,
  });
}

export const socketEndLine = (socket: number, to: number): string => line({ end: socket, to });
