/** The page's end of the contract with the engine of the open capture. */
import type { CallName, Request, Value } from '../../shared/contract';
import type { EngineContract } from '../../shared/ipc';
import type { Client } from '../../shared/port';
import { PortClient } from './port-client';

const engine = new PortClient<EngineContract>('engine-port', 'No capture is open.', 'Another capture was opened.');

/** Calls `connected` with every engine the main process hands over; the one before is abandoned. */
export function awaitEngines(connected: (client: Client<EngineContract>) => void): void {
  engine.await(connected);
}

/** Asks the engine. Rejects with its sentence, or when it is gone. */
export function askEngine<Name extends CallName<EngineContract>>(
  name: Name,
  argument: Request<EngineContract, Name>,
): Promise<Value<EngineContract, Name>> {
  return engine.ask(name, argument);
}

/** Ends what is still open with the engine. */
export function abandonEngine(message: string): void {
  engine.abandon(message);
}
