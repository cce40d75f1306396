import { expect, test } from 'vitest';
import { parseArguments } from './arguments';
import { macrosOf } from './macro-definitions';

test('a definition is a name, an equals sign and the text, which may have more of them', () => {
  expect(macrosOf(['host=ip.addr == $1', 'web=tcp.port==80'])).toEqual([
    { name: 'host', text: 'ip.addr == $1' },
    { name: 'web', text: 'tcp.port==80' },
  ]);
  for (const wrong of ['host', 'host=', '=text']) expect(() => macrosOf([wrong])).toThrow('NAME=TEXT');
});

test('macros come with --macro, also behind an equals sign, and go on to the process that prints a live capture', () => {
  const { macros, printingWords } = parseArguments(['-i', 'lo', '--macro', 'a=tcp', '--macro=b=udp', '-V']);
  expect(macros).toEqual([
    { name: 'a', text: 'tcp' },
    { name: 'b', text: 'udp' },
  ]);
  expect(printingWords).toEqual(['--macro', 'a=tcp', '--macro', 'b=udp', '-V']);
});

test('long names stand for letters', () => {
  const { input, filter, summary } = parseArguments(['--read-file=x.pcap', '--display-filter', 'tcp', '--print', '-V']);
  expect([input, filter, summary]).toEqual(['x.pcap', 'tcp', true]);
  expect(() => parseArguments(['--print=yes'])).toThrow('takes no value');
  expect(() => parseArguments(['--display-filter'])).toThrow('needs a value');
  expect(() => parseArguments(['--nosuch'])).toThrow('There is no option --nosuch');
});
