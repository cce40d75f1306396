import { describe, expect, test } from 'vitest';
import { hex, type Sent, tcpFrames, walkFrames } from '../../decode/testing';

const bytes = (...parts: readonly (string | Uint8Array)[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...(typeof part === 'string' ? hex(part) : part)]));
const sized = (width: number, ...parts: readonly (string | Uint8Array)[]): Uint8Array => {
  const content = bytes(...parts);
  return bytes(content.length.toString(16).padStart(width * 2, '0'), content);
};
const record = (type: string, ...parts: readonly (string | Uint8Array)[]) => bytes(type, '0303', sized(2, ...parts));
const message = (type: string, ...parts: readonly (string | Uint8Array)[]) => bytes(type, sized(3, ...parts));
const extension = (type: string, ...parts: readonly (string | Uint8Array)[]) => bytes(type, sized(2, ...parts));
const ascii = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const random = '11'.repeat(32);

const serverName = extension('0000', sized(2, '00', sized(2, ascii('example.org'))));
const protocols = extension('0010', sized(2, sized(1, ascii('h2')), sized(1, ascii('http/1.1'))));
const versions = extension('002b', sized(1, '7a7a 0304 0303'));
const clientHello = message(
  '01',
  `0303 ${random} 00`,
  sized(2, '0a0a 1301 c02f'),
  '0100',
  sized(2, '1a1a0000', serverName, extension('000a', sized(2, '2a2a 001d 0017')), protocols, versions),
);
const serverHello = (...extensions: readonly Uint8Array[]) =>
  message('02', `0303 ${random} 00 c02f 00`, sized(2, ...extensions));
const serverHello13 = serverHello(extension('002b', '0304'));

const walk = (...sent: Sent[]) => walkFrames(tcpFrames(443, sent)).slice(3);

describe('hellos', () => {
  test('a ClientHello shows what the client offers', () => {
    const [frame] = walk(['client', record('16', clientHello)]);
    expect(frame.protocols).toBe('eth:ethertype:ip:tcp:tls');
    expect(frame.column).toBe('TLSv1.2');
    expect(frame.info).toBe('Client Hello');
    expect(frame.values('tls.handshake.type')).toEqual([1]);
    expect(frame.values('tls.handshake.extensions_server_name')).toEqual(['example.org']);
    expect(frame.values('tls.handshake.extensions_alpn_str')).toEqual(['h2', 'http/1.1']);
    expect(frame.values('tls.handshake.ciphersuite')).toEqual([0x0a0a, 0x1301, 0xc02f]);
    expect(frame.text).toContain('Cipher Suite: Reserved (GREASE) (0x0a0a)');
    expect(frame.text).toContain('Cipher Suites (3 suites)');
    expect(frame.values('tls.handshake.ja3_full')).toEqual(['771,4865-49199,0-10-16-43,29-23,']);
    expect(frame.values('tls.handshake.ja4_r')).toEqual(['t13d0204h2_1301,c02f_000a,002b']);
    expect(frame.malformed).toBe(false);
  });

  test('a record without contents is malformed, and settles no version', () => {
    const [empty, hello, data] = walk(
      ['client', hex('16 0301 0000')],
      ['client', record('16', clientHello)],
      ['server', hex('17 0301 0000')],
    );
    expect([empty.column, empty.info]).toEqual(['SSL', '[Malformed Packet]']);
    expect([empty.malformed, empty.learned.malformed]).toEqual([true, true]);
    expect(hello.info).toBe('Client Hello');
    expect(data.info).toBe('[Malformed Packet]');
  });

  test('a hello whose lists are longer than itself is malformed, in the first pass too', () => {
    const hello = (...parts: readonly (string | Uint8Array)[]) =>
      record('16', message('01', `0303 ${random} 00`, ...parts));
    const frames = [
      hello('00ff 1301 0100'),
      hello('0002 1301'),
      hello('0002 1301 0100', sized(2, extension('000a', '00ff 001d'))),
      hello('0002 1301 0100'),
    ].map((sent) => walk(['client', sent])[0]);
    expect(frames.map(({ malformed }) => malformed)).toEqual([true, true, true, false]);
    expect(frames.map(({ learned }) => learned.malformed)).toEqual([true, true, true, false]);
  });

  test('a ServerHello settles the version, for later packets as well', () => {
    const frames = walk(
      ['client', record('16', clientHello)],
      ['server', bytes(record('16', serverHello13), record('17', '00'.repeat(40)))],
      ['client', record('17', '00'.repeat(40))],
    );
    expect(frames.map(({ column }) => column)).toEqual(['TLSv1.2', 'TLSv1.3', 'TLSv1.3']);
    expect(frames[1].info).toBe('Server Hello, Application Data');
    expect(frames[1].values('tls.record.content_type')).toEqual([22]);
    expect(frames[2].values('tls.record.opaque_type')).toEqual([23]);
  });

  test('the fingerprint of a ServerHello leaves out what drafts do not have', () => {
    const keyShare = extension('0028', '001d');
    const draft20 = message('02', `7f14 ${random} 1303`, sized(2, keyShare));
    const fingerprint = (hello: Uint8Array) =>
      walk(['server', record('16', hello)])[0].values('tls.handshake.ja3s_full');
    expect(fingerprint(serverHello(keyShare))).toEqual(['771,49199,40']);
    expect(fingerprint(draft20)).toEqual(['32532,4867,40']);
  });

  test('a ServerHello with the known random is a HelloRetryRequest', () => {
    const retry = `0303 cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c 00 1301 00`;
    const [frame] = walk(['server', record('16', message('02', retry, sized(2, extension('0033', '001d'))))]);
    expect(frame.info).toBe('Hello Retry Request');
    expect(frame.values('tls.handshake.extensions_key_share_selected_group')).toEqual([29]);
  });

  test('a vector that is longer than its message is reported', () => {
    const [frame] = walk(['client', record('16', message('01', `0303 ${random} 00 ffff 1301`))]);
    expect(frame.values('tls.malformed.buffer_too_small').length).toBeGreaterThan(0);
  });
});

