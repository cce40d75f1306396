/** A running helper: gets its order, is asked to stop, and tells how it goes. */
import { type ChildProcess, spawn } from 'node:child_process';
import { type CaptureReport, stopLine } from '../shared/capture-reports';
import { parsedReport } from './ask-helper';
import type { CapturePlan } from './capture-plan';

const longestLine = 4 * 1024 * 1024;
const longestSaid = 4000;

export interface HelperEvents {
  report(report: CaptureReport): void;
  /** The process has ended; `said` is what it wrote that was no report. */
  ended(how: string, said: string): void;
}

export class HelperProcess {
  readonly #child: ChildProcess;
  #rest = '';
  #said = '';

  /** `output` is the descriptor that takes the capture; 'ignore' where the helper makes files itself. */
  constructor(plan: CapturePlan, output: number | 'ignore', events: HelperEvents) {
    const [program, ...rest] = plan.arguments;
    const child = spawn(program, rest, {
      stdio: ['pipe', output, 'pipe', ...(plan.takesStandardInput ? [0] : [])],
      env: { ...process.env, ...plan.environment },
    });
    this.#child = child;
    child.stdin!.on('error', () => undefined);
    child.stdin!.write(`${JSON.stringify(plan.order)}\n`);
    child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      for (const report of this.#take(text)) events.report(report);
    });
    let over = false;
    const end = (how: string): void => {
      if (over) return;
      over = true;
      events.ended(how, this.#said.trim());
    };
    child.on('error', (error) => end(error.message));
    child.on('close', (code, signal) => end(signal === null ? `code ${code}` : signal));
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  stop(): void {
    this.#child.stdin?.write(stopLine);
  }

  /** Without a word, should it not stop. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }

  #take(text: string): CaptureReport[] {
    const lines = (this.#rest + text).split('\n');
    this.#rest = (lines.pop() ?? '').slice(-longestLine);
    return lines.flatMap((line) => {
      const report = parsedReport(line);
      if (report === undefined) this.#said = `${this.#said} ${line}`.slice(-longestSaid);
      return report === undefined ? [] : [report];
    });
  }
}
