/** Opens the console that a request asks for. */
import type { ConsoleRequest } from '../../shared/sockets-contract';
import type { Console, ConsoleSurroundings } from './console';
import { DatagramConsole } from './datagram-console';
import { StreamClient } from './stream-client';
import { StreamServer } from './stream-server';

/** It begins to connect or to listen at once, and tells in its log how that goes. */
export function openConsole(request: ConsoleRequest, around: ConsoleSurroundings): Console {
  if (request.transport === 'udp') return new DatagramConsole(request, around);
  return request.role === 'client' ? new StreamClient(request, around) : new StreamServer(request, around);
}
