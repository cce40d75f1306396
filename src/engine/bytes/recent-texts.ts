/** Texts that were made of bytes before, for what packets repeat all the time: comparing bytes is cheaper than making a text. */

/** Places for texts; each holds the latest text that belongs there. */
const places = 64;
const longest = 64;

export class RecentTexts {
  private readonly texts: string[] = new Array<string>(places).fill('');

  /** The bytes `[from, end)`, one character each (Latin-1). */
  text(bytes: Uint8Array, from: number, end: number): string {
    const length = end - from;
    if (length > longest) return latin1(bytes, from, end);
    let hash = length;
    for (let i = from; i < end; i++) hash = (Math.imul(hash, 31) + bytes[i]) | 0;
    const place = (hash ^ (hash >>> 6) ^ (hash >>> 15)) & (places - 1);
    const recent = this.texts[place];
    if (isText(bytes, from, recent, length)) return recent;
    const text = latin1(bytes, from, end);
    this.texts[place] = text;
    return text;
  }
}

function isText(bytes: Uint8Array, from: number, text: string, length: number): boolean {
  if (text.length !== length) return false;
  for (let i = 0; i < length; i++) if (bytes[from + i] !== text.charCodeAt(i)) return false;
  return true;
}

function latin1(bytes: Uint8Array, from: number, end: number): string {
  let text = '';
  for (let i = from; i < end; i++) text += String.fromCharCode(bytes[i]);
  return text;
}
