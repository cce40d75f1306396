/** When a capture stops by itself. */
import type { StopOrder } from '../shared/capture-orders';

export interface Progress {
  readonly seconds: number;
  readonly packets: number;
  readonly bytes: number;
}

/** Says which condition is met, in words; undefined when none is. */
export function metCondition(stop: StopOrder, progress: Progress): string | undefined {
  if (stop.packets !== undefined && progress.packets >= stop.packets)
    return `As many packets as wanted were captured: ${stop.packets}.`;
  if (stop.bytes !== undefined && progress.bytes >= stop.bytes) return 'The capture is as large as wanted.';
  if (stop.seconds !== undefined && progress.seconds >= stop.seconds) return 'The capture lasted as long as wanted.';
  return undefined;
}
