/** The page's end of the contract with the main process. */
import type { Bridge } from '../../shared/bridge';
import type { CallName, EventName, Payload, Request, Value } from '../../shared/contract';
import type { MainContract } from '../../shared/ipc';

declare global {
  interface Window {
    readonly sockeye: Bridge;
  }
}

/** Asks the main process. Rejects with its sentence. */
export async function askMain<Name extends Exclude<CallName<MainContract>, 'openDropped'>>(
  name: Name,
  argument: Request<MainContract, Name>,
): Promise<Value<MainContract, Name>> {
  const reply = await window.sockeye.call(name, argument);
  if (!reply.ok) throw new Error(reply.error.message);
  return reply.value as Value<MainContract, Name>;
}

export function onMain<Name extends EventName<MainContract>>(
  name: Name,
  handler: (payload: Payload<MainContract, Name>) => void,
): void {
  window.sockeye.on(name, handler as (payload: unknown) => void);
}
