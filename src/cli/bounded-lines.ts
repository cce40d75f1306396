/** Reads lines of text of which none is kept beyond a bound: input that never breaks takes no memory. */

/** A line without its break; undefined for one that is longer than the bound. */
export type BoundedLine = string | undefined;

/** `chunks` are parts of UTF-8 text, cut anywhere. `maximum` counts UTF-16 units. */
export async function* boundedLines(
  chunks: AsyncIterable<Uint8Array>,
  maximum: number,
): AsyncGenerator<BoundedLine, void> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let begun = '';
  let tooLong = false;
  for await (const chunk of chunks) {
    for (const [index, text] of decoder.decode(chunk, { stream: true }).split('\n').entries()) {
      if (index > 0) {
        yield tooLong ? undefined : withoutReturn(begun);
        begun = '';
        tooLong = false;
      }
      if (begun.length + text.length > maximum) tooLong = true;
      begun = tooLong ? '' : begun + text;
    }
  }
  begun += decoder.decode();
  if (tooLong || begun !== '') yield tooLong ? undefined : withoutReturn(begun);
}

const withoutReturn = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line);
