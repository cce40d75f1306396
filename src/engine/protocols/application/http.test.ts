import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { inflateContent } from '../../../node-host/inflate-content';
import { type TestSegment, tcpFrame } from '../../decode/tcp-testing';
import { type Sent, tcpFrames, walkFrames } from '../../decode/testing';

/** Walks a connection to port 80 and gives the frames behind the handshake. */
const walk = (...sent: Sent[]) => walkFrames(tcpFrames(80, sent), 1, inflateContent).slice(3);
const get = 'GET /path?a=1&b HTTP/1.1\r\nHost: example.org\r\n\r\n';
const answer = (headers: string, body = '') => `HTTP/1.1 200 OK\r\n${headers}\r\n${body}`;

describe('heads', () => {
  test('a request shows its line, its headers and what follows from them', () => {
    const [frame] = walk([
      'client',
      'GET /p?a=1&b HTTP/1.1\r\nHost: h\r\nCookie: x=y; z\r\nAuthorization: Basic dTpw\r\nX-Own: v\r\n\r\n',
    ]);
    expect(frame.protocols).toBe('eth:ethertype:ip:tcp:http');
    expect(frame.column).toBe('HTTP');
    expect(frame.info).toBe('GET /p?a=1&b HTTP/1.1 ');
    expect(frame.values('http.request.method')).toEqual(['GET']);
    expect(frame.values('http.request.uri.path')).toEqual(['/p']);
    expect(frame.values('http.request.uri.query.parameter')).toEqual(['a=1', 'b']);
    expect(frame.values('http.request.full_uri')).toEqual(['http://h/p?a=1&b']);
    expect(frame.values('http.cookie_pair')).toEqual(['x=y', 'z']);
    expect(frame.values('http.authbasic')).toEqual(['u:p']);
    expect(frame.values('http.request.line')).toContain('X-Own: v\r\n');
    expect(frame.text).toContain('    X-Own: v');
    expect(frame.values('http.request')).toEqual([1]);
    expect(frame.values('http.request.line')).toHaveLength(4);
  });

  test('a notification of UPnP is no request, and an empty host is one', () => {
    const [frame] = walk(['client', 'NOTIFY /event HTTP/1.1\r\nHost: \r\nContent-Length: 0\r\n\r\n']);
    expect(frame.values('http.notification')).toEqual([1]);
    expect(frame.values('http.request')).toEqual([]);
    expect(frame.values('http.request.line')).toEqual([]);
    expect(frame.values('http.request.method')).toEqual(['NOTIFY']);
    expect(frame.values('http.request.full_uri')).toEqual(['http:///event']);
  });

  test('the exchanges of a connection are numbered, and each knows those before and behind', () => {
    const done = answer('Content-Length: 0\r\n');
    const frames = walk(['client', get], ['client', get], ['server', done], ['server', done], ['client', get]);
    const of = (id: string) => frames.map((frame) => frame.values(id)[0]);
    expect(of('http.request_number')).toEqual([1, 2, undefined, undefined, 3]);
    expect(of('http.response_number')).toEqual([undefined, undefined, 1, 2, undefined]);
    expect(of('http.prev_request_in')).toEqual([undefined, 4, undefined, 4, 5]);
    expect(of('http.prev_response_in')).toEqual([undefined, undefined, undefined, 6, undefined]);
    expect(of('http.next_request_in')).toEqual([5, 8, 5, 8, undefined]);
    expect(of('http.next_response_in')).toEqual([undefined, undefined, 7, undefined, undefined]);
    expect(frames[1].text).toContain('[HTTP request 2/3]');
    expect(frames[2].text).toContain('[HTTP response 1/3]');
  });

  test('a response tells what was asked for, also where the request came in pieces', () => {
    const done = answer('Content-Length: 0\r\n');
    const [, ...frames] = walk(
      ['client', 'GET /in/pieces HTTP/1.1\r\nAcc'],
      ['client', 'ept: a\r\nhost:  example.org \r\n\r\n'],
      ['server', done],
      ['client', 'GET /nowhere HTTP/1.0\r\n\r\n'],
      ['server', done],
      ['client', 'GET http://elsewhere/ HTTP/1.0\r\nHost: here\r\n\r\n'],
      ['server', done],
    );
    expect(frames[1].values('http.response_for.uri')).toEqual(['http://example.org/in/pieces']);
    expect(frames[3].values('http.response_for.uri')).toEqual(['/nowhere']);
    expect(frames[5].values('http.response_for.uri')).toEqual(['http://elsewhere/']);
  });

  test('a response that is missing leaves the later ones to their requests', () => {
    const request = (path: string) => `GET ${path} HTTP/1.1\r\nHost: h\r\n\r\n`;
    const done = answer('Content-Length: 0\r\n');
    const segments: readonly TestSegment[] = [
      { sequence: 1, payload: request('/1') },
      // 100 bytes that answered were not captured.
      { sequence: 31, acknowledgement: 101, payload: request('/2') },
      { fromServer: true, sequence: 101, acknowledgement: 61, payload: done },
      { sequence: 61, acknowledgement: 101 + done.length, payload: request('/3') },
      { sequence: 91, acknowledgement: 101 + done.length, payload: request('/4') },
      { fromServer: true, sequence: 101 + done.length, acknowledgement: 121, payload: done },
      { fromServer: true, sequence: 101 + 2 * done.length, acknowledgement: 121, payload: done },
    ];
    const frames = walkFrames(segments.map((segment) => tcpFrame({ ...segment, serverPort: 80 })));
    const of = (id: string) => frames.map((frame) => frame.values(id)[0]);
    expect(of('http.response_in')).toEqual([undefined, 3, undefined, 6, 7, undefined, undefined]);
    expect(of('http.request_in')).toEqual([undefined, undefined, 2, undefined, undefined, 4, 5]);
    expect(of('http.response_for.uri').filter((uri) => uri !== undefined)).toEqual([
      'http://h/2',
      'http://h/3',
      'http://h/4',
    ]);
  });

  test('a response shows its status with its class in words, and its request', () => {
    const [request, response] = walk(['client', get], ['server', 'HTTP/1.1 404 Nope\r\nContent-Length: 0\r\n\r\n']);
    expect(response.values('http.response.code')).toEqual([404]);
    expect(response.values('http.response.code.desc')).toEqual(['Not Found']);
    expect(response.text).toContain('Status Code: 404 (4xx client error)');
    expect(response.values('http.response.phrase')).toEqual(['Nope']);
    expect(response.values('http.request_in')).toEqual([4]);
    expect(response.values('http.time')).toEqual([1_000_000n]);
    expect(request.values('http.response_in')).toEqual([5]);
  });

  test('what is no message is a continuation', () => {
    const [, frame] = walk(['client', 'GET / HTTP/1.0\r\n\r\n'], ['server', 'hello there\r\n']);
    expect(frame.info).toBe('Continuation');
    expect(frame.protocols).toBe('eth:ethertype:ip:tcp:http:data');
  });

  test('a connection that has not spoken HTTP yet is not taken for it by its port', () => {
    const [text, bytes, request] = walk(
      ['client', 'hello there\r\n'],
      ['server', '\0\x01\x02'],
      ['client', 'GET / HTTP/1.0\r\n\r\n'],
    );
    expect([text, bytes, request].map(({ column }) => column)).toEqual(['TCP', 'TCP', 'HTTP']);
    expect([text, bytes].map(({ protocols }) => protocols)).toEqual(Array(2).fill('eth:ethertype:ip:tcp'));
    expect(bytes.values('tcp.segment_data')).toEqual([]);
  });
});

