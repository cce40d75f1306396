/** A command line as the words it is made of: quotes hold words together, and nothing else has a meaning, since no shell sees it. */

/** Exported for the form and its test. Undefined when a quote is not closed. */
export function wordsOfCommand(text: string): readonly string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (const sign of text) {
    if (quote !== '') {
      if (sign === quote) quote = '';
      else word = (word ?? '') + sign;
    } else if (sign === '"' || sign === "'") {
      quote = sign;
      word ??= '';
    } else if (/\s/.test(sign)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + sign;
  }
  if (quote !== '') return undefined;
  return word === undefined ? words : [...words, word];
}

/** The words as a command line that gives them again. */
export function commandOfWords(words: readonly string[]): string {
  return words
    .map((word) => {
      if (word !== '' && !/[\s"']/.test(word)) return word;
      if (!word.includes("'")) return `'${word}'`;
      return word.includes('"') ? `'${word.replaceAll("'", `'"'"'`)}'` : `"${word}"`;
    })
    .join(' ');
}
