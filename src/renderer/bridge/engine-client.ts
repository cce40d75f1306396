/** The page's end of the contract with the engine of the open capture. */
import type { CallName, Request, Value } from '../../shared/contract';
import type { EngineContract } from '../../shared/ipc';
import { type Client, connect } from '../../shared/port';

let client: Client<EngineContract> | undefined;
let port: MessagePort | undefined;

/** Calls `connected` with every port the main process hands over; the one before is closed. */
export function awaitEngines(connected: (client: Client<EngineContract>) => void): void {
  window.addEventListener('message', ({ data, origin, ports }) => {
    if (data !== 'engine-port' || origin !== location.origin || ports.length !== 1) return;
    abandonEngine('Another capture was opened.');
    const received = ports[0];
    port = received;
    client = connect<EngineContract>({
      post: (message) => received.postMessage(message),
      listen(handler) {
        received.onmessage = (event) => handler(event.data);
      },
    });
    connected(client);
  });
}

/** Asks the engine. Rejects with its sentence, or when it is gone. */
export function askEngine<Name extends CallName<EngineContract>>(
  name: Name,
  argument: Request<EngineContract, Name>,
): Promise<Value<EngineContract, Name>> {
  return client?.call(name, argument) ?? Promise.reject(new Error('No capture is open.'));
}

/** Ends what is still open with the engine. */
export function abandonEngine(message: string): void {
  client?.abandon(message);
  port?.close();
  client = undefined;
  port = undefined;
}
