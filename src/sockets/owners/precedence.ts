/** Lets this process go before others while it watches: a look that comes late sees nothing, and it looks for a short time only. */
import { constants, getPriority, setPriority } from 'node:os';

let holders = 0;
let usual = 0;

/** Only root may. Give it back with `leavePrecedence`. */
export function takePrecedence(): void {
  if (holders++ > 0) return;
  usual = getPriority();
  if (usual > constants.priority.PRIORITY_HIGH) trySetting(0, constants.priority.PRIORITY_HIGH);
}

export function leavePrecedence(): void {
  if (--holders === 0) trySetting(0, usual);
}

/** A program that this process starts has the priority that it would have without. */
export function withoutPrecedence(pid: number): void {
  if (holders > 0) trySetting(pid, usual);
}

function trySetting(pid: number, priority: number): void {
  try {
    setPriority(pid, priority);
  } catch {
    // Not permitted, or the program has ended: it goes as it is.
  }
}
