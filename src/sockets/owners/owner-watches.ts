/** The captures whose owners are being watched. */
import { OwnerWatch } from './owner-watch';

export class OwnerWatches {
  private readonly watches = new Map<string, OwnerWatch>();

  watch(capture: string): void {
    this.leave(capture);
    this.watches.set(capture, new OwnerWatch(capture));
  }

  leave(capture: string): void {
    this.watches.get(capture)?.stop();
    this.watches.delete(capture);
  }

  leaveAll(): void {
    for (const capture of [...this.watches.keys()]) this.leave(capture);
  }
}
