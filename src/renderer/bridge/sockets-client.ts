/** The page's end of the contract with the sockets process, which is started when it is first asked. */
import type { CallName, Request, Value } from '../../shared/contract';
import type { Client } from '../../shared/port';
import type { SocketsContract } from '../../shared/sockets-contract';
import { askMain } from './main-client';
import { PortClient } from './port-client';

const sockets = new PortClient<SocketsContract>(
  'sockets-port',
  'The process that watches the sockets does not run.',
  'The process that watches the sockets was started anew.',
);

let starting: Promise<void> | undefined;
let ready: () => void = () => undefined;

/** Calls `connected` whenever the process was started. */
export function awaitSockets(connected: (client: Client<SocketsContract>) => void): void {
  sockets.await((client) => {
    connected(client);
    ready();
  });
}

/** Asks the sockets process, and starts it first where it does not run. Rejects with its sentence. */
export async function askSockets<Name extends CallName<SocketsContract>>(
  name: Name,
  argument: Request<SocketsContract, Name>,
): Promise<Value<SocketsContract, Name>> {
  if (!sockets.connected) {
    starting ??= start();
    await starting;
  }
  return sockets.ask(name, argument);
}

/** Ends what is still open with the process. */
export function abandonSockets(message: string): void {
  sockets.abandon(message);
}

async function start(): Promise<void> {
  const connected = new Promise<void>((resolve) => {
    ready = resolve;
  });
  try {
    await askMain('openSockets', undefined);
    await connected;
  } finally {
    starting = undefined;
  }
}
