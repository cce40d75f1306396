/** The one file or pipe that a capture without a ring buffer goes to. */
import { BlockOutput } from './block-output';
import type { OutputSequence } from './packet-sink';

/** The parent opened it: standard output, because pkexec and sudo close every descriptor behind standard error. */
const standardOutput = 1;

export class SingleOutput implements OutputSequence {
  readonly current = new BlockOutput(standardOutput);
  readonly files = 1;

  isFull(): boolean {
    return false;
  }

  next(): void {}

  close(): void {}
}
