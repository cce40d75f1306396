/** Text of a capture as XML 1.0 has it. */
import { visible } from '../engine/bytes/visible';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#x27;',
};

/** Text that is the same in XML. */
const plain = /^[ !#-%(-;=?-~]*$/;

export function escapedXml(text: string): string {
  if (plain.test(text)) return text;
  let out = '';
  for (const character of visible(text))
    out += entities[character] ?? (isXml(character.codePointAt(0)!) ? character : '\ufffd');
  return out;
}

/** Whether XML 1.0 (section 2.2) allows a character that is no control. */
function isXml(code: number): boolean {
  return !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff;
}