describe('where messages end', () => {
  test('a head and a body may span segments', () => {
    const frames = walk(['client', 'POST / HTTP/1.1\r\nContent-'], ['client', 'Length: 4\r\n\r\nab'], ['client', 'cd']);
    expect(frames.map(({ column }) => column)).toEqual(['TCP', 'TCP', 'HTTP']);
    expect(frames[0].protocols).toBe('eth:ethertype:ip:tcp');
    expect(frames[2].values('http.file_data')).toEqual(['abcd']);
  });

  test('several messages of one segment are layers of their own', () => {
    const [requests, responses] = walk(
      ['client', get + get],
      ['server', answer('Content-Length: 1\r\n', 'x') + answer('Content-Length: 0\r\n')],
    );
    expect(requests.values('http.request.method')).toEqual(['GET', 'GET']);
    expect(requests.protocols).toBe('eth:ethertype:ip:tcp:http');
    expect(requests.text.split('\n').filter((line) => line.startsWith('Hypertext'))).toHaveLength(2);
    expect(responses.values('http.response.code')).toEqual([200, 200]);
    expect(responses.values('http.request_in')).toEqual([4, 4]);
  });

  test('a response without a length ends with the stream', () => {
    const frames = walk(
      ['client', get],
      ['server', answer('Content-Type: text/plain\r\n', 'ab')],
      ['server', 'cd'],
      ['server', 'e', 0x19],
    );
    expect(frames.map(({ column }) => column)).toEqual(['HTTP', 'TCP', 'TCP', 'HTTP']);
    expect(frames[3].values('http.file_data')).toEqual(['abcde']);
  });

  test('behind a FIN nothing is waited for, whatever the head says', () => {
    const html = 'Content-Type: text/html\r\n';
    for (const headers of [html, `${html}Content-Length: 100\r\n`]) {
      const [, alone] = walk(['client', get], ['server', answer(headers, 'ab'), 0x19]);
      expect(alone.protocols).toBe('eth:ethertype:ip:tcp:http:data-text-lines');
      expect(alone.values('http.file_data')).toEqual(['ab']);
      const head = answer(headers, 'ab');
      const frames = walk(['client', get], ['server', head.slice(0, 20)], ['server', head.slice(20), 0x19]);
      expect(frames.map(({ column }) => column)).toEqual(['HTTP', 'TCP', 'HTTP']);
      expect(frames[2].values('http.file_data')).toEqual(['ab']);
    }
    const chunks = answer('Transfer-Encoding: chunked\r\n', '5\r\nab');
    const [, chunked] = walk(['client', get], ['server', chunks, 0x19]);
    expect(chunked.column).toBe('HTTP');
  });

  test('responses to HEAD, 1xx, 204 and 304 have no body', () => {
    const frames = walk(
      ['client', 'HEAD / HTTP/1.1\r\n\r\n'],
      ['server', answer('Content-Length: 100\r\n')],
      ['client', get],
      ['server', 'HTTP/1.1 100 Continue\r\n\r\n'],
      ['server', 'HTTP/1.1 304 Not Modified\r\nContent-Length: 100\r\n\r\n'],
      ['client', get],
      ['server', 'HTTP/1.1 204 No Content\r\n\r\n'],
    );
    expect(frames.every(({ column }) => column === 'HTTP')).toBe(true);
    expect(frames[3].values('http.request_in')).toEqual([]);
    expect(frames[4].values('http.request_in')).toEqual([6]);
  });

  test('a body that is nothing once unpacked is handed to nobody', () => {
    const body = String.fromCharCode(...gzipSync(''));
    const headers = `Content-Type: text/html\r\nContent-Encoding: gzip\r\nContent-Length: ${body.length}\r\n`;
    const [, frame] = walk(['client', get], ['server', answer(headers, body)]);
    expect(frame.protocols).toBe('eth:ethertype:ip:tcp:http');
    expect(frame.info).toBe('HTTP/1.1 200 OK ');
  });

  test('chunks are joined, and their trailer shown', () => {
    const frames = walk(
      ['client', get],
      ['server', answer('Transfer-Encoding: chunked\r\nContent-Type: text/plain\r\n', '3\r\nabc\r\n2;x=')],
      ['server', 'y\r\nde\r\n0\r\nDigest: z\r\n'],
      ['server', '\r\n'],
    );
    expect(frames.map(({ column }) => column)).toEqual(['HTTP', 'TCP', 'TCP', 'HTTP']);
    expect(frames[3].values('http.chunk_size')).toEqual([3, 2, 0]);
    expect(frames[3].values('http.chunked_trailer_part')).toEqual(['Digest: z\r\n']);
    expect(frames[3].values('http.file_data')).toEqual(['abcde']);
  });
});

