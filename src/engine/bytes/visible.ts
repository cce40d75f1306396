/** Makes text from the network harmless: control and bidirectional characters are shown, never obeyed. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to find
const unsafe = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
const plain = /^[ -~]*$/;
const named: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Text with C0, C1 and bidirectional controls written as escapes (`\r\n`, `\x1b`, `\u202e`). */
export function visible(text: string): string {
  // Most text is plain, and this is far quicker to find out.
  if (plain.test(text)) return text;
  return text.replace(unsafe, (character) => {
    const code = character.charCodeAt(0);
    return (
      named[character] ??
      (code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`)
    );
  });
}
