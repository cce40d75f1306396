/**
 * Lets through what a terminal may do to its own screen, and nothing else: text, moving the cursor, colours, erasing. What would reach
 * beyond it (titles, links, clipboard, windows, printers, status reports that are answered, character downloads) is left out.
 * Sequences as in ECMA-48 and xterm's control sequences; Telnet commands as in RFC 854.
 */

type State =
  | 'text'
  | 'escape'
  | 'intermediate'
  | 'control'
  | 'string'
  | 'stringEscape'
  | 'command'
  | 'option'
  | 'subnegotiation'
  | 'subnegotiationEnd';

const escapeByte = 0x1b;
const interpretAsCommand = 0xff;
/** Backspace, tab, line feed, vertical tab, form feed, carriage return, shift out and in. No bell. */
const allowedControls = new Set([0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f]);
/** Final bytes of control sequences that move, erase, insert, delete, scroll and colour. */
const allowedFinals = new Set([...'@ABCDEFGHIJKLMPSTXZ`adefmrsu'].map((character) => character.charCodeAt(0)));
/** Private modes: application cursor keys, origin, wrap, cursor visible, the other screen. */
const allowedModes = new Set(['1', '6', '7', '25', '47', '1047', '1048', '1049']);
/** Save and restore the cursor, index, next line, tab stop, reverse index, keypad. */
const allowedEscapes = new Set([...'78DEHM=>'].map((character) => character.charCodeAt(0)));
/** Longer sequences are none. */
const longestSequence = 64;
/** Parameters beyond this are cut: no terminal is larger, and repeating more often only costs time. */
const largestParameter = 9999;

export class SealedScreen {
  private state: State = 'text';
  private sequence = '';

  /** What may be written to the terminal, of the next bytes from the server. */
  pass(bytes: Uint8Array): Uint8Array {
    const out: number[] = [];
    for (const byte of bytes) this.take(byte, out);
    return Uint8Array.from(out);
  }

  private take(byte: number, out: number[]): void {
    switch (this.state) {
      case 'text':
        this.takeText(byte, out);
        return;
      case 'escape':
        this.takeEscape(byte, out);
        return;
      case 'intermediate':
        // A character set is chosen with one more byte.
        if (byte >= 0x30 && byte < 0x7f) {
          if ('()'.includes(this.sequence) && 'AB012'.includes(String.fromCharCode(byte)))
            out.push(escapeByte, this.sequence.charCodeAt(0), byte);
          this.state = 'text';
        } else if (byte === escapeByte) this.state = 'escape';
        return;
      case 'control':
        this.takeControl(byte, out);
        return;
      case 'string':
        if (byte === escapeByte) this.state = 'stringEscape';
        else if (byte === 0x07 || byte === 0x18 || byte === 0x1a) this.state = 'text';
        return;
      case 'stringEscape':
        this.state = byte === 0x5c ? 'text' : 'string';
        return;
      case 'command':
        this.takeCommand(byte);
        return;
      case 'option':
        this.state = 'text';
        return;
      case 'subnegotiation':
        if (byte === interpretAsCommand) this.state = 'subnegotiationEnd';
        return;
      case 'subnegotiationEnd':
        this.state = byte === 0xf0 ? 'text' : 'subnegotiation';
        return;
      default:
        this.state satisfies never;
    }
  }

  private takeText(byte: number, out: number[]): void {
    if (byte === escapeByte) this.state = 'escape';
    else if (byte === interpretAsCommand) this.state = 'command';
    else if (byte >= 0x20 ? byte !== 0x7f : allowedControls.has(byte)) out.push(byte);
  }

  private takeEscape(byte: number, out: number[]): void {
    this.sequence = '';
    this.state = 'text';
    const character = String.fromCharCode(byte);
    if (byte === escapeByte) this.state = 'escape';
    else if (character === '[') this.state = 'control';
    else if (']P^_X'.includes(character)) this.state = 'string';
    else if (byte >= 0x20 && byte < 0x30) {
      this.sequence = character;
      this.state = 'intermediate';
    } else if (allowedEscapes.has(byte)) out.push(escapeByte, byte);
  }

  private takeControl(byte: number, out: number[]): void {
    if (byte === escapeByte) {
      this.state = 'escape';
      return;
    }
    if (byte < 0x40 || byte > 0x7e) {
      if (byte >= 0x20) this.sequence += String.fromCharCode(byte);
      if (this.sequence.length > longestSequence) this.state = 'text';
      return;
    }
    this.state = 'text';
    const allowed = this.allowed(byte);
    if (allowed !== undefined) for (const character of `\x1b[${allowed}`) out.push(character.charCodeAt(0));
  }

  /** The sequence as it may be written; undefined when it may not. */
  private allowed(final: number): string | undefined {
    const { sequence } = this;
    const character = String.fromCharCode(final);
    const modes = /^\?([\d;]+)$/.exec(sequence);
    if (modes !== null && (character === 'h' || character === 'l')) {
      const kept = modes[1].split(';').filter((mode) => allowedModes.has(mode));
      return kept.length === 0 ? undefined : `?${kept.join(';')}${character}`;
    }
    if (!/^[\d;:]*$/.test(sequence)) return undefined;
    if (character === 'h' || character === 'l') return sequence === '4' ? sequence + character : undefined;
    if (!allowedFinals.has(final)) return undefined;
    return sequence.replaceAll(/\d+/g, (digits) => String(Math.min(largestParameter, Number(digits)))) + character;
  }

  private takeCommand(byte: number): void {
    if (byte >= 0xfb && byte <= 0xfe) this.state = 'option';
    else if (byte === 0xfa) this.state = 'subnegotiation';
    else this.state = 'text';
  }
}
