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
const valued: readonly string[] = ['complete', 'export-objects', 'har', 'macro', 'enable-protocol'];
/** Options that have neither. `--color` changes nothing: nothing is coloured here. */
const bare: readonly string[] = ['no-duplicate-keys', 'color'];

export interface LongOption {
  /** The letter, or the name of an option that has none. */
  readonly option: string;
  readonly takesValue: boolean | 'as its letter';
  /** What stands behind `=` in the same word. */
  readonly value: string | undefined;
}

/** Reads a word that begins with `--`; undefined where there is no such option. */
export function longOption(word: string): LongOption | undefined {
  const [, name, value] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
  if (name === undefined) return undefined;
  if (valued.includes(name)) return { option: name, takesValue: true, value };
  if (bare.includes(name)) return { option: name, takesValue: false, value };
  return Object.hasOwn(letters, name) ? { option: letters[name], takesValue: 'as its letter', value } : undefined;
}
