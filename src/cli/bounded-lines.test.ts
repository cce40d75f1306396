/** Lines out of chunks that are cut anywhere. */
import { expect, test } from 'vitest';
import { type BoundedLine, boundedLines } from './bounded-lines';

async function linesOf(chunks: readonly Uint8Array[], maximum = 10): Promise<readonly BoundedLine[]> {
  async function* source() {
    yield* chunks;
  }
  const lines: BoundedLine[] = [];
  for await (const line of boundedLines(source(), maximum)) lines.push(line);
  return lines;
}

const encoded = (text: string): Uint8Array => new TextEncoder().encode(text);

test('the same lines wherever the chunks are cut', async () => {
  const text = encoded('one\r\n\nzwölf\n€uro');
  for (let cut = 0; cut <= text.length; cut++)
    expect(await linesOf([text.subarray(0, cut), text.subarray(cut)])).toEqual(['one', '', 'zwölf', '€uro']);
});

test('a line beyond the bound is none, and the next one is read', async () => {
  expect(await linesOf([encoded('0123456789\n0123456789a\nnext\n')])).toEqual(['0123456789', undefined, 'next']);
  const endless = Array.from({ length: 1000 }, () => encoded('0123456789'));
  expect(await linesOf([...endless, encoded('\nnext')])).toEqual([undefined, 'next']);
  expect(await linesOf(endless)).toEqual([undefined]);
  expect(await linesOf([])).toEqual([]);
});
