/** Command lines as words, and back. */
import { expect, test } from 'vitest';
import { commandOfWords, wordsOfCommand } from './words-of-command';

test('quotes hold words together and nothing else has a meaning', () => {
  expect(wordsOfCommand(`ssh  host "tcpdump -w -" 'a b'c "" $HOME;rm`)).toEqual([
    'ssh',
    'host',
    'tcpdump -w -',
    'a bc',
    '',
    '$HOME;rm',
  ]);
  expect(wordsOfCommand('   ')).toEqual([]);
});

test('a quote that is not closed is no command', () => {
  expect(wordsOfCommand('ssh "host')).toBeUndefined();
});

test('words come back as they were', () => {
  const words = ['ssh', '', 'a b', "it's", 'say "x"', `both ' and "`, 'not tcp port 22'];
  expect(wordsOfCommand(commandOfWords(words))).toEqual(words);
});
