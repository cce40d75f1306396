/** Tells whether a process that wrote down its id and start is still the same one. */
import { readFileSync } from 'node:fs';

export interface ProcessIdentity {
  readonly pid: number;
  /** When it began, in the system's own unit; empty where the system does not tell. */
  readonly begun: string;
}

export function thisProcess(): ProcessIdentity {
  return { pid: process.pid, begun: beginOf(process.pid) ?? '' };
}

export function isRunning({ pid, begun }: ProcessIdentity): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  const now = beginOf(pid);
  if (now !== undefined) return now === begun;
  if (process.platform === 'linux') return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Field 22 of /proc/PID/stat: clock ticks between the start of the machine and that of the process. proc(5). */
function beginOf(pid: number): string | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is a name in parentheses, which may hold spaces and parentheses.
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
