/** The files of /proc/net that list sockets, and how their states are called. */
import type { SocketFamily, SocketProtocol } from '../../shared/sockets';
import { addressDigits } from './socket-lines';

export interface SocketFile {
  readonly name: string;
  readonly protocol: SocketProtocol;
  readonly family: Exclude<SocketFamily, 'unix'>;
  readonly digits: number;
}

export const socketFiles: readonly SocketFile[] = (['tcp', 'udp', 'raw'] as const).flatMap((protocol) => [
  { name: protocol, protocol, family: 'IPv4', digits: addressDigits.IPv4 },
  { name: `${protocol}6`, protocol, family: 'IPv6', digits: addressDigits.IPv6 },
]);

/** Linux, include/net/tcp_states.h. */
const tcpStates: readonly string[] = [
  '',
  'ESTABLISHED',
  'SYN_SENT',
  'SYN_RECV',
  'FIN_WAIT1',
  'FIN_WAIT2',
  'TIME_WAIT',
  'CLOSED',
  'CLOSE_WAIT',
  'LAST_ACK',
  'LISTEN',
  'CLOSING',
  'SYN_RECV',
];
const established = 1;
export const timeWait = 6;

export function stateName(protocol: SocketProtocol, code: number): string {
  if (protocol === 'tcp') return tcpStates[code] ?? `state ${code}`;
  return code === established ? 'CONNECTED' : 'BOUND';
}

/**
 * States in which a connection without an inode lives in the kernel alone: it is being set up, or waits to be accepted (the other side
 * may have ended it already), or is over. In any other state its program has closed it.
 */
const kernelStates: ReadonlySet<string> = new Set(['SYN_RECV', 'ESTABLISHED', 'CLOSE_WAIT', 'TIME_WAIT']);

export const belongsToKernel = (state: string): boolean => kernelStates.has(state);
