/** File names for exported objects: whatever the network called them, they stay in their folder and are unique there. */

import { visible } from '../../bytes/visible';

/** Longest name in bytes of UTF-8, its ending included: file systems take 255, and a number may be added. */
const longestName = 120;
/** Names that Windows keeps for devices. */
const reserved = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;
const unsafe = /[<>:"/\\|?*\ud800-\udfff]/gu;

/** A name that is safe on every system, or '' when nothing is left of it. */
export function safeFileName(name: string): string {
  const plain = [...name]
    .map((character) => (visible(character) === character ? character : '_'))
    .join('')
    .replace(unsafe, '_')
    .replace(/^[\s.]+/, '')
    .replace(/[\s.]+$/, '');
  if (plain === '' || /^_+$/.test(plain)) return '';
  const { stem, ending } = parts(plain);
  const short = shortened(stem, longestName - bytesIn(ending)) + ending;
  return reserved.test(short) ? `_${short}` : short;
}

const encoder = new TextEncoder();
const bytesIn = (text: string): number => encoder.encode(text).length;

/** As many whole characters as fit. */
function shortened(text: string, bytes: number): string {
  if (bytesIn(text) <= bytes) return text;
  let short = '';
  let left = bytes;
  for (const character of text) {
    left -= bytesIn(character);
    if (left < 0) break;
    short += character;
  }
  return short;
}

function parts(name: string): { readonly stem: string; readonly ending: string } {
  const dot = name.lastIndexOf('.');
  const split = dot > 0 && name.length - dot <= 16 ? dot : name.length;
  return { stem: name.slice(0, split), ending: name.slice(split) };
}

/** Hands out names that were not handed out before, and that `isTaken` does not know: `page.html`, `page(1).html`. */
export class UniqueNames {
  private readonly used = new Set<string>();
  /** The last number given to a name, so that a thousand equal ones are not tried a thousand times each. */
  private readonly numbers = new Map<string, number>();

  constructor(private readonly isTaken: (name: string) => boolean = () => false) {}

  take(name: string): string {
    const { stem, ending } = parts(name);
    const key = name.toLowerCase();
    let number = this.numbers.get(key) ?? 0;
    let candidate = number === 0 ? name : `${stem}(${number})${ending}`;
    while (this.used.has(candidate.toLowerCase()) || this.isTaken(candidate))
      candidate = `${stem}(${++number})${ending}`;
    this.numbers.set(key, number + 1);
    this.used.add(candidate.toLowerCase());
    return candidate;
  }
}
