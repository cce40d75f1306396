/** Reads domain names: labels and compression pointers. RFC 1035, sections 3.1 and 4.1.4. */
import type { Layer } from '../../../declare/layer';

/** Longest name that is shown, in bytes without the length of its first label. RFC 1035, section 2.3.4. */
const maximumName = 255;
/** A name of the longest allowed length has at most as many labels, and only a pointer before each of them can make sense. */
const maximumPointers = 127;

/** A name that was read; one object is enough, for each is used before the next is read. */
export class DomainName {
  /** As shown: `www.example.com`, `<Root>`, or in angle brackets what is wrong with it. */
  text = '';
  /** Bytes of the name with dots between its labels. */
  length = 0;
  labels = 0;
  private readonly buffer = new Uint8Array(maximumName);

  /**
   * Reads the name at `at` of a message that begins at `message`, and returns where it ends (offsets from the layer's start). Lies
   * are marked malformed; labels of unknown kinds end the name, or the walk of the layer. `wanted` is whether the text is needed.
   */
  read(layer: Layer, message: number, at: number, wanted: boolean): number {
    const { buffer } = this;
    let filled = 0;
    let end = -1;
    let pointers = 0;
    let problem = '';
    for (let position = at; ; ) {
      const size = layer.u8(position);
      if (size === 0) {
        if (end < 0) end = position + 1;
        break;
      }
      if (size < 0x40) {
        layer.need(position + 1, size);
        if (filled > 0 && filled < maximumName) buffer[filled++] = dot;
        if (filled + size > maximumName) problem = '<Name too long>';
        const from = layer.start + position + 1;
        for (let i = 0; i < size && filled < maximumName; i++) buffer[filled++] = layer.bytes[from + i];
        position += 1 + size;
        continue;
      }
      if (size < 0xc0) {
        // Nothing tells how long it is: Wireshark goes on behind the first byte of an extended label, if the name has another one.
        if (size >= 0x80 || (end < 0 && position === at)) layer.cutOff(layer.reported + 1);
        problem = '<Unknown extended label>';
        if (end < 0) end = position + 1;
        break;
      }
      const target = message + (layer.u16(position) & 0x3fff);
      if (end < 0) end = position + 2;
      if (target === position || ++pointers > maximumPointers) {
        problem = '<Name contains a pointer that loops>';
        layer.malformed('A name contains a pointer that loops', position, 2);
        break;
      }
      if (target > position && pointers === 1)
        layer.malformed('A name contains a pointer to a later place', position, 2);
      position = target;
    }
    if (problem === '<Name too long>') layer.malformed('A name is longer than 255 bytes', at, end - at);
    if (wanted) this.set(problem, filled);
    return end;
  }

  private set(problem: string, filled: number): void {
    const { buffer } = this;
    if (problem !== '' || filled === 0) {
      this.text = problem === '' ? '<Root>' : problem;
      this.length = this.text.length;
      this.labels = 1;
      return;
    }
    this.text = escaped(utf8.decode(buffer.subarray(0, filled)));
    this.length = filled;
    this.labels = 1;
    for (let i = 0; i < filled; i++) if (buffer[i] === dot) this.labels++;
  }
}

const dot = 0x2e;
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const unprintable = /[\p{Cc}\p{Cf}\p{Cn}\p{Cs}]/gu;
const namedEscapes: Readonly<Record<string, string>> = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
};

/** Text with control and format characters written as C does: `\n`, `\033`, `\u200B`. */
export function escaped(text: string): string {
  return text.replace(unprintable, (character) => {
    const code = character.codePointAt(0)!;
    const name = namedEscapes[character];
    if (name !== undefined) return name;
    if (code < 0x80) return `\\${code.toString(8).padStart(3, '0')}`;
    const digits = code.toString(16).toUpperCase();
    return code > 0xffff ? `\\U${digits.padStart(8, '0')}` : `\\u${digits.padStart(4, '0')}`;
  });
}