describe('records', () => {
  test('several messages in one record, and a message over several', () => {
    const [whole] = walk(['server', record('16', serverHello(), message('0e'))]);
    expect(whole.info).toBe('Server Hello, Server Hello Done');
    const [first, second] = walk(
      ['client', record('16', clientHello.subarray(0, 20))],
      ['client', record('16', clientHello.subarray(20))],
    );
    expect(first.info).toBe('[Client Hello Fragment]');
    expect(first.values('tls.handshake.reassembled_in')).toEqual([5]);
    expect(second.info).toBe('Client Hello');
    expect(second.values('tls.handshake.extensions_server_name')).toEqual(['example.org']);
    expect(second.values('tls.handshake.fragment')).toEqual([4, 5]);
  });

  test('a record over several segments belongs to the last', () => {
    const hello = record('16', clientHello);
    const frames = walk(['client', hello.subarray(0, 50)], ['client', hello.subarray(50)]);
    expect(frames.map(({ column }) => column)).toEqual(['TCP', 'TLSv1.2']);
    expect(frames[1].values('tls.handshake.extensions_server_name')).toEqual(['example.org']);
  });

  test('what follows ChangeCipherSpec is encrypted', () => {
    const finished = message('14', '00'.repeat(12));
    const frames = walk(
      ['client', record('16', clientHello)],
      ['server', record('16', serverHello())],
      ['server', bytes(record('14', '01'))],
      ['server', record('16', finished)],
    );
    expect(frames[3].info).toBe('Encrypted Handshake Message');
    expect(frames[3].values('tls.handshake.type')).toEqual([]);
  });

  test('alerts are said in words', () => {
    const frames = walk(['server', record('15', '0228')], ['server', record('15', '00'.repeat(24))]);
    expect(frames[0].info).toBe('Alert (Level: Fatal, Description: Handshake Failure)');
    expect(frames[1].info).toBe('Encrypted Alert');
  });

  test('a connection on any port is recognised and stays recognised', () => {
    const frames = walkFrames(
      tcpFrames(4711, [
        ['client', record('16', clientHello)],
        ['server', record('15', '0100')],
      ]),
    ).slice(3);
    expect(frames.map(({ protocols: stack }) => stack.endsWith(':tcp:tls'))).toEqual([true, true]);
  });
});

describe('key exchange', () => {
  test('its shape follows from the cipher suite', () => {
    const exchange = message('0c', '03 001d', sized(1, '22'.repeat(32)), '0804', sized(2, '33'.repeat(8)));
    const frames = walk(
      ['client', record('16', clientHello)],
      ['server', record('16', serverHello(), exchange)],
      ['client', record('16', message('10', sized(1, '44'.repeat(32))))],
    );
    expect(frames[1].values('tls.handshake.server_named_curve')).toEqual([29]);
    expect(frames[1].values('tls.handshake.sig_hash_alg')).toEqual([0x0804]);
    expect(frames[2].values('tls.handshake.client_point_len')).toEqual([32]);
  });
});

describe('SSL 2.0', () => {
  test('its ClientHello is shown', () => {
    const [frame] = walk([
      'client',
      bytes('802e 01 0002 0015 0000 0010', '010080 020080 030080 040080 050080 060040 0700c0', '55'.repeat(16)),
    ]);
    expect(frame.column).toBe('SSLv2');
    expect(frame.info).toBe('Client Hello');
    expect(frame.values('tls.handshake.cipherspec')).toHaveLength(7);
  });
});
