/** Standard output, gathered into large writes; stops quietly when the reader goes away. */
import { writeSync } from 'node:fs';
import { isatty } from 'node:tty';
import { fileError } from '../node-host/file-error';

/**
 * Whether a person looks at the output, and control characters would do something there. `process.stdout` is not asked: it would make
 * a pipe one that does not block, for everybody who has it, and each write to a slow reader a loop.
 */
export const isTerminal = isatty(1);

const flushAt = 1 << 16;
let waiting = '';

/** Prints text, later or (`-l`) at the next `flush`. */
export function print(text: string): void {
  waiting += text;
  if (waiting.length >= flushAt) flush();
}

export function flush(): void {
  const bytes = Buffer.from(waiting, 'utf8');
  waiting = '';
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(1, bytes, at);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') process.exit(0);
      if (code !== 'EAGAIN') throw fileError(error, 'standard output');
    }
  }
}