describe('where the capture cuts', () => {
  const cutAt = (payload: number, text: string, from: 'client' | 'server') =>
    walkFrames(
      tcpFrames(80, [
        ['client', get],
        ['server', answer('Content-Length: 1\r\n', 'x')],
        [from, text],
      ]).map((frame, index) =>
        index === 5 ? { bytes: frame.subarray(0, 54 + payload), originalLength: frame.length } : frame,
      ),
    )[5];

  test('what is no message yet is a part of one where the connection is known', () => {
    for (const text of [answer('Content-Length: 9\r\n', '123456789'), '\u0001\u0002\u0003\u0004'.repeat(9)]) {
      const frame = cutAt(12, text, 'server');
      expect(frame.column).toBe('HTTP');
      expect(frame.info).toBe('Continuation[Packet size limited during capture]');
      expect(frame.malformed).toBe(false);
    }
  });

  test('a cut answer alone does not make a connection HTTP', () => {
    const [, , , first, second] = tcpFrames(80, [
      ['server', answer('Content-Length: 9\r\n', '123456789')],
      ['server', '\u0001\u0002\u0003\u0004'.repeat(9)],
    ]).map((frame) => ({ bytes: frame.subarray(0, 54 + 17), originalLength: frame.length }));
    const frames = walkFrames([first, second]);
    expect(frames.map(({ column }) => column)).toEqual(['HTTP', 'TCP']);
  });

  test('a message whose head or body is cut says so', () => {
    const head = cutAt(30, `GET / HTTP/1.1\r\nHost: example.org\r\n\r\n`, 'client');
    expect(head.info).toBe('GET / HTTP/1.1 [Packet size limited during capture]');
    const body = cutAt(70, answer('Content-Type: text/plain\r\nContent-Length: 90\r\n', 'a'.repeat(90)), 'server');
    expect(body.protocols).toBe('eth:ethertype:ip:tcp:http:data-text-lines');
    expect(body.info).toBe('HTTP/1.1 200 OK  (text/plain)[Packet size limited during capture]');
  });
});

