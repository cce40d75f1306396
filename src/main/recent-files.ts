/** The captures that were opened last, newest first. */
import { statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import * as v from 'valibot';
import type { RecentFile } from '../shared/ipc';
import { readKept, writeKept } from './kept-file';

const fileName = 'recent.json';
const mostKept = 12;

const schema = v.array(
  v.object({ path: v.string(), openedAt: v.number(), packets: v.optional(v.pipe(v.number(), v.integer())) }),
);

export class RecentFiles {
  private entries = readEntries();

  /** Those that are still there, with their present size. */
  list(): readonly RecentFile[] {
    return this.entries.flatMap((entry) => {
      const found = statSync(entry.path, { throwIfNoEntry: false });
      if (!found?.isFile()) return [];
      return [{ ...entry, name: basename(entry.path), folder: dirname(entry.path), bytes: found.size }];
    });
  }

  /** Puts the file first. */
  add(path: string): void {
    const before = this.entries.find((entry) => entry.path === path);
    this.keep([{ path, openedAt: Date.now(), packets: before?.packets }, ...this.without(path)]);
  }

  remember(path: string, packets: number): void {
    this.keep(this.entries.map((entry) => (entry.path === path ? { ...entry, packets } : entry)));
  }

  clear(): void {
    this.keep([]);
  }

  private without(path: string): typeof this.entries {
    return this.entries.filter((entry) => entry.path !== path);
  }

  private keep(entries: typeof this.entries): void {
    this.entries = entries.slice(0, mostKept);
    writeKept(fileName, this.entries);
  }
}

function readEntries(): v.InferOutput<typeof schema> {
  const checked = v.safeParse(schema, readKept(fileName));
  return checked.success ? checked.output : [];
}
