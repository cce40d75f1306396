/** Answers a call of a contract: checks the name and the argument, runs the handler, and turns every failure into a reply. */
import { safeParse } from 'valibot';
import type { Contract, Handlers, Reply } from './contract';

/** Runs the handler of the call `name` if there is one and `argument` fits its schema. Never rejects. */
export async function answer<Entries extends Contract>(
  contract: Entries,
  handlers: Handlers<Entries>,
  name: unknown,
  argument: unknown,
): Promise<Reply<unknown>> {
  if (typeof name !== 'string' || !Object.hasOwn(contract, name))
    return failure(`There is no call named ${String(name)}.`);
  const entry = contract[name];
  if (entry.kind !== 'call') return failure(`${name} cannot be called.`);
  const checked = safeParse(entry.schema, argument);
  if (!checked.success)
    return failure(`The argument of ${name} is not what it should be: ${checked.issues[0].message}`);
  try {
    const handler = (handlers as Readonly<Record<string, (request: unknown) => unknown>>)[name];
    return { ok: true, value: await handler(checked.output) };
  } catch (error) {
    return failure(error instanceof Error ? error.message : String(error));
  }
}

function failure(message: string): Reply<never> {
  return { ok: false, error: { message } };
}
