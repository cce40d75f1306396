/** What passed a socket, as text that no terminal obeys. */
import { visible } from '../../engine/bytes/visible';

/** Bytes of one message that are shown. */
export const shownLimit = 16 * 1024;

/** Every control character visible; where a line ended, the text goes on in a new one. */
export function shownText(text: string): string {
  const lines = text.split('\n');
  return lines.map((line, index) => (index < lines.length - 1 ? `${visible(line)}\\n` : visible(line))).join('\n');
}

/** What a program wrote: its lines are lines and its tabs are spaces; every other control character is visible. */
export function writtenText(text: string): string {
  return text
    .split('\n')
    .map((line) => visible(line.replace(/\r$/, '').replaceAll('\t', '    ')))
    .join('\n');
}

/** Decodes UTF-8 that arrives in pieces; each piece is shown by itself. */
export class ShownStream {
  private readonly decoder = new TextDecoder('utf-8', { ignoreBOM: true });

  /** Of each piece `limit` bytes are shown. */
  constructor(
    private readonly textOf = shownText,
    private readonly limit = shownLimit,
  ) {}

  show(bytes: Uint8Array): { bytes: Uint8Array; text: string; length: number } {
    const shown = bytes.slice(0, this.limit);
    const rest = shown.length === bytes.length;
    return { bytes: shown, text: this.textOf(this.decoder.decode(shown, { stream: rest })), length: bytes.length };
  }
}

export function showOnce(bytes: Uint8Array, limit?: number): { bytes: Uint8Array; text: string; length: number } {
  return new ShownStream(shownText, limit).show(bytes);
}
