/** Following the newest packet: held until the user looks at something else, taken up again at the end. */
import { app, isCapturing } from '../state/app-state';

/** The list follows the newest packet from now on. */
export function takeHold(): void {
  if (!app.get().autoScroll) app.set({ autoScroll: true });
}

/** The list stays where it is. */
export function letGo(): void {
  if (app.get().autoScroll) app.set({ autoScroll: false });
}

/** The user moved the list; at the end of a capture that grows it follows again. */
export function movedByHand(atEnd: boolean): void {
  if (atEnd && isCapturing(app.get())) takeHold();
  else letGo();
}

export function toggleAutoScroll(): void {
  app.set({ autoScroll: !app.get().autoScroll });
}
