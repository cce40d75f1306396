/** What a followed stream may do to the terminal it is printed on: nothing. */
import { describe, expect, it } from 'vitest';
import { chunkText } from './chunk-text';

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));

describe('a followed stream', () => {
  it('keeps line breaks, and makes dots of other control characters', () => {
    expect(chunkText('ascii', bytes('a\r\nb\u001b[31m\u009bc\r'), false, 0, true)).toBe('12\na\r\nb.[31m.c\r\n');
  });

  it('does not overwrite a line on a terminal, and is as tshark prints it in a file', () => {
    expect(chunkText('ascii', bytes('GET /bad\rGET /good\r'), true, 0, true)).toBe('\t19\nGET /bad.GET /good\r\n');
    expect(chunkText('ascii', bytes('GET /bad\rGET /good\r'), true, 0, false)).toBe('\t19\nGET /bad\rGET /good\r\n');
  });
});
