/** Refreshes the socket table at an interval, for as long as somebody looks. */
import type { SocketTableChange } from '../../shared/sockets';
import type { SocketTable } from './socket-table';

/** Of one processor core. */
const largestShare = 0.1;

export class TableWatch {
  private timer: NodeJS.Timeout | undefined;
  private turn = 0;

  constructor(
    private readonly table: SocketTable,
    private readonly tell: (change: SocketTableChange) => void,
  ) {}

  /** Begins with a refresh that gives all rows. */
  start(interval: number, unix: boolean): void {
    this.stop();
    void this.run(++this.turn, interval, unix, true);
  }

  stop(): void {
    this.turn++;
    clearTimeout(this.timer);
  }

  private async run(turn: number, interval: number, unix: boolean, whole: boolean): Promise<void> {
    const started = performance.now();
    const change = await this.table.refresh(unix, whole);
    if (turn !== this.turn) return;
    this.tell(change);
    // A system where a refresh takes long is left alone for as long again, and one with very many sockets costs no more than this.
    const took = performance.now() - started;
    const pause = Math.max(interval - took, took, change.cost / largestShare - took);
    this.timer = setTimeout(() => void this.run(turn, interval, unix, false), pause);
  }
}
