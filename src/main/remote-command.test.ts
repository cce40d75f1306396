/** The command of a remote capture. */
import { expect, test } from 'vitest';
import { remoteCommand } from './remote-command';

const plain = { host: 'server.example', user: '', interface: 'eth0', filter: '', sudo: false };

test('captures over there without its own connection', () => {
  expect(remoteCommand(plain)).toEqual([
    'ssh',
    '-T',
    '--',
    'server.example',
    "tcpdump -U -s 0 -w - -i eth0 -- 'not tcp port 22'",
  ]);
});

test('a port, a user, a filter and sudo have their places', () => {
  const words = remoteCommand({ ...plain, port: 2222, user: 'me', filter: 'udp or icmp', sudo: true });
  expect(words).toEqual([
    'ssh',
    '-T',
    '-p',
    '2222',
    '--',
    'me@server.example',
    "sudo -n tcpdump -U -s 0 -w - -i eth0 -- '(udp or icmp) and not tcp port 2222'",
  ]);
});

test('what was typed is a word to the shell over there, and never an option of ssh', () => {
  const words = remoteCommand({ ...plain, host: '-oProxyCommand=x', interface: "eth0'; reboot", filter: '$(reboot)' });
  expect(words.slice(0, 4)).toEqual(['ssh', '-T', '--', '-oProxyCommand=x']);
  expect(words[4]).toContain(`'eth0'\\''; reboot'`);
  expect(words[4]).toContain("'($(reboot)) and not tcp port 22'");
});
