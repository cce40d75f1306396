/** Reads the command line: tshark's options, so that scripts carry over. */
import type { TimeFormat } from '../engine/view';
import { type CaptureRequest, captureLetters, captureRequestOf, type GivenOption } from './capture-arguments';
import { type FieldPrinting, fieldPrintingOf } from './field-printing';
import { type LayerChoice, layerChoiceOf } from './layer-choice';
import { longOption } from './long-options';
import { type MacroDefinition, macrosOf } from './macro-definitions';
import { UsageError } from './usage-error';

export type { FieldPrinting } from './field-printing';
export { UsageError } from './usage-error';

const formats = ['fields', 'json', 'jsonraw', 'ek', 'text', 'pdml', 'psml', 'tabs'] as const;

/** `summary` where `-T` is not given. */
export type OutputFormat = 'summary' | (typeof formats)[number];

export interface Options {
  readonly input?: string;
  readonly filter?: string;
  /** What packets must match to count for anything: `-2 -R`. */
  readonly readFilter?: string;
  readonly macros: readonly MacroDefinition[];
  /** Packets to read at most. */
  readonly count: number;
  /** Read the whole capture before the first packet is printed, so that packets know what comes after them. */
  readonly twoPasses: boolean;
  readonly format: OutputFormat;
  readonly fields: readonly string[];
  readonly fieldPrinting: FieldPrinting;
  readonly verbose: boolean;
  /** Protocols whose layers `-O` prints in detail, the others with their first line; undefined: all. */
  readonly detailed: ReadonlySet<string> | undefined;
  readonly hexDump: boolean;
  /** What documents (JSON, EK, PDML) hold of the tree; undefined: all. */
  readonly layerChoice: LayerChoice | undefined;
  /** Fields of a name that occurs more than once in JSON stand in one list. */
  readonly noDuplicateKeys: boolean;
  /** Print the summary line also where `-V`, `-x` or `-w` would leave it out. */
  readonly summary: boolean;
  readonly output?: string;
  readonly outputFormat: 'pcap' | 'pcap-nanoseconds' | 'pcapng';
  /** Whether packets are printed. */
  readonly printing: boolean;
  readonly decodeAs: readonly string[];
  /** Names of protocols that are not decoded. */
  readonly disabled: readonly string[];
  /** Names of protocols that are to be decoded, as all are that there are. */
  readonly enabled: readonly string[];
  readonly statistics: readonly string[];
  readonly glossary?: string;
  readonly timeFormat: TimeFormat;
  readonly lineBuffered: boolean;
  readonly preferences: readonly string[];
  /** `http,DIR`: folders for the bodies of HTTP messages. */
  readonly exportObjects: readonly string[];
  /** File for the HTTP exchanges as an archive. */
  readonly har?: string;
  /** Beginning of a field's name, for the completion of a shell. */
  readonly complete?: string;
  readonly help: boolean;
  readonly version: boolean;
  /** What to capture, where that is asked for. */
  readonly capture?: CaptureRequest;
  /** The words that concern printing, for the process that decodes while this one captures. */
  readonly printingWords: readonly string[];
  readonly quiet: boolean;
}

const withValue = `rYcTeEwFdzGtoORKNMCjJ${captureLetters.withValue}`;
const without = `VxqnlPhv2Qg${captureLetters.without}`;
/** Letters that say nothing of how packets are printed. */
const notPrinting = `rwcF${captureLetters.withValue}${captureLetters.without}`;

/** @throws UsageError */
export function parseArguments(words: readonly string[]): Options {
  const values = new Map<string, string[]>();
  const bare: string[] = [];
  const given: GivenOption[] = [];
  const add = (option: string, value: string): void => {
    given.push([option, value]);
    values.set(option, [...(values.get(option) ?? []), value]);
  };
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    if (word.startsWith('--')) {
      const long = longOption(word, withValue);
      if (long === undefined) throw new UsageError(`There is no option ${word}.`);
      const { option, takesValue, value } = long;
      if (!takesValue && value !== undefined) throw new UsageError(`Option ${word} takes no value.`);
      add(option, takesValue ? (value ?? take(words, ++i, word)) : '');
    } else if (!word.startsWith('-') || word === '-') bare.push(word);
    else
      for (let at = 1; at < word.length; at++) {
        const letter = word[at];
        if (letter === 'G' && at + 1 >= word.length && i + 1 >= words.length) {
          add('G', 'fields');
          break;
        }
        if (withValue.includes(letter)) {
          add(letter, at + 1 < word.length ? word.slice(at + 1) : take(words, ++i, `-${letter}`));
          break;
        }
        refuseUnknown(letter);
        add(letter, '');
      }
  }
  return optionsOf(values, bare, given);
}

function take(words: readonly string[], at: number, option: string): string {
  if (at >= words.length) throw new UsageError(`Option ${option} needs a value.`);
  return words[at];
}

function refuseUnknown(letter: string): void {
  if (!without.includes(letter)) throw new UsageError(`There is no option -${letter}.`);
}

