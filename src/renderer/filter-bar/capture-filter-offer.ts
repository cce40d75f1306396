/** Recognises a capture filter (BPF) that was typed where a display filter belongs. */

/** The display filter that a capture filter means; undefined for what is none. */
export function displayFormOf(_text: string): string | undefined {
  return undefined;
}
