/** What the network itself answers, told in words: in a network namespace of its own, whose routes the test makes as it likes. */
import { spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Sockeye } from './sockeye';

const works = (command: string, ...words: string[]): boolean =>
  spawnSync(command, words, { stdio: 'ignore' }).status === 0;
const mayUnshare = works('unshare', '-n', 'true') && works('ip', '-V') && works('setpriv', '--version');
if (!mayUnshare) console.warn('test/cli/network-errors.test.ts is skipped: it needs root, unshare, ip and setpriv.');

const target = '198.51.100.1';
const nobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];

describe.skipIf(!mayUnshare)('what the network answers', () => {
  let sockeye: Sockeye;
  beforeAll(() => {
    sockeye = new Sockeye();
    chmodSync(sockeye.folder, 0o755);
  }, 120_000);
  afterAll(() => sockeye.close());

  /** Runs a command of the program in a new namespace, after what prepares it. */
  function inNamespace(prepare: string, words: readonly string[], as: readonly string[] = []) {
    const script = `ip link set lo up; ${prepare}; exec "$@"`;
    const command = [...as, process.execPath, sockeye.program, ...words];
    const { status, stderr } = spawnSync('unshare', ['-n', 'sh', '-c', script, 'sh', ...command], {
      encoding: 'utf8',
      input: '',
      timeout: 240_000,
    });
    return { status, errors: stderr };
  }

  test.each([
    ['EHOSTUNREACH', `ip route add unreachable ${target}`, 'The machine cannot be reached.'],
    ['ENETUNREACH', 'true', 'This machine has no route there'],
    ['EACCES', `ip route add prohibit ${target}`, 'A route or firewall rule of this machine prohibits it'],
    ['EINVAL', `ip route add blackhole ${target}`, 'A route of this machine drops what goes to this address'],
    [
      'ETIMEDOUT',
      // What is sent through the loopback interface to an address that nobody there has is lost.
      `echo 1 > /proc/sys/net/ipv4/tcp_syn_retries; ip route add ${target} dev lo`,
      'A firewall drops the packets',
    ],
  ])(
    '%s',
    (code, prepare, words) => {
      const { status, errors } = inNamespace(prepare, ['connect', 'tcp', `${target}:80`]);
      expect(errors).toContain(`connect: ${code}: `);
      expect(errors).toContain(words);
      expect(status).toBe(2);
    },
    300_000,
  );

  test('ENETUNREACH for IPv6, where there is none', () => {
    const { errors } = inNamespace('true', ['connect', 'tcp', '[2001:db8::1]:80']);
    expect(errors).toContain('ENETUNREACH');
    expect(errors).toContain('for an IPv6 address, often no IPv6 at all');
  });

  test.skipIf(!works(nobody[0], ...nobody.slice(1), 'test', '-x', process.execPath))(
    'EACCES for a port of root’s',
    () => {
      const { status, errors } = inNamespace('true', ['listen', 'tcp', '80'], nobody);
      expect(errors).toContain('bind: EACCES: Permission was denied. Ports below 1024 are for root');
      expect(status).toBe(2);
    },
  );
});
