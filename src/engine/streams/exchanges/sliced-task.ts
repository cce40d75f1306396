/** A task that is written as a generator: each step is a piece of work short enough for one slice. */
import type { Task } from '../../view';

/**
 * Runs `steps` for as long as a slice lasts; each yielded number is the fraction done so far. `cancel` is called once when the task
 * is dropped or fails.
 */
export function slicedTask(steps: Generator<number, void>, now: () => number, cancel: () => void): Task {
  let state: ReturnType<Task['advance']> = { state: 'running', fraction: 0 };
  return {
    advance(milliseconds) {
      const deadline = now() + milliseconds;
      try {
        while (state.state === 'running') {
          const step = steps.next();
          state = step.done === true ? { state: 'done', fraction: 1 } : { state: 'running', fraction: step.value };
          if (now() >= deadline) break;
        }
      } catch (error) {
        cancel();
        state = { state: 'failed', message: error instanceof Error ? error.message : String(error) };
      }
      return state;
    },
    cancel() {
      if (state.state !== 'running') return;
      cancel();
      state = { state: 'failed', message: 'It was cancelled.' };
    },
  };
}
