import { createCipheriv, createHash, createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { Aes128, openGcm } from './aes';
import { md5Text } from './md5';
import { hkdfExpandLabel, hkdfExtract, hmacSha256, sha256 } from './sha256';

const bytes = (length: number, seed: number) =>
  Uint8Array.from({ length }, (_, i) => (i * 31 + seed * 17 + (i >> 3)) & 0xff);
const hex = (value: Uint8Array) => Buffer.from(value).toString('hex');

test('blocks are encrypted as FIPS 197 says', () => {
  const cipher = new Aes128(Uint8Array.from({ length: 16 }, (_, i) => i));
  const block = Uint8Array.from({ length: 16 }, (_, i) => i * 17);
  expect(hex(cipher.encryptBytes(block, 0))).toBe('69c4e0d86a7b0430d8cdb78070b4c55a');
});

test.each([0, 1, 15, 16, 17, 64, 1200])('GCM opens %i sealed bytes, and nothing that was changed', (length) => {
  const [key, nonce, associated, plain] = [bytes(16, 1), bytes(12, 2), bytes(23, 3), bytes(length, 4)];
  const sealer = createCipheriv('aes-128-gcm', key, nonce);
  sealer.setAAD(associated);
  const sealed = new Uint8Array(Buffer.concat([sealer.update(plain), sealer.final(), sealer.getAuthTag()]));
  const cipher = new Aes128(key);
  expect(openGcm(cipher, nonce, associated, sealed)).toEqual(plain);
  sealed[0] ^= 1;
  expect(openGcm(cipher, nonce, associated, sealed)).toBeUndefined();
});

test.each([0, 55, 56, 63, 64, 65, 300])('digests of %i bytes are those of OpenSSL', (length) => {
  const input = bytes(length, 5);
  expect(hex(sha256(input))).toBe(createHash('sha256').update(input).digest('hex'));
  expect(md5Text(input)).toBe(createHash('md5').update(input).digest('hex'));
  expect(hex(hmacSha256(bytes(20, 6), input))).toBe(createHmac('sha256', bytes(20, 6)).update(input).digest('hex'));
});

test('the keys of RFC 9001, appendix A.1, come out', () => {
  const salt = Uint8Array.from(Buffer.from('38762cf7f55934b34d179ae6a4c80cadccbb7f0a', 'hex'));
  const initial = hkdfExtract(salt, Uint8Array.from(Buffer.from('8394c8f03e515708', 'hex')));
  const client = hkdfExpandLabel(initial, 'client in', 32);
  expect(hex(hkdfExpandLabel(client, 'quic key', 16))).toBe('1f369613dd76d5467730efcbe3b1a22d');
  expect(hex(hkdfExpandLabel(client, 'quic iv', 12))).toBe('fa044b2f42a3fd3b46fb255c');
  expect(hex(hkdfExpandLabel(client, 'quic hp', 16))).toBe('9f50449e04a0e810283a1e9933adedd2');
});
