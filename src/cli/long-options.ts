/** The long names of options, tshark's, and the letters that they stand for. */
const letters: Readonly<Record<string, string>> = {
  autostop: 'a',
  'buffer-size': 'B',
  'display-filter': 'Y',
  help: 'h',
  interface: 'i',
  linktype: 'y',
  'list-data-link-types': 'L',
  'list-interfaces': 'D',
  'monitor-mode': 'I',
  'no-promiscuous-mode': 'p',
  print: 'P',
  'read-file': 'r',
  'read-filter': 'R',
  'ring-buffer': 'b',
  'snapshot-length': 's',
  version: 'v',
};

/** Options that have no letter but a value. */
const valued: readonly string[] = ['complete', 'disable-protocol', 'enable-protocol', 'export-objects', 'har', 'macro'];
/** Options that have neither. `--color` changes nothing: nothing is coloured here. */
const bare: readonly string[] = ['no-duplicate-keys', 'color'];

export interface LongOption {
  /** The letter, or the name of an option that has none. */
  readonly option: string;
  readonly takesValue: boolean;
  /** What stands behind `=` in the same word. */
  readonly value: string | undefined;
}

/** Reads a word that begins with `--`; undefined where there is no such option. `withValue` are the letters that take one. */
export function longOption(word: string, withValue: string): LongOption | undefined {
  const [, name, value] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
  if (name === undefined) return undefined;
  const option = Object.hasOwn(letters, name) ? letters[name] : name;
  const isKnown = option !== name || valued.includes(name) || bare.includes(name);
  return isKnown ? { option, takesValue: valued.includes(option) || withValue.includes(option), value } : undefined;
}
