/** How `-T fields` prints: tshark's `-E`. */
import { UsageError } from './usage-error';

export interface FieldPrinting {
  readonly header: boolean;
  readonly separator: string;
  readonly occurrence: 'first' | 'last' | 'all';
  readonly aggregator: string;
  readonly quote: '' | '"' | "'";
  readonly bom: boolean;
}

type Changes = { -readonly [K in keyof FieldPrinting]: FieldPrinting[K] };

const characters: Readonly<Record<string, string>> = { '/t': '\t', '/s': ' ', '\\t': '\t' };
const choices: Readonly<Record<string, boolean>> = { y: true, Y: true, n: false, N: false };
const occurrences: Readonly<Record<string, FieldPrinting['occurrence']>> = { f: 'first', l: 'last', a: 'all' };
const quotes: Readonly<Record<string, FieldPrinting['quote']>> = { d: '"', s: "'", n: '' };

/** @throws UsageError */
export function fieldPrintingOf(settings: readonly string[]): FieldPrinting {
  const printing: Changes = {
    header: false,
    separator: '\t',
    occurrence: 'all',
    aggregator: ',',
    quote: '',
    bom: false,
  };
  for (const setting of settings) {
    const equals = setting.indexOf('=');
    if (equals < 0 || !change(printing, setting.slice(0, equals), setting.slice(equals + 1)))
      throw new UsageError(
        `-E knows header=y|n, bom=y|n, separator=/t|/s|C, occurrence=f|l|a, aggregator=,|/s|C and quote=d|s|n, not “${setting}”.`,
      );
  }
  return printing;
}

/** Returns false when there is no such setting or value. */
function change(printing: Changes, name: string, value: string): boolean {
  switch (name) {
    case 'header':
    case 'bom':
      return assign(printing, name, choices[value]);
    case 'separator':
    case 'aggregator':
      return assign(printing, name, characters[value] ?? [...value][0]);
    case 'occurrence':
      return assign(printing, name, occurrences[value]);
    case 'quote':
      return assign(printing, name, quotes[value]);
    default:
      return false;
  }
}

function assign<K extends keyof FieldPrinting>(
  printing: Changes,
  name: K,
  value: FieldPrinting[K] | undefined,
): boolean {
  if (value === undefined) return false;
  printing[name] = value;
  return true;
}
