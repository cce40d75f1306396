/** The page's end of the contract with the process of the field reference. */
import type { CallName, Request, Value } from '../../shared/contract';
import type { FieldsContract } from '../../shared/fields-contract';
import { askMain, onMain } from './main-client';
import { StartedClient } from './started-client';

const fields = new StartedClient<FieldsContract>('fields-port', 'The process that knows the fields', () =>
  askMain('openFields', undefined),
);
fields.await(() => undefined);
onMain('fieldsGone', ({ message }) => fields.abandon(message));

/** Asks the process. Rejects with its sentence, or when it is gone. */
export function askFields<Name extends CallName<FieldsContract>>(
  name: Name,
  argument: Request<FieldsContract, Name>,
): Promise<Value<FieldsContract, Name>> {
  return fields.ask(name, argument);
}

/** Ends the process: nobody looks fields up any more. */
export async function closeFields(): Promise<void> {
  fields.abandon('The field reference was closed.');
  await askMain('closeFields', undefined);
}
