/** Asks again when something has changed: at once where it matters, seldom while it goes on, never while nothing does. */

/** Milliseconds between an answer and the next question at least, and how many times as long as the answer took. */
const pause = 1000;
const pauseFactor = 10;
/** Milliseconds between two questions at least, while each brings the answer further. */
const busyPause = 30;

export class Renewal<Value> {
  private turn = 0;
  private busy = false;
  private stale = false;
  private over = false;
  private earliest = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** `told` takes an answer and says whether it is finished. */
  constructor(
    private readonly question: () => Promise<Value>,
    private readonly told: (value: Value) => boolean,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** What was answered may no longer hold. */
  change(): void {
    this.stale = true;
    this.plan();
  }

  /** Asks now; the answer to a question that is still open is not wanted any more. */
  hurry(): void {
    clearTimeout(this.timer);
    this.ask();
  }

  /** True when a question is still open; its answer is not told. */
  end(): boolean {
    clearTimeout(this.timer);
    this.turn++;
    this.over = true;
    return this.busy;
  }

  private plan(): void {
    if (this.over || this.busy || !this.stale || this.timer !== undefined) return;
    this.timer = setTimeout(() => this.ask(), Math.max(0, this.earliest - performance.now()));
  }

  private ask(): void {
    this.timer = undefined;
    this.stale = false;
    this.busy = true;
    this.turn++;
    const { turn } = this;
    const began = performance.now();
    const rest = (finished: boolean): void => {
      const now = performance.now();
      const took = now - began;
      this.busy = false;
      this.stale ||= !finished;
      this.earliest = now + (finished ? Math.max(pause, took * pauseFactor) : Math.max(busyPause, took));
      this.plan();
    };
    this.question().then(
      (value) => {
        if (turn === this.turn) rest(this.told(value));
      },
      (error: unknown) => {
        if (turn !== this.turn) return;
        this.failed(error);
        rest(true);
      },
    );
  }
}
