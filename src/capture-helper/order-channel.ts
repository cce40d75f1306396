/** Standard input: the order in its first line, then nothing until `stop` or the end, which mean the same. */
import * as v from 'valibot';
import { type CaptureOrder, captureOrderSchema } from '../shared/capture-orders';

const longestLine = 1_000_000;
const endingSignals = ['SIGTERM', 'SIGHUP'] as const;

export class OrderChannel {
  readonly #lines: string[] = [];
  #buffered = '';
  #ended = false;
  #changed: () => void = () => undefined;

  constructor() {
    process.stdin.setEncoding('utf8');
    process.stdin.on('data', (text: string) => this.#take(text));
    // The parent is gone, however it ended.
    process.stdin.on('end', () => this.#end());
    process.stdin.on('error', () => this.#end());
    for (const signal of endingSignals) process.on(signal, () => this.#end());
    // Ctrl+C reaches all that stand at the terminal: the parent decides what it means.
    process.on('SIGINT', () => undefined);
  }

  /** The order, or what is wrong with it. */
  async order(): Promise<CaptureOrder | { readonly problem: string }> {
    while (this.#lines.length === 0 && !this.#ended)
      await new Promise<void>((resolve) => {
        this.#changed = resolve;
      });
    const line = this.#lines.shift();
    if (line === undefined) return { problem: 'No order came.' };
    const checked = v.safeParse(captureOrderSchema, parsed(line));
    if (!checked.success) return { problem: `The order is not what it should be: ${checked.issues[0].message}` };
    return checked.output;
  }

  /** Resolves when the capture is to end. */
  async stopped(): Promise<void> {
    while (this.#lines.length === 0 && !this.#ended)
      await new Promise<void>((resolve) => {
        this.#changed = resolve;
      });
  }

  /** Nothing more is expected: lets the process end. */
  close(): void {
    process.stdin.destroy();
  }

  #take(text: string): void {
    const parts = (this.#buffered + text).split('\n');
    this.#buffered = parts.pop() ?? '';
    this.#lines.push(...parts);
    if (this.#buffered.length > longestLine) this.#end();
    else if (parts.length > 0) this.#changed();
  }

  #end(): void {
    this.#ended = true;
    this.#changed();
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
