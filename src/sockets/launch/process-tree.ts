/** A process and everything it started, followed through /proc as long as it runs. */
import { readProcFolder, readProcText } from '../table/proc-file';
import { processStartTime } from '../table/process-facts';

export class ProcessTree {
  /** Start times by process number. */
  private readonly living = new Map<number, string>();
  private readonly all = new Set<number>();

  constructor(
    root: number,
    private readonly proc = '/proc',
  ) {
    this.add(root);
  }

  get pids(): readonly number[] {
    return [...this.living.keys()];
  }

  /** Those that have ended too. */
  get everSeen(): readonly number[] {
    return [...this.all];
  }

  /** Looks for new children and ended processes. True when something changed. */
  update(): boolean {
    let changed = false;
    for (const [pid, startTime] of this.living)
      if (processStartTime(this.proc, pid) !== startTime) {
        this.living.delete(pid);
        changed = true;
      }
    // Children that are added here are visited by the same loop.
    for (const pid of this.living.keys()) for (const child of this.children(pid)) if (this.add(child)) changed = true;
    return changed;
  }

  private add(pid: number): boolean {
    const startTime = processStartTime(this.proc, pid);
    if (startTime === '' || this.living.has(pid)) return false;
    this.living.set(pid, startTime);
    this.all.add(pid);
    return true;
  }

  private children(pid: number): number[] {
    const threads = readProcFolder(`${this.proc}/${pid}/task`);
    if (!Array.isArray(threads)) return [];
    const lists = threads.map((thread) => readProcText(`${this.proc}/${pid}/task/${thread}/children`));
    return lists.flatMap((list) =>
      list
        .split(' ')
        .filter((word) => /^\d+$/.test(word))
        .map(Number),
    );
  }
}
