/** What a console is called: what it is, and where. */
import type { ConsoleRequest } from '../../shared/sockets-contract';
import { messages } from '../messages/messages';

const words = messages.sockets;

export function consoleTitle(request: ConsoleRequest | undefined): string {
  if (!request) return '';
  const transport = words.openConsole.transports[request.transport];
  if (request.role === 'client') return `${transport} ${placeOf(request.transport, request.host, request.port)}`;
  return words.session.server(`${transport} ${placeOf(request.transport, request.address, request.port)}`);
}

function placeOf(transport: ConsoleRequest['transport'], host: string, port: number): string {
  if (transport === 'unix') return host;
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