describe('bodies', () => {
  const packed = String.fromCharCode(...gzipSync('{"a":[1,true,"x"]}'));
  const json = (body: string) =>
    answer(`Content-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: ${body.length}\r\n`, body);

  test('a compressed body is unpacked and handed to its media type', () => {
    const [, frame] = walk(['client', get], ['server', json(packed)]);
    expect(frame.protocols).toBe('eth:ethertype:ip:tcp:http:json');
    expect(frame.column).toBe('HTTP/JSON');
    expect(frame.values('json.path_with_value')).toEqual([]);
    expect(frame.values('json.value.string')).toEqual(['x']);
  });

  test('one that does not unpack stays data', () => {
    const [, frame] = walk(['client', get], ['server', json('abcd')]);
    expect(frame.protocols).toBe('eth:ethertype:ip:tcp:http:data');
    expect(frame.values('http.decompression_failed')).toEqual([1]);
  });

  test('forms, XML and parts have lines of their own', () => {
    const form = 'a=b+c&d=%41';
    const [first, second, third] = walk(
      [
        'client',
        `POST / HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 11\r\n\r\n${form}`,
      ],
      ['server', answer('Content-Type: text/xml\r\nContent-Length: 16\r\n', '<a b="c">x</a>\r\n')],
      [
        'client',
        'POST / HTTP/1.1\r\nContent-Type: multipart/form-data; boundary=z\r\nContent-Length: 45\r\n\r\n--z\r\nContent-Type: text/plain\r\n\r\nhey\r\n--z--\r\n',
      ],
    );
    expect(first.values('urlencoded-form.value')).toEqual(['b c', 'A']);
    expect(second.column).toBe('HTTP/XML');
    expect(second.values('xml.attribute')).toEqual(['b="c"']);
    expect(third.protocols).toBe('eth:ethertype:ip:tcp:http:mime_multipart:data-text-lines');
  });
});

describe('when somebody else takes over', () => {
  test('an upgrade to WebSocket', () => {
    const frames = walk(
      ['client', 'GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n'],
      ['server', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n\x81\x02hi'],
      ['client', '\x88\x82\x00\x00\x00\x00\x03\xe8'],
      ['server', '\x81\x03a'],
      ['server', 'bc'],
    );
    expect(frames[1].protocols).toBe('eth:ethertype:ip:tcp:http:websocket:data-text-lines');
    expect(frames[1].column).toBe('WebSocket');
    expect(frames[2].values('websocket.payload.close.status_code')).toEqual([1000]);
    expect(frames[3].column).toBe('TCP');
    expect(frames[4].values('websocket.payload.text')).toEqual(['abc']);
  });

  test('a tunnel that CONNECT opens', () => {
    const frames = walk(
      ['client', 'CONNECT host.example:9 HTTP/1.1\r\n\r\n'],
      ['server', 'HTTP/1.1 200 Connection established\r\n\r\n'],
      ['client', '\x01\x02'],
    );
    expect(frames[2].protocols).toBe('eth:ethertype:ip:tcp:http:data');
    expect(frames[2].values('http.proxy_connect_port')).toEqual([9]);
    expect(frames[2].column).toBe('TCP');
  });

  test('HTTP/2, known from its preface', () => {
    const [frame] = walk(['client', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0']);
    expect(frame.column).toBe('HTTP2');
    expect(frame.info).toBe('Magic, SETTINGS[0]');
  });
});

test('a connection on another port is recognised and stays HTTP', () => {
  const frames = walkFrames(
    tcpFrames(9999, [
      ['client', get],
      ['server', `${answer('Content-Length: 1\r\n', 'x')}rest`],
    ]),
  );
  expect(frames.slice(3).map(({ column }) => column)).toEqual(['HTTP', 'HTTP']);
});
