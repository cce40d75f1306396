/** The text of a stream as it is shown, for the clipboard. */
import type { TileStore } from './tile-store';

/** Characters that are copied at most. */
const longest = 8 * 1024 * 1024;

export interface CopiedText {
  readonly text: string;
  readonly lines: number;
  /** Whether the stream goes on. */
  readonly cut: boolean;
}

export async function wholeText(store: TileStore): Promise<CopiedText> {
  const rows: string[] = [];
  let length = 0;
  for (let tile = 0; tile < store.count; tile++) {
    for (const { text } of await store.load(tile)) {
      rows.push(text);
      length += text.length + 1;
      if (length > longest) return { text: rows.join('\n'), lines: rows.length, cut: true };
    }
  }
  return { text: rows.join('\n'), lines: rows.length, cut: false };
}
