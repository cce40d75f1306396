import { describe, expect, test } from 'vitest';
import { parseArguments, UsageError } from './arguments';

describe('arguments', () => {
  test('take values joined or apart, and flags together', () => {
    expect(parseArguments(['-nr', 'a.pcap', '-Tfields', '-e', 'ip.src', '-eip.dst', '-c5'])).toMatchObject({
      input: 'a.pcap',
      format: 'fields',
      fields: ['ip.src', 'ip.dst'],
      count: 5,
    });
  });

  test('read -E as tshark does', () => {
    expect(
      parseArguments([
        '-r',
        'a',
        '-T',
        'fields',
        '-e',
        'x',
        '-E',
        'header=y',
        '-E',
        'separator=/s',
        '-E',
        'occurrence=l',
        '-E',
        'quote=d',
        '-E',
        'aggregator=;',
      ]).fieldPrinting,
    ).toEqual({
      header: true,
      separator: ' ',
      occurrence: 'last',
      quote: '"',
      aggregator: ';',
      bom: false,
    });
  });

  test('take long names with a value joined or apart, and refuse one where there is none to give', () => {
    const words = ['--read-file=a', '--display-filter', 'dns', '--disable-protocol', 'http', '--disable-protocol=tls'];
    expect(parseArguments(words)).toMatchObject({ input: 'a', filter: 'dns', disabled: ['http', 'tls'] });
    expect(() => parseArguments(['--print=x'])).toThrow('Option --print=x takes no value.');
    expect(() => parseArguments(['--color=x'])).toThrow(UsageError);
    expect(() => parseArguments(['--macro'])).toThrow('Option --macro needs a value.');
    expect(() => parseArguments(['--r', 'a'])).toThrow('There is no option --r.');
  });

  test('choose layers by the one of -j and -J that stands last', () => {
    const choice = (...words: string[]) => parseArguments(['-r', 'a', '-T', 'json', ...words]).layerChoice;
    expect(choice()).toBeUndefined();
    expect(choice('-j', 'ip  udp')).toEqual({ names: new Set(['ip', 'udp']), withAllBelow: false });
    expect(choice('-j', 'ip', '-J', 'tcp')).toEqual({ names: new Set(['tcp']), withAllBelow: true });
  });

  test('take words that belong to no option for the display filter', () => {
    expect(parseArguments(['-r', 'a', 'tcp', 'or', 'udp']).filter).toBe('tcp or udp');
  });

  test('print while writing only when asked to', () => {
    expect(parseArguments(['-r', 'a', '-w', 'b']).printing).toBe(false);
    expect(parseArguments(['-r', 'a', '-w', 'b', '-P']).printing).toBe(true);
    expect(parseArguments(['-r', 'a', '-q']).printing).toBe(false);
  });

  test('show some protocols in detail, end after the packets of -a, and filter twice', () => {
    const words = ['-r', 'a', '-O', 'ip,tcp', '-a', 'packets:7', '-2', '-R', 'udp', '-Y', 'dns', '--no-duplicate-keys'];
    expect(parseArguments([...words, '--color'])).toMatchObject({
      verbose: true,
      detailed: new Set(['ip', 'tcp']),
      count: 7,
      readFilter: 'udp',
      filter: 'dns',
      noDuplicateKeys: true,
    });
  });

  test.each([
    [['-r'], 'Option -r needs a value.'],
    [['-r', 'a', '-T', 'xml'], 'is not an output format'],
    [['-r', 'a', '-c', 'many'], 'is not a number of packets'],
    [['-r', 'a', '-T', 'fields'], 'needs at least one -e'],
    [['-r', 'a', '-Y', 'tcp', 'udp'], 'stands behind -Y and another one alone'],
    [['-r', 'a', '-t', 'x'], 'is not a time format'],
    [['-r', 'a', '-E', 'separator='], '-E knows'],
    [['-r', 'a', '-w', '-', '-V'], 'cannot both go to standard output'],
    [['-r', 'a', '-R', 'ip'], 'in the first of two passes (-2)'],
    [['-k'], 'There is no option -k'],
    [['-r', 'a', '-e', 'ip.src'], 'only -T fields'],
  ])('refuse %j', (words, sentence) => {
    expect(() => parseArguments(words)).toThrow(UsageError);
    expect(() => parseArguments(words)).toThrow(sentence);
  });
});
