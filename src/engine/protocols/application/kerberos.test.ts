import { expect, test } from 'vitest';
import { hex, tcpFrames, udpFrame, walkFrames } from '../../decode/testing';

const der = (tag: string, ...contents: readonly string[]): string => {
  const content = contents.join('').replace(/\s/g, '');
  const length = content.length / 2;
  return `${tag}${length < 128 ? length.toString(16).padStart(2, '0') : `82${length.toString(16).padStart(4, '0')}`}${content}`;
};
const text = (value: string) => der('1b', Buffer.from(value).toString('hex'));
const name = (...parts: readonly string[]) =>
  der('30', der('a0', der('02', '01')), der('a1', der('30', ...parts.map(text))));
const request = der(
  '6a',
  der(
    '30',
    der('a1', '020105'),
    der('a2', '02010a'),
    der(
      'a4',
      der(
        '30',
        der('a0', der('03', '0040810010')),
        der('a1', name('anna')),
        der('a2', text('EXAMPLE.ORG')),
        der('a3', name('krbtgt', 'EXAMPLE.ORG')),
        der('a5', der('18', Buffer.from('20370913024805Z').toString('hex'))),
        der('a7', '02041a2b3c4d'),
        der('a8', der('30', '020112', '0202ff7b')),
      ),
    ),
  ),
);
const error = der('7e', der('30', der('a0', '020105'), der('a1', '02011e'), der('a6', '020119'), der('a9', text('R'))));

test('a request in a datagram', () => {
  const [frame] = walkFrames([udpFrame(40000, 88, hex(request))]);
  expect(frame.column).toBe('KRB5');
  expect(frame.info).toBe('AS-REQ');
  expect(frame.values('kerberos.CNameString')).toEqual(['anna']);
  expect(frame.values('kerberos.SNameString')).toEqual(['krbtgt', 'EXAMPLE.ORG']);
  expect(frame.values('kerberos.ENCTYPE')).toEqual([18, -133]);
  expect(frame.text).toContain('ENCTYPE: ARCFOUR-HMAC-OLD (-133)');
  expect(frame.values('kerberos.nonce')).toEqual([0x1a2b3c4d]);
});

test('an error over TCP, in two segments', () => {
  const record = hex(`${(error.length / 2).toString(16).padStart(8, '0')}${error}`);
  const frames = walkFrames(
    tcpFrames(88, [
      ['server', record.subarray(0, 10)],
      ['server', record.subarray(10)],
    ]),
  ).slice(3);
  expect(frames[0].column).toBe('TCP');
  expect(frames[1].info).toBe('KRB Error: KRB5KDC_ERR_PREAUTH_REQUIRED');
  expect(frames[1].values('kerberos.error_code')).toEqual([25]);
});

test('what is cut is reported', () => {
  expect(walkFrames([udpFrame(40000, 88, hex(request).subarray(0, 40))])[0].malformed).toBe(true);
});

test('a datagram that begins with no tag of Kerberos stays data', () => {
  const [frame] = walkFrames([udpFrame(40000, 88, hex('0102030405'))]);
  expect(frame.protocols).toBe('eth:ethertype:ip:udp:data');
});
