/** The programs that were started to be watched, by number. */
import type { LaunchEvent, LaunchStatus } from '../../shared/sockets';
import type { LaunchRequest } from '../../shared/sockets-contract';
import { LaunchedProgram } from './launched-program';
import { removeLeftSecrets } from './secrets-file';

export interface LaunchesListener {
  events(launch: number, events: readonly LaunchEvent[]): void;
  status(launch: number, status: LaunchStatus): void;
}

export class Launches {
  private readonly prepared = new Map<string, LaunchRequest>();
  private readonly programs = new Map<number, LaunchedProgram>();
  private lastNumber = 0;

  constructor(private readonly listener: LaunchesListener) {
    removeLeftSecrets();
  }

  /** The user agreed to start this. */
  prepare(token: string, request: LaunchRequest): void {
    this.prepared.set(token, request);
  }

  /** Starts what was prepared, once. */
  start(token: string): { launch: number; pid: number } {
    const request = this.prepared.get(token);
    this.prepared.delete(token);
    if (request === undefined) throw new Error('The user has not agreed to start this program.');
    const launch = ++this.lastNumber;
    const program = new LaunchedProgram(request, {
      events: (events) => this.listener.events(launch, events),
      status: (status) => this.listener.status(launch, status),
    });
    this.programs.set(launch, program);
    return { launch, pid: program.pid };
  }

  get(launch: number): LaunchedProgram {
    const program = this.programs.get(launch);
    if (program === undefined) throw new Error(`There is no started program ${launch}.`);
    return program;
  }

  forget(launch: number): void {
    this.get(launch).forget();
    this.programs.delete(launch);
  }

  /** Leaves no secrets behind; programs that still run go on. */
  forgetAll(): void {
    for (const launch of [...this.programs.keys()]) this.forget(launch);
  }
}
