/** Puts questions to a program that answers JSON lines, and measures how long each answer takes. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Measurement } from './measure';

export interface Question {
  readonly title: string;
  readonly method: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** Asks one after the other in one process. Throws when a question is answered with an error. */
export async function converse(command: readonly string[], questions: readonly Question[]): Promise<Measurement[]> {
  const [program = '', ...args] = command;
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const measurements: Measurement[] = [];
  try {
    for (const [index, { title, method, params }] of questions.entries()) {
      const start = process.hrtime.bigint();
      child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id: index + 1, method, params })}\n`);
      const { value = '' } = await lines.next();
      const seconds = Number(process.hrtime.bigint() - start) / 1e9;
      if (!value.includes('"result"')) throw new Error(`${program} on “${title}”: ${value.slice(0, 200)}`);
      measurements.push({ seconds, peakMemory: peakMemory(child.pid) });
    }
  } finally {
    child.kill();
  }
  return measurements;
}

/** Largest resident set so far in bytes, where the system tells. */
function peakMemory(processId: number | undefined): number | undefined {
  try {
    const kilobytes = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${processId}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}
