/** The page's end of the contract with the process of the field reference, which is started when it is first asked. */
import type { CallName, Request, Value } from '../../shared/contract';
import type { FieldsContract } from '../../shared/fields-contract';
import { askMain } from './main-client';
import { PortClient } from './port-client';

const fields = new PortClient<FieldsContract>(
  'fields-port',
  'The process that knows the fields does not run.',
  'The process that knows the fields was started anew.',
);

let ready: () => void = () => undefined;
let starting: Promise<void> | undefined;
fields.await(() => ready());

/** Asks the process, and starts it first where it does not run. Rejects with its sentence. */
export async function askFields<Name extends CallName<FieldsContract>>(
  name: Name,
  argument: Request<FieldsContract, Name>,
): Promise<Value<FieldsContract, Name>> {
  if (!fields.connected) {
    starting ??= start();
    await starting;
  }
  return fields.ask(name, argument);
}

/** Ends the process: nobody looks fields up any more. */
export async function closeFields(): Promise<void> {
  fields.abandon('The field reference was closed.');
  await askMain('closeFields', undefined);
}

async function start(): Promise<void> {
  const connected = new Promise<void>((resolve) => {
    ready = resolve;
  });
  try {
    await askMain('openFields', undefined);
    await connected;
  } finally {
    starting = undefined;
  }
}
