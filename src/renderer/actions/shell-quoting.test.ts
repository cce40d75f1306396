/** Command lines to paste into a shell, tried in a shell. */
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commandLine, shellWord } from './shell-quoting';

test('what needs no quotes has none', () => {
  expect(commandLine('/tmp/a.pcapng', 'tcp')).toBe('sockeye -r /tmp/a.pcapng -Y tcp');
  expect(commandLine('/tmp/a b.pcapng', 'http.host == "it\'s"')).toBe(
    "sockeye -r '/tmp/a b.pcapng' -Y 'http.host == \"it'\\''s\"'",
  );
  expect(commandLine('-r.pcap', '')).toBe('sockeye -r ./-r.pcap');
});

test('a shell gives back what was quoted', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', ' ', "'", '"', '$', '\\', '`', '!', '*', ';', '\n', '=', '-', 'é'),
  });
  fc.assert(
    fc.property(fc.array(text, { maxLength: 6 }), (words) => {
      const printed = execFileSync('sh', [
        '-c',
        `for word in ${words.map(shellWord).join(' ')}; do printf '%s|' "$word"; done`,
      ]);
      expect(printed.toString()).toBe(words.map((word) => `${word}|`).join(''));
    }),
    { numRuns: 40 },
  );
});
