/** Tells the parent how the capture goes: one JSON object per line on standard error, since standard output is the capture. */
import { writeSync } from 'node:fs';
import type { CaptureReport } from '../shared/capture-reports';

const standardError = 2;

export function report(entry: CaptureReport): void {
  try {
    writeSync(standardError, `${JSON.stringify(entry)}\n`);
  } catch {
    // Nobody listens any more: the end of standard input will say so.
  }
}
