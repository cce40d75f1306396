import { expect, test } from 'vitest';
import { hex, type Sent, tcpFrames, walkFrames } from '../../decode/testing';

const text = (value: string) => {
  const digits = [...value].map((character) => character.charCodeAt(0).toString(16).padStart(2, '0')).join('');
  return `${(digits.length / 2).toString(16).padStart(8, '0')}${digits}`;
};
const packet = (payload: string) => {
  const length = hex(payload).length;
  return hex(`${(length + 5).toString(16).padStart(8, '0')} 04 ${payload} 00000000`);
};
const offer = (exchange: string) =>
  packet(
    `14 ${'00'.repeat(16)} ${text(exchange)} ${text('ssh-ed25519')} ${text('aes128-ctr').repeat(2)} ${text('hmac-sha2-256').repeat(2)} ${text('none').repeat(2)} ${text('').repeat(2)} 00 00000000`,
  );
const walk = (...sent: Sent[]) => walkFrames(tcpFrames(22, sent)).slice(3);
const banners: Sent[] = [
  ['client', 'SSH-2.0-one\r\n'],
  ['server', 'SSH-2.0-two\r\n'],
];

test('version strings, then lists of algorithms', () => {
  const frames = walk(...banners, ['client', offer('curve25519-sha256')]);
  expect(frames.map(({ column }) => column)).toEqual(['SSH', 'SSHv2', 'SSHv2']);
  expect(frames[0].info).toBe('Client: Protocol (SSH-2.0-one)');
  expect(frames[1].values('ssh.protocol')).toEqual(['SSH-2.0-two']);
  expect(frames[2].info).toBe('Client: Key Exchange Init');
  expect(frames[2].values('ssh.kex_algorithms')).toEqual(['curve25519-sha256']);
  expect(frames[2].values('ssh.kex.hassh_algorithms')).toEqual(['curve25519-sha256;aes128-ctr;hmac-sha2-256;none']);
});

test('the agreed exchange names the messages, and New Keys ends what can be read', () => {
  const frames = walk(
    ...banners,
    ['client', offer('curve25519-sha256,diffie-hellman-group14-sha256')],
    ['server', offer('diffie-hellman-group14-sha256')],
    ['client', packet(`1e ${text('e')}`)],
    ['client', Uint8Array.from([...packet('15'), 1, 2, 3, 4, 5, 6, 7, 8])],
    ['client', 'unreadable'],
    ['server', packet('15')],
  );
  expect(frames[4].info).toBe('Client: Diffie-Hellman Key Exchange Init');
  expect(frames[5].info).toBe('Client: New Keys');
  expect(frames[6].info).toBe('Client: Encrypted packet (len=10)');
  expect(frames[7].info).toBe('Server: New Keys');
});

test('a packet over two segments is put together', () => {
  const whole = offer('curve25519-sha256');
  const frames = walk(...banners, ['client', whole.subarray(0, 60)], ['client', whole.subarray(60)]);
  expect(frames[2].column).toBe('TCP');
  expect(frames[3].info).toBe('Client: Key Exchange Init');
});

test('without its beginning a connection is encrypted', () => {
  expect(walk(['server', 'x'.repeat(20)])[0].info).toBe('Server: Encrypted packet (len=20)');
});
