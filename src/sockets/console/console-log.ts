/** Collects what happens in a console, and tells it in batches. */
import type { ConsoleEvent, TlsFacts } from '../../shared/sockets';
import { EventBatch, now } from './event-batch';
import { errorCode, explainError } from './explain-error';
import { shownLimit, showOnce } from './shown-bytes';

export interface Shown {
  readonly bytes: Uint8Array;
  readonly text: string;
  readonly length: number;
}

export class ConsoleLog {
  private readonly batch: EventBatch<ConsoleEvent>;

  /** Bytes of one message that are told. */
  readonly shownLimit: number;

  /** `whole`: everything that passes is told, however much it is; for whoever keeps it, and looks at none of it. */
  constructor(tell: (events: readonly ConsoleEvent[]) => void, whole = false) {
    const all = Number.POSITIVE_INFINITY;
    this.batch = whole ? new EventBatch<ConsoleEvent>(tell, all, all) : new EventBatch<ConsoleEvent>(tell);
    this.shownLimit = whole ? all : shownLimit;
  }

  step(step: string, text: string, client?: number): void {
    this.batch.add({ kind: 'step', at: now(), step, text, client });
  }

  passed(kind: 'sent' | 'received', shown: Shown, client?: number, peer?: string): void {
    this.batch.addPassed({ kind, at: now(), ...shown, client, peer });
  }

  /** The same of bytes that are whole by themselves. */
  passedWhole(kind: 'sent' | 'received', bytes: Uint8Array, client?: number, peer?: string): void {
    this.passed(kind, showOnce(bytes, this.shownLimit), client, peer);
  }

  tls(facts: TlsFacts, client?: number): void {
    this.batch.add({ kind: 'tls', at: now(), facts, client });
  }

  /** `addition` is more that is known of the cause; `fingerprint` a certificate that may be trusted this once. */
  error(step: string, error: unknown, more: { client?: number; addition?: string; fingerprint?: string } = {}): void {
    const code = errorCode(error);
    const { text, cause } = explainError(code, error instanceof Error ? error.message : String(error), step);
    const { client, addition, fingerprint } = more;
    const whole = addition === undefined ? cause : `${cause} ${addition}`;
    this.batch.add({ kind: 'error', at: now(), step, code, text, cause: whole, fingerprint, client });
  }

  /** Tells what waits, at once. */
  flush(): void {
    this.batch.flush();
  }
}
