/** Which processes have a network of their own: containers, mostly. Linux alone tells. */
import { readdirSync, readlinkSync } from 'node:fs';

/** Processes looked at, at most. */
const mostProcesses = 20_000;

/** Processes that live in another network namespace than ours; undefined where the system does not tell. */
export function processesElsewhere(): number | undefined {
  const own = namespaceOf('self');
  if (own === undefined) return undefined;
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return processes.slice(0, mostProcesses).filter((id) => (namespaceOf(id) ?? own) !== own).length;
}

/** For example `net:[4026531840]`; undefined for a process that is gone or somebody else's. */
function namespaceOf(process: string): string | undefined {
  try {
    return readlinkSync(`/proc/${process}/ns/net`);
  } catch {
    return undefined;
  }
}
