/** The page's end of the contract with the sockets process. */
import type { CallName, Request, Value } from '../../shared/contract';
import type { Client } from '../../shared/port';
import type { SocketsContract } from '../../shared/sockets-contract';
import { askMain } from './main-client';
import { StartedClient } from './started-client';

const sockets = new StartedClient<SocketsContract>('sockets-port', 'The process that watches the sockets', () =>
  askMain('openSockets', undefined),
);

/** Calls `connected` whenever the process was started. */
export function awaitSockets(connected: (client: Client<SocketsContract>) => void): void {
  sockets.await(connected);
}

/** Asks the sockets process. Rejects with its sentence, or when it is gone. */
export function askSockets<Name extends CallName<SocketsContract>>(
  name: Name,
  argument: Request<SocketsContract, Name>,
): Promise<Value<SocketsContract, Name>> {
  return sockets.ask(name, argument);
}

/** Ends what is still open with the process. */
export function abandonSockets(message: string): void {
  sockets.abandon(message);
}
