import { expect, test } from 'vitest';
import { type Sent, tcpFrames, walkFrames } from '../../decode/testing';

const walk = (...sent: Sent[]) => walkFrames(tcpFrames(25, sent)).slice(3);

test('commands, and replies of several lines', () => {
  const [commands, reply] = walk(
    ['client', 'MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\n'],
    ['server', '250-one\r\n250 two\r\n'],
  );
  expect(commands.info).toBe('C: MAIL FROM:<a@b> | RCPT TO:<c@d>');
  expect(commands.values('smtp.req.command')).toEqual(['MAIL', 'RCPT']);
  expect(reply.info).toBe('S: 250-one | two');
  expect(reply.values('smtp.response.code')).toEqual([250]);
  expect(reply.values('smtp.rsp.parameter')).toEqual(['one', 'two']);
});

test('a mail in several packets is put together', () => {
  const frames = walk(
    ['client', 'DATA\r\n'],
    ['server', '354 go\r\n'],
    ['client', 'From: a@b\r\nSubject: greet'],
    ['client', 'ings\r\nContent-Type: text/plain\r\n\r\nhello\r\n.\r\n'],
    ['server', '250 ok\r\n'],
    ['client', 'QUIT\r\n'],
  );
  expect(frames[2].info).toBe('C: DATA fragment, 25 bytes');
  expect(frames[3].protocols).toBe('eth:ethertype:ip:tcp:smtp:imf:data-text-lines');
  expect(frames[3].column).toBe('SMTP/IMF');
  expect(frames[3].values('imf.subject')).toEqual(['greetings']);
  expect(frames[5].info).toBe('C: QUIT');
});

test('after STARTTLS the connection is TLS', () => {
  const frames = walk(
    ['client', 'STARTTLS\r\n'],
    ['server', '220 go ahead\r\n'],
    ['client', '\x15\x03\x03\x00\x02\x02\x28'],
  );
  expect(frames[2].protocols).toBe('eth:ethertype:ip:tcp:tls');
});

test('credentials of AUTH LOGIN', () => {
  const frames = walk(
    ['client', 'AUTH LOGIN\r\n'],
    ['server', '334 x\r\n'],
    ['client', 'dQ==\r\n'],
    ['server', '334 x\r\n'],
    ['client', 'cA==\r\n'],
  );
  expect(frames[2].values('smtp.auth.username')).toEqual(['dQ==']);
  expect(frames[4].info).toBe('C: Pass: cA==');
});
