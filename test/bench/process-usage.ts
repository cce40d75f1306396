/** Memory and processor time of a process and all that it started, from Linux's /proc. */
import { readdirSync, readFileSync } from 'node:fs';

/** proc(5): ticks of `utime` and `stime` in a second. */
const ticksPerSecond = 100;

export interface ProcessUsage {
  readonly id: number;
  readonly command: string;
  /** Bytes that are this process's own: no shared code, no shared files. */
  readonly ownMemory: number;
  /** Bytes of all memory that is in use now, also shared code and files. */
  readonly residentMemory: number;
  /** Seconds of processor time so far, in the system's work for it as well. */
  readonly processorSeconds: number;
}

/** `root` and its descendants; those that end while we look are left out. */
export function usageBelow(root: number): ProcessUsage[] {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => {
        const parent = statOf(Number(name))?.parent;
        return parent === undefined ? [] : [[Number(name), parent] as const];
      }),
  );
  const isBelow = (id: number): boolean => {
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) if (at === root) return true;
    return false;
  };
  return [...parents.keys()].filter(isBelow).flatMap((id) => usageOf(id) ?? []);
}

function usageOf(id: number): ProcessUsage | undefined {
  const stat = statOf(id);
  const status = read(`/proc/${id}/status`);
  const command = read(`/proc/${id}/cmdline`);
  if (stat === undefined || status === undefined || command === undefined) return undefined;
  const bytes = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1] ?? 0) * 1024;
  return {
    id,
    command: command.replaceAll('\0', ' ').trim(),
    ownMemory: bytes('RssAnon'),
    residentMemory: bytes('VmRSS'),
    processorSeconds: stat.processorSeconds,
  };
}

function statOf(id: number): { readonly parent: number; readonly processorSeconds: number } | undefined {
  const text = read(`/proc/${id}/stat`);
  if (text === undefined) return undefined;
  // The second field is a name in parentheses, which may hold spaces and parentheses.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { parent: Number(fields[1]), processorSeconds: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond };
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
