/** Starts the capture helper for one short question and returns its answer. */
import { spawn } from 'node:child_process';
import type { CaptureOrder } from '../shared/capture-orders';
import type { CaptureReport } from '../shared/capture-reports';
import type { Runtime } from './runtimes';

const patience = 20_000;
const longestAnswer = 16 * 1024 * 1024;

/** Undefined when no answer came, which `why` then explains. */
export interface HelperAnswer {
  readonly report: CaptureReport | undefined;
  readonly why: string;
}

export function askHelper(runtime: Runtime, helper: string, order: CaptureOrder): Promise<HelperAnswer> {
  return new Promise((resolve) => {
    const child = spawn(runtime.program, [helper], {
      stdio: ['pipe', 'ignore', 'pipe'],
      env: { ...process.env, ...runtime.environment },
      timeout: patience,
    });
    let text = '';
    child.stdin.on('error', () => undefined);
    child.stdin.end(`${JSON.stringify(order)}\n`);
    child.stderr.setEncoding('utf8').on('data', (said: string) => {
      if (text.length < longestAnswer) text += said;
    });
    child.on('error', (error) => resolve({ report: undefined, why: error.message }));
    child.on('close', (code) => {
      const report = reportsIn(text).at(-1);
      if (report?.kind === 'warning') resolve({ report: undefined, why: report.message });
      else resolve({ report, why: report === undefined ? text.trim() || `it ended with code ${code}` : '' });
    });
  });
}

export function reportsIn(text: string): CaptureReport[] {
  return text.split('\n').flatMap((line) => {
    const report = parsedReport(line);
    return report === undefined ? [] : [report];
  });
}

/** A line of a helper's standard error; undefined where it is no report but a message of its runtime. */
export function parsedReport(line: string): CaptureReport | undefined {
  try {
    return line.startsWith('{') ? (JSON.parse(line) as CaptureReport) : undefined;
  } catch {
    return undefined;
  }
}
