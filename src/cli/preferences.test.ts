import { expect, test } from 'vitest';
import { preferencesOf } from './preferences';
import { UsageError } from './usage-error';

test('checksums are verified where one of their preferences says so', () => {
  expect(preferencesOf(['tcp.check_checksum:TRUE', 'udp.check_checksum:FALSE'])).toEqual({
    settings: { verifyChecksums: true },
    warnings: [],
  });
  expect(preferencesOf(['ip.check_checksum:false']).settings.verifyChecksums).toBe(false);
});

test('a preference with one value takes it quietly, and warns of another', () => {
  expect(preferencesOf(['tcp.desegment_tcp_streams:TRUE', 'nameres.mac_name:false']).warnings).toEqual([]);
  expect(preferencesOf(['tcp.desegment_tcp_streams:FALSE']).warnings).toEqual([
    'The preference tcp.desegment_tcp_streams is always TRUE here.',
  ]);
});

test('what there is not is refused', () => {
  for (const wrong of ['tcp', 'nosuch:1', 'tcp.nosuch:1', 'constructor:1'])
    expect(() => preferencesOf([wrong])).toThrow(UsageError);
});
