/** Watches, while a capture runs, which process has which socket, and writes it into a sidecar beside the capture's file. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { ownersPath } from '../../shared/owners-path';
import type { SocketRow } from '../../shared/sockets';
import type { SocketSource } from '../table/socket-source';
import { socketSource } from '../table/socket-table';
import { finishedLine, processLine, sidecarHeading, socketEndLine, socketLine } from './sidecar';

/**
 * What watching may take: this share of one processor core on the long run, saved up for at most so many milliseconds of processor
 * time. It looks as often as that allows, between these bounds in milliseconds: more often while sockets come and go.
 */
export const ownerBudget = { share: 0.1, saved: 500, shortest: 20, quiet: 40, longest: 500 } as const;

/** Looks without anything new after which it is quiet. */
const quietAfter = 50;

export class OwnerWatch {
  private readonly file: number;
  private readonly told = new Map<number, string>();
  private readonly processes = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  /** How often it has looked. */
  looks = 0;
  private sinceNews = 0;
  private ended = false;
  /** Milliseconds of processor time that may be spent now. */
  private saved: number = ownerBudget.saved;
  private lookedAt = performance.now();

  /** Begins at once. @throws Error where the sidecar cannot be written. */
  constructor(
    capture: string,
    private readonly source: SocketSource = socketSource(),
  ) {
    this.file = openSync(ownersPath(capture), 'w', 0o600);
    this.write(sidecarHeading(ownAddresses()));
    void this.look();
  }

  stop(): void {
    if (this.ended) return;
    this.ended = true;
    clearTimeout(this.timer);
    this.write(finishedLine());
    closeSync(this.file);
  }

  private async look(): Promise<void> {
    const before = process.cpuUsage();
    const { rows } = await this.source.refresh({
      now: Date.now(),
      unix: false,
      ownersOnly: true,
      whole: this.looks === 0,
    });
    if (this.ended) return;
    this.looks++;
    this.tell(rows);
    const { user, system } = process.cpuUsage(before);
    this.spend((user + system) / 1000);
    this.sinceNews = rows.length > 0 ? 0 : this.sinceNews + 1;
    this.timer = setTimeout(() => void this.look(), this.pause());
  }

  private spend(milliseconds: number): void {
    const now = performance.now();
    const { share, saved } = ownerBudget;
    // The first look reads everything that was there before, which is not what watching costs.
    const spent = this.looks === 1 ? 0 : milliseconds;
    this.saved = Math.min(saved, this.saved + (now - this.lookedAt) * share - spent);
    this.lookedAt = now;
  }

  private pause(): number {
    const { share, shortest, quiet, longest } = ownerBudget;
    const least = this.sinceNews < quietAfter ? shortest : quiet;
    // What was overspent comes back first.
    return Math.min(longest, Math.max(least, -this.saved / share));
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
