/** The parts of a display filter's text, for colouring while it is typed; the engine's parser decides what is right. */

export interface Token {
  readonly kind: 'field' | 'operator' | 'value' | 'plain';
  readonly text: string;
}

const patterns: readonly [Token['kind'], RegExp][] = [
  ['plain', /\s+/y],
  ['value', /r?"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?/y],
  [
    'operator',
    /(?:and|or|not|xor|in|contains|matches|eq|ne|gt|lt|ge|le|all|any|any_eq|all_ne|any_ne|all_eq)(?![\w.])/y,
  ],
  ['operator', /[=!<>&|^+*%~-]+/y],
  ['value', /0x[\da-f]+|[\da-f]*:[\da-f:.]*(?:\/\d+)?|\d[\w.:]*(?:\/\d+)?|(?:true|false)(?![\w.])/iy],
  ['field', /[a-z_][\w.]*/iy],
];

/** Splits a filter; the parts joined are the filter again. */
export function tokens(text: string): Token[] {
  const found: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const token = tokenAt(text, at);
    found.push(token);
    at += token.text.length;
  }
  return found;
}

function tokenAt(text: string, at: number): Token {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const [match] = pattern.exec(text) ?? [''];
    if (match !== '') return { kind, text: match };
  }
  return { kind: 'plain', text: text[at] };
}
