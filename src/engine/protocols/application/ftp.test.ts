import { expect, test } from 'vitest';
import { quotedByIcmp, type Sent, tcpFrames, walkFrames } from '../../decode/testing';

const walk = (...sent: Sent[]) => walkFrames(tcpFrames(21, sent)).slice(3);

test('commands and replies show their words', () => {
  const [reply, request] = walk(['server', '220-hello\r\n220 there\r\n'], ['client', 'USER anna\r\n']);
  expect(reply.info).toBe('Response: 220-hello');
  expect(reply.values('ftp.response.code')).toEqual([220]);
  expect(request.info).toBe('Request: USER anna');
  expect(request.values('ftp.request.command')).toEqual(['USER']);
  expect(request.values('ftp.request.arg')).toEqual(['anna']);
});

test('an announced port carries the data', () => {
  const control = tcpFrames(21, [
    ['client', 'PASV\r\n'],
    ['server', '227 Entering Passive Mode (10,0,0,2,200,11)\r\n'],
  ]);
  const data = tcpFrames(200 * 256 + 11, [['server', 'file text\r\n']]);
  const frames = walkFrames([...control, ...data]);
  expect(frames[4].values('ftp.passive.port')).toEqual([51211]);
  expect(frames.at(-1)?.protocols).toBe('eth:ethertype:ip:tcp:ftp-data:data-text-lines');
  expect(frames.at(-1)?.column).toBe('FTP-DATA');
});

test('the extended form announces at the address that answers', () => {
  const control = tcpFrames(21, [['server', '229 Entering Extended Passive Mode (|||51212|)\r\n']]);
  const frames = walkFrames([...control, ...tcpFrames(51212, [['server', '\x00\x01']])]);
  expect(frames[3].values('ftp.epsv.port')).toEqual([51212]);
  expect(frames.at(-1)?.protocols).toBe('eth:ethertype:ip:tcp:ftp-data');
});

test('TLS follows once it is agreed on', () => {
  const record = '\x17\x03\x03\x00\x02ab';
  const frames = walk(['client', 'AUTH TLS\r\n'], ['server', '234 go on\r\n'], ['client', record]);
  expect(frames[1].protocols).toBe('eth:ethertype:ip:tcp:ftp');
  expect(frames[2].protocols).toBe('eth:ethertype:ip:tcp:tls');
  const [, refused] = walk(['server', '234 unasked\r\n'], ['client', record]);
  expect(refused.protocols).toBe('eth:ethertype:ip:tcp:ftp');
});

test('what an ICMP error quotes neither asks for TLS nor announces a port', () => {
  const frames = tcpFrames(21, [
    ['client', 'AUTH TLS\r\n'],
    ['server', '227 Entering Passive Mode (10,0,0,2,200,11)\r\n'],
    ['server', '234 unasked\r\n'],
    ['client', '\x17\x03\x03\x00\x02ab'],
  ]);
  const data = tcpFrames(200 * 256 + 11, [['server', 'file text\r\n']]);
  const walked = walkFrames([
    ...frames.slice(0, 3),
    ...frames.slice(3, 5).map(quotedByIcmp),
    ...frames.slice(5),
    ...data,
  ]);
  expect(walked[3].values('ftp.request.command')).toEqual(['AUTH']);
  expect(walked[4].values('ftp.passive.port')).toEqual([51211]);
  expect(walked[6].protocols).toBe('eth:ethertype:ip:tcp:ftp');
  expect(walked.at(-1)?.protocols).not.toContain('ftp-data');
});
