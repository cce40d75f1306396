/** Gathers events for a moment and tells them together, so that a flood of packets cannot drown whoever listens. */
import type { LeftOut } from '../../shared/sockets';

const batchMilliseconds = 30;

export class EventBatch<Event> {
  private waiting: (Event | LeftOut)[] = [];
  private bytes = 0;
  private leftOut = 0;
  private timer: NodeJS.Timeout | undefined;

  /** In one batch, so many events are told, and so much of what passed. */
  constructor(
    private readonly tell: (events: readonly (Event | LeftOut)[]) => void,
    private readonly mostBytes = 1024 * 1024,
    private readonly mostEvents = 2000,
  ) {}

  add(event: Event): void {
    this.waiting.push(event);
    this.timer ??= setTimeout(() => this.flush(), batchMilliseconds);
  }

  /** Whether bytes that pass now are told of; otherwise they are only counted. */
  get hasRoom(): boolean {
    return this.waiting.length < this.mostEvents && this.bytes < this.mostBytes;
  }

  /** Adds bytes that passed, where there is room. */
  addPassed(event: Event & { readonly bytes: Uint8Array; readonly length: number }): void {
    if (!this.hasRoom) {
      this.leaveOut(event.length);
      return;
    }
    this.bytes += event.bytes.length;
    this.add(event);
  }

  leaveOut(bytes: number): void {
    this.leftOut += bytes;
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
}

/** Milliseconds since 1970, with fractions. */
export const now = (): number => performance.timeOrigin + performance.now();
