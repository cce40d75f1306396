/** Sentences for the user that have no place of their own, and failures on their way there. */
import { askMain } from '../bridge/main-client';
import { app } from '../state/app-state';

export function notify(message: string): void {
  app.set({ notice: message });
}

/** Starts something; if it fails, its sentence is shown. */
export function run(work: Promise<unknown>): void {
  work.catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    // That the engine ended is told once, by the banner over the list.
    if (message === app.get().capture?.gone) return;
    notify(message);
    askMain('report', { message }).catch(() => undefined);
  });
}
