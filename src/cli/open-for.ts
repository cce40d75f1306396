/** Opens a capture with the preferences, the decode-as rules and the disabled protocols of the command line. */
import type { EngineHost } from '../engine/host';
import type { Session } from '../engine/session';
import { decodeAs } from '../engine/session/decode-as';
import { disableProtocols } from '../engine/session/disable-protocols';
import { catalogue, openSession } from '../engine/session/open-session';
import type { Options } from './arguments';
import { preferencesOf } from './preferences';
import { UsageError } from './usage-error';

/** An environment variable: the owners of sockets lie beside the capture of this name. */
export const ownersVariable = 'SOCKEYE_OWNERS_OF';

/** `warnings` are sentences about preferences and protocols that have no effect. @throws UsageError, CaptureFileError, HostFileError */
export async function openFor(
  host: EngineHost,
  path: string,
  options: Options,
): Promise<{ readonly session: Session; readonly warnings: readonly string[] }> {
  const { settings, warnings } = preferencesOf(options.preferences);
  for (const rule of options.decodeAs) {
    const problem = decodeAs(rule, catalogue);
    if (problem !== undefined) throw new UsageError(problem);
  }
  const unknown = [
    ...disableProtocols(options.disabled, catalogue),
    ...options.enabled.filter((name) => catalogue.protocol(name) === undefined),
  ].map((name) => `There is no protocol “${name}”.`);
  const session = await openSession(host, path, settings, process.env[ownersVariable]);
  return { session, warnings: [...warnings, ...unknown] };
}
