/** Finds the top elements of a piece of an XMPP stream, and what stands right inside them. RFC 6120, section 8. */
import { visible } from '../../../bytes/visible';
import type { Layer } from '../../../declare/layer';

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface Stanza extends Element {
  /** Where it lies, from the layer's start: its first tag alone where nothing closes it. */
  readonly at: number;
  end: number;
  readonly children: Element[];
}

const maximumTags = 10_000;
const tag = /<(\/?)([^\s<>/?!=]+)([^<>]*)>/g;
const attribute = /([^\s<>/=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const maximumAttributes = 50;

/**
 * The elements at the top of the bytes. The head of a stream stays open until the connection ends: what follows it is on top as well.
 * The end of a stream is an element named `/stream`.
 */
export function stanzasOf(layer: Layer): readonly Stanza[] {
  // One character a byte, so that places in the text are places in the layer.
  const source = layer.latin1(0, layer.available);
  const stanzas: Stanza[] = [];
  let depth = 0;
  let count = 0;
  for (const { index, 0: whole, 1: slash, 2: qualified, 3: rest } of source.matchAll(tag)) {
    if (++count > maximumTags) break;
    const name = visible(qualified.slice(qualified.indexOf(':') + 1));
    const end = index + whole.length;
    if (slash !== '') {
      if (depth === 0 && name === 'stream')
        stanzas.push({ name: '/stream', attributes: {}, at: index, end, children: [] });
      depth = Math.max(0, depth - 1);
      const last = stanzas.at(-1);
      if (depth === 0 && last !== undefined) last.end = end;
      continue;
    }
    const element = { name, attributes: attributesOf(rest) };
    if (depth === 0) stanzas.push({ ...element, at: index, end, children: [] });
    else if (depth === 1) stanzas.at(-1)?.children.push(element);
    if (!rest.endsWith('/') && !(depth === 0 && name === 'stream')) depth++;
  }
  return stanzas;
}

function attributesOf(rest: string): Readonly<Record<string, string>> {
  const found = Object.create(null) as Record<string, string>;
  let count = 0;
  for (const [, name, quoted, apostrophed] of rest.matchAll(attribute)) {
    if (++count > maximumAttributes) break;
    const bytes = Uint8Array.from(quoted ?? apostrophed, (character) => character.charCodeAt(0));
    found[name] = visible(utf8.decode(bytes));
  }
  return found;
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
