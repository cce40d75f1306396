import { expect, test } from 'vitest';
import { hex, tcpFrames, walkFrames } from '../../decode/testing';

const der = (tag: string, ...contents: readonly (string | Uint8Array)[]): Uint8Array => {
  const content = contents.flatMap((part) => [...(typeof part === 'string' ? hex(part) : part)]);
  const length = content.length < 128 ? [content.length] : [0x82, content.length >> 8, content.length & 0xff];
  return Uint8Array.from([...hex(tag), ...length, ...content]);
};
const text = (tag: string, value: string) =>
  der(
    tag,
    Uint8Array.from(value, (character) => character.charCodeAt(0)),
  );
const name = (common: string) =>
  der(
    '30',
    der('31', der('30', der('06', '550406'), text('13', 'SE'))),
    der('31', der('30', der('06', '550403'), text('0c', common))),
  );
const algorithm = der('30', der('06', '2a864886f70d01010b'), der('05'));
const key = der('30', der('02', `00${'c1'.repeat(128)}`), der('02', '010001'));
const extension = (type: string, value: Uint8Array) => der('30', der('06', type), der('04', value));
const certificate = der(
  '30',
  der(
    '30',
    der('a0', der('02', '02')),
    der('02', '0123'),
    algorithm,
    name('Issuer'),
    der('30', text('17', '190210000000Z'), text('18', '20490324120000Z')),
    name('Subject'),
    der('30', der('30', der('06', '2a864886f70d010101'), der('05')), der('03', '00', key)),
    der(
      'a3',
      der(
        '30',
        extension('551d11', der('30', text('82', 'example.org'), der('87', '0a000001'))),
        extension('551d0f', der('03', '05a0')),
        extension('551d13', der('30', der('01', 'ff'), der('02', '03'))),
        extension('551d1f', der('30', der('30', der('a0', der('a0', text('86', 'http://l.example')))))),
        extension(
          '2b06010505070101',
          der('30', der('30', der('06', '2b06010505073001'), text('86', 'http://o.example'))),
        ),
        extension(
          '2b06010401d679020402',
          der('04', `0034 0032 00 ${'ab'.repeat(32)} 0000016000000000 0000 0403 0003 010203`),
        ),
        extension('551d25', der('30', der('06', '2b06010505070301'))),
      ),
    ),
  ),
  algorithm,
  der('03', '00', '77'.repeat(16)),
);

const sized = (width: number, ...parts: readonly Uint8Array[]): Uint8Array => {
  const content = parts.flatMap((part) => [...part]);
  return Uint8Array.from([...hex(content.length.toString(16).padStart(width * 2, '0')), ...content]);
};
const inRecord = (bytes: Uint8Array) =>
  Uint8Array.from([...hex('160303'), ...sized(2, Uint8Array.from([11, ...sized(3, sized(3, sized(3, bytes)))]))]);
const walk = (bytes: Uint8Array) => walkFrames(tcpFrames(443, [['server', inRecord(bytes)]]))[3];

test('a certificate says who, by whom, until when and for what', () => {
  const frame = walk(certificate);
  expect(frame.info).toBe('Certificate');
  expect(frame.values('x509af.version')).toEqual([2]);
  expect(frame.text).toContain('X.509 Authentication Framework (id-at-commonName=Subject,id-at-countryName=SE)');
  expect(frame.text).toContain('rdnSequence: 2 items (id-at-commonName=Issuer,id-at-countryName=SE)');
  expect(frame.values('x509sat.uTF8String')).toEqual(['Issuer', 'Subject']);
  expect(frame.values('x509af.utcTime')).toEqual(['2019-02-10 00:00:00 (UTC)']);
  expect(frame.values('x509af.generalizedTime')).toEqual(['2049-03-24 12:00:00 (UTC)']);
  expect(frame.values('x509ce.dNSName')).toEqual(['example.org']);
  expect(frame.values('x509ce.IPAddress.ipv4')).toEqual([0x0a000001]);
  expect(frame.values('x509ce.KeyUsage.digitalSignature')).toEqual([1]);
  expect(frame.values('x509ce.cA')).toEqual([1]);
  expect(frame.values('x509ce.pathLenConstraint')).toEqual([3n]);
  expect(frame.values('pkcs1.publicExponent')).toEqual([65537]);
  // A name that is not the subject's, and where somebody can be reached, have names of other modules.
  expect(frame.values('x509if.rdnSequence')).toEqual([2]);
  expect(frame.values('x509af.rdnSequence')).toEqual([2]);
  expect(frame.values('x509ce.distributionPoint')).toEqual([0]);
  expect(frame.values('x509ce.uniformResourceIdentifier')).toEqual(['http://l.example', 'http://o.example']);
  expect(frame.values('x509ce.GeneralName')).toEqual([2, 7, 6]);
  expect(frame.values('ber.bitstring.padding')).toEqual([5, 0]);
  expect(frame.values('tls.sct.sct_logid')).toEqual([hex('ab'.repeat(32))]);
  expect(frame.values('tls.handshake.sig_hash_alg')).toEqual([0x0403]);
  expect(frame.text).toContain('[1024 bits]');
  expect(frame.text).toContain('KeyPurposeId: 1.3.6.1.5.5.7.3.1 (id-kp-serverAuth)');
  expect(frame.malformed).toBe(false);
});

test('a damaged certificate is reported, whatever its lengths say', () => {
  expect(walk(hex('30820fff0101')).malformed).toBe(true);
  for (let at = 0; at < certificate.length; at += 7) {
    const damaged = certificate.slice();
    damaged[at] ^= 0xff;
    expect(() => walk(damaged)).not.toThrow();
  }
});
