/** Puts sentences of a verdict together, out of words and of packets to go to. */
import type { Findings, Party, Statements } from '../../engine/streams/verdict/statements';
import type { FrameNumber } from '../../engine/view';
import { count } from './quantities';

/** A piece of a sentence: words, words that matter, or a packet to go to. */
export type ClausePart =
  | { readonly kind: 'text' | 'strong'; readonly text: string }
  | { readonly kind: 'packet'; readonly frame: FrameNumber };

/** The sentences of some statements. */
export type Sentences<Kinds extends keyof Statements> = {
  readonly [Id in Kinds]: (values: Statements[Id]) => readonly ClausePart[];
};

export const packet = (frame: FrameNumber): ClausePart => ({ kind: 'packet', frame });
export const strong = (text: string): ClausePart => ({ kind: 'strong', text });
export const otherThan = (party: Party): Party => (party === 'client' ? 'server' : 'client');

type Said = string | number | ClausePart | readonly ClausePart[];

/** Parts of a sentence from a template. */
export function say(strings: TemplateStringsArray, ...values: readonly Said[]): ClausePart[] {
  const parts: ClausePart[] = [];
  const add = (part: ClausePart): void => {
    const last = parts.at(-1);
    if (part.kind === 'text' && last?.kind === 'text')
      parts[parts.length - 1] = { kind: 'text', text: last.text + part.text };
    else if (part.kind === 'packet' || part.text !== '') parts.push(part);
  };
  strings.forEach((text, index) => {
    add({ kind: 'text', text });
    const value = values[index];
    if (value === undefined) return;
    if (typeof value === 'string' || typeof value === 'number') add({ kind: 'text', text: String(value) });
    else if (Array.isArray(value)) for (const part of value as readonly ClausePart[]) add(part);
    else add(value as ClausePart);
  });
  return parts;
}

/** Up to three packets with commas between them, and how many more there are. */
export function packets({ frames, count: total }: Findings): ClausePart[] {
  const shown = frames.slice(0, 3);
  const parts = shown.flatMap((frame, index) => (index === 0 ? [packet(frame)] : say`, ${packet(frame)}`));
  return total > shown.length ? [...parts, { kind: 'text', text: ` and ${count(total - shown.length)} more` }] : parts;
}
