/** Searches, saves and exports: what takes long, runs in slices and can be cancelled. */
import type { FrameFinder, Task } from '../engine/session';
import type { FrameNumber } from '../engine/view';
import type { Outcome } from '../shared/ipc';

export class LongWork {
  private search:
    | { readonly finder: FrameFinder; readonly end: (found: FrameNumber | 'none' | 'cancelled') => void }
    | undefined;
  private task:
    | { readonly task: Task; readonly end: (outcome: Outcome) => void; readonly fail: (error: Error) => void }
    | undefined;
  private wake: () => void = () => undefined;

  /** `progress` is told the fraction of a task that is done. */
  constructor(private readonly progress: (fraction: number) => void) {}

  /** Calls `wake` whenever there is something new to do. */
  whenStarted(wake: () => void): void {
    this.wake = wake;
  }

  /** Runs a search to its end; one that is already running is cancelled. */
  find(finder: FrameFinder): Promise<FrameNumber | 'none' | 'cancelled'> {
    this.cancelFind();
    return new Promise((end) => {
      this.search = { finder, end };
      this.wake();
    });
  }

  cancelFind(): void {
    this.search?.end('cancelled');
    this.search = undefined;
  }

  /** Runs a task to its end. Rejects with its sentence when it fails, or when another one is under way. */
  carryOut(task: Task): Promise<Outcome> {
    if (this.task) {
      task.cancel();
      return Promise.reject(new Error('Another file is still being written. Wait for it, or cancel it.'));
    }
    return new Promise((end, fail) => {
      this.task = { task, end, fail };
      this.wake();
    });
  }

  cancelTask(): void {
    this.task?.task.cancel();
    this.task?.end({ kind: 'cancelled' });
    this.task = undefined;
  }

  /** Works for about so many milliseconds. True while there is more. */
  advance(milliseconds: number): boolean {
    this.advanceSearch(milliseconds);
    this.advanceTask(milliseconds);
    return this.search !== undefined || this.task !== undefined;
  }

  private advanceSearch(milliseconds: number): void {
    const found = this.search?.finder.advance(milliseconds);
    if (found === undefined) return;
    this.search?.end(found);
    this.search = undefined;
  }

  private advanceTask(milliseconds: number): void {
    const running = this.task;
    if (!running) return;
    const step = running.task.advance(milliseconds);
    if (step.state === 'running') {
      this.progress(step.fraction);
      return;
    }
    this.task = undefined;
    if (step.state === 'failed') running.fail(new Error(step.message));
    else running.end({ kind: 'done' });
  }
}
