import { expect, test } from 'vitest';
import { hex, type Sent, tcpFrames, walkFrames } from '../../decode/testing';

const walk = (...sent: Sent[]) => walkFrames(tcpFrames(5222, sent)).slice(3);

test('stanzas tell what they ask, and of whom', () => {
  const [opened, ask, answer, ended] = walk(
    ['client', "<?xml version='1.0'?><stream:stream to='example.org' xmlns='jabber:client'>"],
    [
      'client',
      "<iq type='get' id='7' to='juliet@example.org'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>",
    ],
    ['server', "<message from='j\u00fcrgen@example.org' type='chat'><body>hi</body></message>"],
    ['server', '</stream:stream>'],
  );
  expect(opened.protocols).toBe('eth:ethertype:ip:tcp:xmpp:xml');
  expect(opened.column).toBe('XMPP/XML');
  expect(opened.info).toBe('STREAM > example.org ');
  expect(ask.info).toBe('IQ(get) QUERY(disco#info) > juliet@example.org ');
  expect(ask.values('xmpp.id')).toEqual(['7']);
  expect(answer.values('xmpp.type')).toEqual(['chat']);
  expect(answer.info).toMatch(/^MESSAGE < /);
  expect(ended.info).toBe('STREAM END');
});

test('a stanza goes on in the next segment until a tag ends it; what is none stays with TCP', () => {
  const [first, second] = walk(['client', '<presence><show>aw'], ['client', 'ay</show></presence>']);
  expect(first.protocols).toBe('eth:ethertype:ip:tcp');
  expect(second.info).toBe('PRESENCE ');
  expect(second.values('xmpp.presence')).toHaveLength(1);
  expect(walk(['client', hex('57410102 00000101')])[0].protocols).toBe('eth:ethertype:ip:tcp');
});

test('where the server consents, TLS follows', () => {
  const frames = walk(
    ['client', "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"],
    ['server', "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"],
    ['server', hex('15 0303 0002 0100')],
  );
  expect(frames.map(({ info }) => info).slice(0, 2)).toEqual(['STARTTLS ', 'PROCEED ']);
  expect(frames[2].protocols).toBe('eth:ethertype:ip:tcp:tls');
});

test('a lone blank keeps the connection alive', () => {
  expect(walk(['client', ' '])[0].info).toBe('Whitespace Keepalive');
});
