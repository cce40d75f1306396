/** Splits a capture filter into its words and signs. */

export interface BpfToken {
  /** Words in small letters as written, signs as they are. */
  readonly text: string;
}

const pattern = /\s+|(\\?[\da-z_][\w.:/-]*|::[\da-f:.]*(?:\/\d+)?|&&|\|\||<<|>>|[!=<>]=|[=<>!&|^+*/%()[\]:-])/giy;

/** Undefined where something stands that no capture filter has. */
export function bpfTokens(text: string): readonly BpfToken[] | undefined {
  const tokens: BpfToken[] = [];
  let inBrackets = false;
  let at = 0;
  while (at < text.length) {
    const word = inBrackets ? insideBrackets : pattern;
    word.lastIndex = at;
    const match = word.exec(text);
    if (match === null) return undefined;
    at = word.lastIndex;
    if (match[1] === undefined) continue;
    if (match[1] === '[') inBrackets = true;
    else if (match[1] === ']') inBrackets = false;
    tokens.push({ text: /^[A-Z]/i.test(match[1]) ? match[1].toLowerCase() : match[1] });
  }
  return tokens;
}

/** Between brackets a colon separates offset and size. */
const insideBrackets = /\s+|([\da-z_][\w-]*|<<|>>|[&|^+*/%()[\]:-])/giy;
