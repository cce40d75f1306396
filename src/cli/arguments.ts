/** Reads the command line: tshark's options, so that scripts carry over. */

export type OutputFormat = 'summary' | 'fields' | 'json' | 'ek' | 'text' | 'pdml';

/** How `-T fields` prints: tshark's `-E`. */
export interface FieldPrinting {
  readonly header: boolean;
  readonly separator: string;
  readonly occurrence: 'first' | 'last' | 'all';
  readonly aggregator: string;
  readonly quote: '' | '"' | "'";
  readonly bom: boolean;
}

export interface Options {
  readonly input?: string;
  readonly filter?: string;
  /** Packets to read at most. */
  readonly count: number;
  readonly format: OutputFormat;
  readonly fields: readonly string[];
  readonly fieldPrinting: FieldPrinting;
  readonly verbose: boolean;
  readonly hexDump: boolean;
  /** Print the summary line also where `-V` or `-x` would leave it out. */
  readonly summary: boolean;
  readonly output?: string;
  readonly outputFormat: 'pcap' | 'pcap-nanoseconds' | 'pcapng';
  readonly quiet: boolean;
  readonly decodeAs: readonly string[];
  readonly statistics: readonly string[];
  readonly glossary?: string;
  readonly timeFormat?: string;
  readonly lineBuffered: boolean;
  readonly preferences: readonly string[];
  readonly help: boolean;
  readonly version: boolean;
}

/** A mistake in the command line; `message` is a sentence. */
export class UsageError extends Error {}

const withValue = 'rYcTeEwFdzGtoRK2';
const without = 'VxqnlpPhvN';

/** @throws UsageError */
export function parseArguments(words: readonly string[]): Options {
  const values = new Map<string, string[]>();
  const add = (option: string, value: string): void => {
    values.set(option, [...(values.get(option) ?? []), value]);
  };
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    if (word === '--help' || word === '--version') add(word === '--help' ? 'h' : 'v', '');
    else if (word === '--complete') add('complete', take(words, ++i, word));
    else if (!word.startsWith('-') || word === '-' || word.startsWith('--'))
      throw new UsageError(
        word.startsWith('--')
          ? `There is no option ${word}.`
          : `“${word}” stands alone: a capture file needs -r, a display filter -Y.`,
      );
    else
      for (let at = 1; at < word.length; at++) {
        const letter = word[at];
        if (withValue.includes(letter)) {
          add(letter, at + 1 < word.length ? word.slice(at + 1) : take(words, ++i, `-${letter}`));
          break;
        }
        if (!without.includes(letter)) throw new UsageError(`There is no option -${letter}.`);
        add(letter, '');
      }
  }
  return optionsOf(values);
}

function take(words: readonly string[], at: number, option: string): string {
  if (at >= words.length) throw new UsageError(`Option ${option} needs a value.`);
  return words[at];
}

function optionsOf(values: ReadonlyMap<string, readonly string[]>): Options {
  const last = (option: string): string | undefined => values.get(option)?.at(-1);
  const has = (option: string): boolean => values.has(option);
  const format = formatOf(last('T'));
  const fields = values.get('e') ?? [];
  if (fields.length > 0 && !['fields', 'json', 'ek', 'pdml'].includes(format))
    throw new UsageError('-e names fields, which only -T fields, json, ek and pdml print.');
  if (format === 'fields' && fields.length === 0) throw new UsageError('-T fields needs at least one -e FIELD.');
  return {
    input: last('r'),
    filter: last('Y') ?? last('R'),
    count: countOf(last('c')),
    format,
    fields,
    fieldPrinting: fieldPrintingOf(values.get('E') ?? []),
    verbose: has('V'),
    hexDump: has('x'),
    summary: has('P'),
    output: last('w'),
    outputFormat: outputFormatOf(last('F')),
    quiet: has('q'),
    decodeAs: values.get('d') ?? [],
    statistics: values.get('z') ?? [],
    glossary: last('G'),
    timeFormat: last('t'),
    lineBuffered: has('l'),
    preferences: values.get('o') ?? [],
    help: has('h'),
    version: has('v'),
  };
}

function formatOf(name: string | undefined): OutputFormat {
  switch (name) {
    case undefined:
      return 'summary';
    case 'fields':
    case 'json':
    case 'ek':
    case 'pdml':
    case 'text':
      return name;
    default:
      throw new UsageError(`“${name}” is not an output format: fields, json, ek, text or pdml.`);
  }
}

function outputFormatOf(name: string | undefined): Options['outputFormat'] {
  switch (name) {
    case undefined:
    case 'pcapng':
      return 'pcapng';
    case 'pcap':
      return 'pcap';
    case 'nsecpcap':
      return 'pcap-nanoseconds';
    default:
      throw new UsageError(`“${name}” is not a capture format that can be written: pcapng, pcap or nsecpcap.`);
  }
}

function countOf(text: string | undefined): number {
  if (text === undefined) return Number.POSITIVE_INFINITY;
  if (!/^\d+$/.test(text) || Number(text) === 0) throw new UsageError(`“${text}” is not a number of packets.`);
  return Number(text);
}

const separators: Readonly<Record<string, string>> = { '/t': '\t', '/s': ' ', '\\t': '\t' };

function fieldPrintingOf(settings: readonly string[]): FieldPrinting {
  const printing: { -readonly [K in keyof FieldPrinting]: FieldPrinting[K] } = {
    header: false,
    separator: '\t',
    occurrence: 'all',
    aggregator: ',',
    quote: '',
    bom: false,
  };
  for (const setting of settings) {
    const [name, value] = [setting.slice(0, setting.indexOf('=')), setting.slice(setting.indexOf('=') + 1)];
    switch (name) {
      case 'header':
        printing.header = value === 'y';
        break;
      case 'bom':
        printing.bom = value === 'y';
        break;
      case 'separator':
        printing.separator = separators[value] ?? value[0] ?? '\t';
        break;
      case 'aggregator':
        printing.aggregator = separators[value] ?? value[0] ?? ',';
        break;
      case 'occurrence':
        printing.occurrence = value === 'f' ? 'first' : value === 'l' ? 'last' : 'all';
        break;
      case 'quote':
        printing.quote = value === 'd' ? '"' : value === 's' ? "'" : '';
        break;
      default:
        throw new UsageError(`-E knows header, separator, occurrence, aggregator, quote and bom, not “${setting}”.`);
    }
  }
  return printing;
}
