/** Runs a program to its end without holding this process up, and keeps what it said. */
import { execFile } from 'node:child_process';

const mostOutput = 4 * 1024 * 1024;

export interface ProgramOutcome {
  /** It ended by itself with code 0. */
  readonly ended: boolean;
  readonly output: string;
  readonly errors: string;
  /** Why it could not be started, or that it took longer than `patience` milliseconds; empty otherwise. */
  readonly trouble: string;
}

export function runProgram(program: string, words: readonly string[], patience: number): Promise<ProgramOutcome> {
  return new Promise((resolve) => {
    const options = { encoding: 'utf8', timeout: patience, maxBuffer: mostOutput } as const;
    const child = execFile(program, words, options, (error, output, errors) => {
      const started = error === null || typeof error.code === 'number';
      resolve({ ended: error === null, output, errors, trouble: started ? '' : error.message });
    });
    child.stdin?.end();
  });
}
