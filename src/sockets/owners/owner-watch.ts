/** Watches, while a capture runs, which process has which socket, and writes it into a sidecar beside the capture's file. */
import { closeSync, existsSync, openSync, rmSync, writeSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { ownersPath } from '../../shared/owners-path';
import type { SocketRow } from '../../shared/sockets';
import type { SocketSource } from '../table/socket-source';
import { socketSource } from '../table/socket-table';
import { leavePrecedence, takePrecedence } from './precedence';
import { finishedLine, processLine, sidecarHeading, socketEndLine, socketLine } from './sidecar';

/**
 * What watching may take: this share of one processor core on the long run, saved up for at most so many milliseconds of processor
 * time. Each `glance` asks whether there can be anything new at all; only then it looks, not sooner than `shortest` after the look
 * before, and at the latest after `longest`; only where the budget is overspent later, up to `patience`. A source that cannot tell
 * whether there is anything new is looked at after `longest`. All but `share` in milliseconds.
 */
export const ownerBudget = { share: 0.1, saved: 500, glance: 5, shortest: 10, longest: 500, patience: 10_000 } as const;

export class OwnerWatch {
  private readonly file: number;
  private readonly told = new Map<number, string>();
  private readonly processes = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  /** How often it has looked. */
  looks = 0;
  private ended = false;
  /** Milliseconds of processor time that may be spent now. */
  private saved: number = ownerBudget.saved;
  private spentAt = performance.now();
  private lookedAt = performance.now();

  /** Begins at once. @throws Error where the sidecar cannot be written. */
  constructor(
    private readonly capture: string,
    private readonly source: SocketSource = socketSource(),
  ) {
    this.file = openSync(ownersPath(capture), 'w', 0o600);
    this.write(sidecarHeading(ownAddresses()));
    takePrecedence();
    void this.look();
  }

  stop(): void {
    if (this.ended) return;
    this.ended = true;
    clearTimeout(this.timer);
    leavePrecedence();
    this.write(finishedLine());
    closeSync(this.file);
    // A ring goes on fast: its file may be gone before this had begun.
    if (!existsSync(this.capture)) rmSync(ownersPath(this.capture), { force: true });
    this.source.close?.();
  }

  private async look(): Promise<void> {
    const before = process.cpuUsage();
    const began = performance.now();
    const { rows } = await this.source.refresh({
      now: Date.now(),
      unix: false,
      ownersOnly: true,
      whole: this.looks === 0,
    });
    if (this.ended) return;
    this.looks++;
    this.tell(rows);
    // The first look reads everything that was there before, which is not what watching costs.
    this.lookedAt = performance.now();
    const { worksElsewhere = false } = this.source;
    const cost = worksElsewhere ? this.lookedAt - began : millisecondsSince(before);
    this.spend(this.looks === 1 ? 0 : cost);
    this.wait(worksElsewhere ? ownerBudget.longest : ownerBudget.shortest);
  }

  /** Looks again after so many milliseconds, or as soon as the budget allows it and there can be something new. */
  private wait(least: number): void {
    const { share, patience } = ownerBudget;
    // What was overspent comes back first, on a machine with very many sockets also when that takes long.
    this.timer = setTimeout(() => this.glance(), Math.min(patience, Math.max(least, -this.saved / share)));
  }

  private glance(): void {
    const before = process.cpuUsage();
    const { glance, longest } = ownerBudget;
    const looks = this.source.mayHaveNews === true || performance.now() - this.lookedAt >= longest;
    this.spend(millisecondsSince(before));
    if (looks) void this.look();
    else this.wait(glance);
  }

  private spend(milliseconds: number): void {
    const now = performance.now();
    const { share, saved } = ownerBudget;
    this.saved = Math.min(saved, this.saved + (now - this.spentAt) * share - milliseconds);
    this.spentAt = now;
  }

  private tell(rows: readonly SocketRow[]): void {
    let lines = '';
    for (const row of rows) {
      const key = row.pid === null ? '' : `${row.pid} ${row.process}`;
      if (row.pid !== null && !this.processes.has(key)) {
        this.processes.add(key);
        lines += processLine(row);
      }
      const line = socketLine(row);
      if (this.told.get(row.id) !== line) lines += line;
      this.told.set(row.id, line);
      if (row.closedAt === null) continue;
      lines += socketEndLine(row.id, row.closedAt);
      this.told.delete(row.id);
    }
    if (lines !== '') this.write(lines);
  }

  private write(text: string): void {
    writeSync(this.file, text);
  }
}

const ownAddresses = (): string[] =>
  Object.values(networkInterfaces()).flatMap((addresses) => (addresses ?? []).map(({ address }) => address));

function millisecondsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
