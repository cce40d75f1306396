/** Collects what happens in a console and tells it in batches, so that a flood of packets cannot drown whoever listens. */
import type { ConsoleEvent, TlsFacts } from '../../shared/sockets';
import { errorCode, explainError } from './explain-error';

/** Between two batches. */
const mostEvents = 2000;
const mostBytes = 1024 * 1024;
const batchMilliseconds = 30;

export interface Shown {
  readonly bytes: Uint8Array;
  readonly text: string;
  readonly length: number;
}

export class ConsoleLog {
  private waiting: ConsoleEvent[] = [];
  private bytes = 0;
  private leftOut = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly tell: (events: readonly ConsoleEvent[]) => void) {}

  step(step: string, text: string, client?: number): void {
    this.add({ kind: 'step', at: now(), step, text, client });
  }

  passed(kind: 'sent' | 'received', shown: Shown, client?: number, peer?: string): void {
    if (this.waiting.length >= mostEvents || this.bytes >= mostBytes) {
      this.leftOut += shown.length;
      return;
    }
    this.bytes += shown.bytes.length;
    this.add({ kind, at: now(), ...shown, client, peer });
  }

  tls(facts: TlsFacts, client?: number): void {
    this.add({ kind: 'tls', at: now(), facts, client });
  }

  /** `addition` is more that is known of the cause; `fingerprint` a certificate that may be trusted this once. */
  error(step: string, error: unknown, more: { client?: number; addition?: string; fingerprint?: string } = {}): void {
    const code = errorCode(error);
    const { text, cause } = explainError(code, error instanceof Error ? error.message : String(error), step);
    const { client, addition, fingerprint } = more;
    const whole = addition === undefined ? cause : `${cause} ${addition}`;
    this.add({ kind: 'error', at: now(), step, code, text, cause: whole, fingerprint, client });
  }

  /** Tells what waits, at once. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const events = this.waiting;
    if (this.leftOut > 0) events.push({ kind: 'left-out', at: now(), bytes: this.leftOut });
    this.waiting = [];
    this.bytes = 0;
    this.leftOut = 0;
    if (events.length > 0) this.tell(events);
  }

  private add(event: ConsoleEvent): void {
    this.waiting.push(event);
    this.timer ??= setTimeout(() => this.flush(), batchMilliseconds);
  }
}

const now = (): number => performance.timeOrigin + performance.now();
