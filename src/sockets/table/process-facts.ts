/** What is known of a process beside its sockets: name, command line, user, container. */
import { readFileSync } from 'node:fs';
import { containerName } from './container';
import { readProcText } from './proc-file';

export interface ProcessFacts {
  readonly pid: number;
  /** Ticks since the machine started at which the process did: tells it from a later one with the same number. */
  readonly startTime: string;
  readonly name: string;
  readonly command: string;
  readonly user: string;
  readonly container: string | null;
}

const longestCommand = 4096;

/** Undefined where the process has ended. */
export function readProcessFacts(proc: string, pid: number): ProcessFacts | undefined {
  const folder = `${proc}/${pid}`;
  const startTime = processStartTime(proc, pid);
  if (startTime === '') return undefined;
  const name = readProcText(`${folder}/comm`).replace(/\n$/, '');
  const command = readProcText(`${folder}/cmdline`).slice(0, longestCommand).replace(/\0+$/, '').replaceAll('\0', ' ');
  const user = /^Uid:\s+\d+\s+(\d+)/m.exec(readProcText(`${folder}/status`))?.[1];
  return {
    pid,
    startTime,
    name,
    command,
    user: user === undefined ? '' : userName(Number(user)),
    container: containerName(readProcText(`${folder}/cgroup`)),
  };
}

/** Field 22 of /proc/PID/stat; empty where the process has ended. The name before it may hold spaces and brackets. */
export function processStartTime(proc: string, pid: number): string {
  const stat = readProcText(`${proc}/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ', 20)[19] ?? '';
}

let userNames: ReadonlyMap<number, string> | undefined;

/** The name that /etc/passwd has for a user, otherwise the number. */
export function userName(id: number): string {
  userNames ??= readUserNames();
  return userNames.get(id) ?? String(id);
}

function readUserNames(): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  for (const line of textOf('/etc/passwd').split('\n')) {
    const [name, , id] = line.split(':');
    if (name && /^\d+$/.test(id ?? '') && !names.has(Number(id))) names.set(Number(id), name);
  }
  return names;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