function optionsOf(
  values: ReadonlyMap<string, readonly string[]>,
  bare: readonly string[],
  given: readonly GivenOption[],
): Options {
  const last = (option: string): string | undefined => values.get(option)?.at(-1);
  const has = (option: string): boolean => values.has(option);
  const format = formatOf(last('T'));
  const fields = values.get('e') ?? [];
  if (fields.length > 0 && !['fields', 'json', 'ek', 'pdml'].includes(format))
    throw new UsageError('-e names fields, which only -T fields, json, ek and pdml print.');
  if (format === 'fields' && fields.length === 0) throw new UsageError('-T fields needs at least one -e FIELD.');
  if (has('R') && !has('2')) throw new UsageError('-R filters in the first of two passes (-2); -Y filters in one.');
  checkNameResolution(last('N') ?? '');
  const output = last('w');
  const wantsPrint = ['P', 'V', 'O', 'x', 'T'].some(has);
  if (output === '-' && wantsPrint)
    throw new UsageError('Packets (-w -) and what is printed of them cannot both go to standard output.');
  return {
    input: last('r'),
    filter: filterOf(last('Y'), bare),
    readFilter: last('R'),
    macros: macrosOf(values.get('macro') ?? []),
    count: Math.min(countOf(last('c')), ...(has('r') ? autostopPackets(values.get('a') ?? []) : [])),
    twoPasses: has('2'),
    format,
    fields,
    fieldPrinting: fieldPrintingOf(values.get('E') ?? []),
    verbose: has('V') || has('O'),
    detailed: has('O') ? new Set(values.get('O')?.flatMap((names) => names.split(','))) : undefined,
    hexDump: has('x'),
    layerChoice: layerChoiceOf(given),
    noDuplicateKeys: has('no-duplicate-keys'),
    summary: has('P'),
    output,
    outputFormat: outputFormatOf(last('F')),
    printing: !(has('q') || has('Q')) && (output === undefined || wantsPrint),
    decodeAs: values.get('d') ?? [],
    disabled: values.get('disable-protocol') ?? [],
    enabled: values.get('enable-protocol') ?? [],
    statistics: values.get('z') ?? [],
    glossary: last('G'),
    timeFormat: timeFormatOf(last('t')),
    lineBuffered: has('l'),
    preferences: values.get('o') ?? [],
    exportObjects: values.get('export-objects') ?? [],
    har: last('har'),
    complete: last('complete'),
    help: has('h'),
    version: has('v'),
    ...(has('r') ? {} : { capture: captureRequestOf(given, countOf(last('c'))) }),
    printingWords: [...given.filter(([option]) => !notPrinting.includes(option)).flatMap(wordsOf), ...bare],
    quiet: has('q') || has('Q'),
  };
}

/** `-a packets:N` ends reading too. */
const autostopPackets = (conditions: readonly string[]): number[] =>
  conditions.filter((condition) => condition.startsWith('packets:')).map((condition) => countOf(condition.slice(8)));

/** An option as words again, its value apart so that it may begin with anything. */
function wordsOf([option, value]: GivenOption): string[] {
  if (option.length > 1) return value === '' ? [`--${option}`] : [`--${option}`, value];
  return withValue.includes(option) ? [`-${option}`, value] : [`-${option}`];
}

/** Words that belong to no option are a display filter. */
function filterOf(given: string | undefined, bare: readonly string[]): string | undefined {
  if (bare.length === 0) return given;
  if (given !== undefined)
    throw new UsageError(`A display filter stands behind -Y and another one alone: “${bare.join(' ')}”.`);
  return bare.join(' ');
}

function formatOf(name: string | undefined): OutputFormat {
  if (name === undefined) return 'summary';
  const format = formats.find((candidate) => candidate === name);
  if (format === undefined) throw new UsageError(`“${name}” is not an output format: ${formats.join(', ')}.`);
  return format;
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

const timeFormats: Readonly<Record<string, TimeFormat>> = {
  a: 'absolute',
  ad: 'absolute-date',
  r: 'relative',
  d: 'delta',
  dd: 'delta-displayed',
  e: 'epoch',
  u: 'utc',
  ud: 'utc-date',
};

function timeFormatOf(name = 'r'): TimeFormat {
  if (!Object.hasOwn(timeFormats, name))
    throw new UsageError(`“${name}” is not a time format: a, ad, r, d, dd, e, u or ud.`);
  return timeFormats[name];
}

function countOf(text: string | undefined): number {
  if (text === undefined) return Number.POSITIVE_INFINITY;
  if (!/^\d+$/.test(text) || Number(text) === 0) throw new UsageError(`“${text}” is not a number of packets.`);
  return Number(text);
}

/** Names are not resolved, but the letters are checked as tshark does. */
function checkNameResolution(letters: string): void {
  const wrong = [...letters].find((letter) => !'dgmnNtsv'.includes(letter));
  if (wrong !== undefined) throw new UsageError(`-N knows the letters d, g, m, n, N, s, t and v, not “${wrong}”.`);
}
