/** Each clause of a verdict, from packets that were made for it. */
import { describe, expect, it } from 'vitest';
import { concatenate, udp } from '../../../../test/captures/build';
import { certificate } from '../../../../test/captures/certificate';
import { frameBetween, Recording, type TcpConversation } from '../../../../test/captures/conversation';
import { dnsMessage } from '../../../../test/captures/dns';
import { SeededRandom } from '../../../../test/captures/random';
import {
  alert,
  CONTENT,
  certificateMessage,
  changeCipherSpec,
  clientHello,
  clientKeyExchange,
  encrypted,
  record,
  serverHello,
  serverHelloDone,
  serverKeyExchange,
} from '../../../../test/captures/tls';
import type { CapturedPacket } from '../../../../test/captures/write';
import { conversationIn, recorded, StreamHost, sessionOf } from '../../../../test/streams/recorded-session';
import { clauseText, verdictWords } from '../../../shared/verdict-words/say-clause';
import type { Clause, Verdict } from './verdict-view';

async function verdictOn(packets: CapturedPacket[], host = new StreamHost()): Promise<Verdict> {
  const session = await sessionOf(packets, host);
  return session.verdicts.verdict(0)!;
}

const played = (play: (conversation: TcpConversation) => void, serverPort = 80): Promise<Verdict> =>
  verdictOn(recorded(play, { serverPort }));

const told = ({ clauses }: Verdict, topic?: Clause['topic']): string[] =>
  clauses.filter((clause) => topic === undefined || clause.topic === topic).map(clauseText);

const gravest = ({ clauses }: Verdict, topic: Clause['topic']): string[] =>
  clauses.filter((clause) => clause.topic === topic).map(({ severity }) => severity);

describe('how a connection opened', () => {
  it('completed, and how long it took', async () => {
    const verdict = await played((c) => c.open());
    expect(told(verdict, 'opening')).toEqual([
      '10.0.0.1:40000 opened the connection to 10.0.0.2:80 (#1).',
      'The handshake took 20.1 ms (answer #2, completed #3).',
    ]);
    expect(verdict.timeline.map(({ kind }) => kind)).toEqual(['connect']);
    expect(verdictWords.time(0)).toBe('0 s');
  });

  it('needed a second SYN', async () => {
    const verdict = await played((c) => c.open(true));
    expect(told(verdict, 'opening')[1]).toBe('The SYN had to be sent 2 times (#1, #2) over 1.04 s.');
    expect(gravest(verdict, 'opening')).toContain('warning');
  });

  it('was refused', async () => {
    const verdict = await played((c) => c.refused());
    expect(told(verdict, 'opening')[1]).toMatch(/^10\.0\.0\.2:80 refused it with a reset \(#2\) after 20\.0 ms/);
    expect(told(verdict, 'ending')).toEqual([]);
  });

  it('was never answered', async () => {
    const verdict = await verdictOn(recorded((c) => c.open(true)).slice(0, 2));
    expect(told(verdict, 'opening').at(-1)).toMatch(/^There was no answer/);
  });

  it('was not answered yet when the capture ended', async () => {
    const packets = recorded((c) => c.open()).slice(0, 1);
    const late = (nanoseconds: bigint) => [
      ...packets,
      { bytes: new Uint8Array(60), time: packets[0].time! + nanoseconds },
    ];
    const soon = await verdictOn(late(30_000_000n));
    expect(told(soon, 'opening').at(-1)).toBe('The capture ends 30.0 ms later: an answer may just not have come yet.');
    expect(gravest(soon, 'opening')).not.toContain('error');
    const problems = async (all: CapturedPacket[]): Promise<number> => {
      const session = await sessionOf(all);
      while (session.verdicts.problems.advance(1000));
      return session.verdicts.problems.list(10).total;
    };
    await expect(problems(late(30_000_000n))).resolves.toBe(0);
    await expect(problems(late(3_000_000_000n))).resolves.toBe(1);
    expect(told(await verdictOn(late(3_000_000_000n)), 'opening').at(-1)).toMatch(/^There was no answer/);
  });

  it('is not in the capture', async () => {
    const verdict = await verdictOn(recorded((c) => c.open().send('client', 'hello').send('server', 'hi')).slice(3));
    expect(told(verdict, 'opening')).toEqual([
      'The capture starts in the middle of this connection (#1). 10.0.0.1:40000 is taken for the client because of its port.',
    ]);
  });

  it('is not in the capture, and neither is what the server said', async () => {
    const all = recorded((c) => c.open().send('client', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n').send('server', 'x'));
    const verdict = await verdictOn(all.slice(3, 4));
    expect(told(verdict, 'opening')[1]).toBe(
      'Only packets of the client are in the capture: what the server said is not known.',
    );
    expect(told(verdict, 'http')).toEqual(['It carries 1 HTTP request.', 'No answer to it is in the capture (#1).']);
    expect(gravest(verdict, 'http')).not.toContain('error');
  });

  it('was by a name that DNS gave', async () => {
    const recording = new Recording(1_770_000_000_000_000_000n);
    const client = { mac: '02:00:00:00:00:01', address: '10.0.0.1' };
    const resolver = { mac: '02:00:00:00:00:03', address: '10.0.0.53' };
    const question = { name: 'shop.example', type: 'A' } as const;
    const questions = [question];
    const asked = dnsMessage({ id: 7, questions });
    const answered = dnsMessage({ id: 7, flags: 0x8180, questions, answers: [{ ...question, data: '10.0.0.2' }] });
    recording.add(0, frameBetween(client, resolver, 17, udp({ sourcePort: 5000, destinationPort: 53 }, asked)));
    recording.add(0.012, frameBetween(resolver, client, 17, udp({ sourcePort: 53, destinationPort: 5000 }, answered)));
    conversationIn(recording).at(0.02).open();
    const verdict = await verdictOn(recording.sorted());
    expect(told(verdict, 'name')).toEqual([
      'The address came from DNS: shop.example was asked (#1) and answered (#2) in 12.0 ms.',
    ]);
    expect(verdict.timeline[0]).toMatchObject({ kind: 'name', from: 0, to: 12_000_000 });
  });
});

describe('what was sent and lost', () => {
  it('is counted each way', async () => {
    const verdict = await played((c) => c.open().send('client', 'x'.repeat(100)).send('server', 'y'.repeat(5000)));
    expect(told(verdict, 'volume')).toEqual([
      'The client sent 100 B in 1 segment, the server 4.88 KiB in 4 segments; 11 packets in all.',
    ]);
    expect(told(verdict, 'loss')).toEqual(['Nothing was lost or sent twice.']);
  });

  it('was sent again', async () => {
    const verdict = await played((c) =>
      c
        .open()
        .send('client', 'get')
        .send('server', 'y'.repeat(30_000), { lost: [3] }),
    );
    expect(told(verdict, 'loss')[0]).toMatch(/^1 packet of \d+ with data, SYN or FIN was sent again \(#\d+, [\d.]+%\)/);
    // What was sent again arrived: it counts, as in the stream itself.
    expect(told(verdict, 'volume')[0]).toContain('the server 29.3 KiB in 21 segments');
  });

  it('was sent again after duplicate acknowledgements, which counts as sent again', async () => {
    const verdict = await played((c) =>
      c
        .open()
        .send('client', 'get')
        .sendOnly('server', 'y'.repeat(100))
        .reply('client')
        .sendOnly('server', 'lost')
        .sendOnly('server', 'more')
        .reply('client')
        .wait(0.001)
        .retransmit('server', 'more'),
    );
    expect(told(verdict, 'loss')[0]).toMatch(/^1 packet of \d+ .* was sent again \(#\d+, 14%\), 1 needlessly/);
  });

  it('was captured twice, which is no loss', async () => {
    const packets = recorded((c) => c.open().send('client', 'get').send('server', 'answer').close('client'));
    const twice = packets.flatMap((one, index) => (index === 3 ? [one, { ...one, time: one.time! + 20_000n }] : [one]));
    const verdict = await verdictOn(twice);
    expect(told(verdict, 'loss')[0]).toMatch(/^1 packet of 7 with data, SYN or FIN was sent again \(#5, 14%\)/);
    expect(told(verdict, 'loss')[1]).toMatch(
      /^It is in the capture twice rather than sent twice: #5 has the same IP identification as #4\./,
    );
    expect(gravest(verdict, 'loss')).not.toContain('warning');
    const both = recorded((c) => c.open()).flatMap((one) => [one, { ...one, time: one.time! + 3000n }]);
    expect(told(await verdictOn(both), 'opening').join(' ')).not.toContain('had to be sent');
  });

  it('was cut by the capture', async () => {
    const packets = recorded((c) => c.open().send('client', 'get').send('server', 'y'.repeat(1000)));
    const cut = packets.map((one) => ({ ...one, bytes: one.bytes.subarray(0, 80), originalLength: one.bytes.length }));
    expect(told(await verdictOn(cut), 'bounds')).toEqual([
      'The capture kept only the beginning of 1 packet (#6): what is missing here was not missing on the network.',
    ]);
    expect(told(await verdictOn(packets), 'bounds')).toEqual([]);
  });

  it('was received and not captured', async () => {
    const packets = recorded((c) => c.open().send('client', 'get').send('server', 'y'.repeat(10_000)));
    const verdict = await verdictOn(packets.filter((_, index) => index !== 6));
    expect(told(verdict, 'loss').join(' ')).toMatch(/missing before another one|not in the capture/);
  });
});

describe('who kept whom waiting', () => {
  it('the server, thinking', async () => {
    const verdict = await played((c) => c.open().send('client', 'get').wait(1.5).send('server', 'at last'));
    expect(told(verdict, 'stall')).toEqual([
      'The server had all it was sent at #5 and was silent for 1.50 s, until #6: it was thinking, the network was not slow.',
    ]);
    expect(gravest(verdict, 'stall')).toEqual(['warning']);
    expect(told(verdict, 'bounds')).toEqual(['A silence counts from 200 ms on.']);
  });

  it('the server, with a request that was sent before the answer ahead of it', async () => {
    const answer = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
    const request = (path: string) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`;
    const verdict = await played((c) =>
      c
        .open()
        .send('client', request('/one') + request('/slow') + request('/three'))
        .send('server', answer)
        .wait(2)
        .send('server', answer)
        .send('server', answer),
    );
    expect(told(verdict, 'http')[1]).toMatch(/^The slowest answer, to GET \/slow, began 2\.0\d s after the request/);
    expect(told(verdict, 'stall')).toEqual([
      'The server had all it was sent at #7 and was silent for 2.00 s, until #8: it was thinking, the network was not slow.',
    ]);
    const thinking = verdict.timeline.filter(({ kind, from, to }) => kind === 'server-thinks' && to - from > 1e9);
    expect(thinking).toHaveLength(1);
  });

  it('nobody that is known, in the middle of what one side sends', async () => {
    const verdict = await played((c) =>
      c.open().send('client', 'get').send('server', 'one').wait(0.5).send('server', 'two'),
    );
    expect(told(verdict, 'stall')).toEqual([
      'The server paused for 500 ms in the middle of sending (#7 to #8): neither loss nor the window held it back.',
    ]);
  });

  it('the server, which never answered', async () => {
    const verdict = await played((c) =>
      c.open().send('client', 'GET /gone HTTP/1.1\r\nHost: x\r\n\r\n').wait(3).close('client'),
    );
    expect(told(verdict, 'http')[1]).toBe(
      '1 request got no answer (#4); the client ended the connection 3.02 s later (#6).',
    );
    expect(verdict.timeline.map(({ kind }) => kind)).toEqual(['connect', 'request', 'no-answer', 'close']);
  });

  it('the client, which is not the server’s fault', async () => {
    const verdict = await played((c) =>
      c.open().send('client', 'get').send('server', 'here').wait(3).send('client', 'more'),
    );
    expect(told(verdict, 'stall')[0]).toMatch(/^The client waited 3\.00 s before it went on \(#7 to #8\)/);
    expect(gravest(verdict, 'stall')).toEqual(['plain']);
  });

  it('nobody, while the network itself takes that long', async () => {
    const far = { roundTrip: 0.25 };
    const verdict = await verdictOn(
      recorded((c) => c.open().sendOnly('client', 'get').wait(0.26).sendOnly('server', 'here'), far),
    );
    expect(told(verdict, 'stall')).toEqual([]);
    const slow = await verdictOn(
      recorded((c) => c.open().sendOnly('client', 'get').wait(1.25).sendOnly('server', 'here'), far),
    );
    expect(told(slow, 'stall')).toEqual([
      'The server had all it was sent at #4 and was silent for 1.25 s, until #5, of which the way there and back takes 250 ms: it was thinking, the network was not slow.',
    ]);
  });

  it('nobody, though keep-alives were sent', async () => {
    const verdict = await played((c) =>
      c.open().send('client', 'hi').wait(3).keepAlive('client').wait(2).keepAlive('client'),
    );
    expect(told(verdict, 'stall')).toEqual([
      'While nothing was said, 2 keep-alives asked whether the other side is still there (#6, #8): it was.',
    ]);
    const probed = recorded((c) => c.open().send('client', 'hi').wait(3).keepAlive('client'));
    const refusal = recorded((c) => c.open().send('client', 'hi').reset('server')).at(-1)!;
    const gone = await verdictOn([...probed.slice(0, -1), { ...refusal, time: probed.at(-1)!.time }]);
    expect(told(gone, 'stall')[0]).toMatch(/\(#6\): the last one was answered by a reset \(#7\)\.$/);
    expect(gravest(gone, 'stall')[0]).toBe('note');
    expect(told(gone, 'ending')[0]).toMatch(/^The server reset the connection \(#7\) in answer to a keep-alive \(#6\)/);
    const silent = recorded((c) => c.open().send('client', 'hi').wait(3).keepAlive('client')).slice(0, -1);
    expect(told(await verdictOn(silent), 'stall')[0]).toMatch(/\(#6\): no answer came\.$/);
  });

  it('nobody, where an acknowledgement from before a FIN comes behind it', async () => {
    const verdict = await played((c) => c.open().send('client', 'hi').close('client').keepAlive('client'));
    expect(told(verdict, 'stall')).toEqual([]);
  });

  it('more often than is told one by one', async () => {
    const verdict = await played((c) => {
      c.open();
      for (let turn = 0; turn < 7; turn++) c.send('client', 'get').wait(1).send('server', 'got');
    });
    expect(told(verdict, 'stall')).toHaveLength(6);
    expect(told(verdict, 'stall')[5]).toMatch(/^These are the longest of 7 silences that come to 7\.\d+ s together\.$/);
  });

  it('the server, before its first words', async () => {
    const verdict = await played((c) => c.open().wait(2).sendOnly('server', '220 mail.example ready\r\n'), 25);
    expect(told(verdict, 'stall')).toEqual(['The server spoke first, and took 2.00 s for it (#3 to #4).']);
    const late = await played((c) => c.open().wait(2).send('client', 'at last'));
    expect(told(late, 'stall')).toEqual(['The client sent nothing for 2.00 s after it had opened (#3 to #4).']);
    const middle = recorded((c) => c.open().reply('client').wait(2).sendOnly('server', 'unasked')).slice(3);
    expect(told(await verdictOn(middle), 'stall')).toEqual([]);
  });

  it('nobody, where either side speaks unasked', async () => {
    const verdict = await played((c) => c.open().send('client', 'ls\r\n').wait(3).send('server', 'later'), 23);
    expect(told(verdict, 'stall')).toEqual([
      'Nothing was said for 3.00 s, until the server spoke (#5 to #6): in Telnet either side speaks when it likes.',
    ]);
    expect(gravest(verdict, 'stall')).toEqual(['plain']);
  });

  it('a full window', async () => {
    const verdict = await played((c) =>
      c.open().reply('server', 1024).sendOnly('client', 'x'.repeat(1024)).wait(2).sendOnly('client', 'more'),
    );
    expect(told(verdict, 'stall')[0]).toMatch(/^The client could not send for 2\.00 s .*the server’s window was full/);
  });

  it('a window of zero', async () => {
    const verdict = await played((c) =>
      c.open().sendOnly('client', 'x'.repeat(1000)).wait(0.01).reply('server', 0).wait(2).reply('server', 64_256),
    );
    expect(told(verdict, 'stall')).toEqual([
      'The server’s window was zero for 2.00 s (#5 to #6): its program did not read, and the client had to wait.',
    ]);
  });

  it('a lost segment, until the retransmission timeout', async () => {
    const verdict = await played((c) =>
      c.open().sendOnly('client', 'lost?').wait(0.4).retransmit('client', 'lost?').wait(0.02).reply('server'),
    );
    expect(told(verdict, 'stall')[0]).toMatch(
      /^The client waited 400 ms for an acknowledgement and sent again \(#4 to #5\)/,
    );
  });

  it('nobody, below the threshold', async () => {
    const verdict = await played((c) => c.open().send('client', 'get').wait(0.15).send('server', 'soon'));
    expect(told(verdict, 'stall')).toEqual([]);
    expect(told(verdict, 'bounds')).toEqual([]);
  });
});

describe('how it ended', () => {
  it('by FIN', async () => {
    const verdict = await played((c) => c.open().send('client', 'get').close('server'));
    expect(told(verdict, 'ending')).toEqual(['Closed by the server (FIN #6), then by the client (#7).']);
  });

  it('by a reset in answer to data', async () => {
    const verdict = await played((c) => c.open().sendOnly('client', 'unwanted').wait(0.01).reset('server'));
    expect(told(verdict, 'ending')).toEqual([
      'The server reset the connection (#5) in answer to data (#4): its program had closed without reading it, or refused what it was sent.',
    ]);
  });

  it('by a reset some time after data that it acknowledged', async () => {
    const verdict = await played((c) =>
      c.open().send('client', 'get').sendOnly('client', 'x').wait(0.12).reset('server'),
    );
    expect(told(verdict, 'ending')[0]).toMatch(/^The server reset the connection \(#7\) in answer to data \(#6\)/);
    const received = await played((c) => c.open().sendOnly('client', 'get').wait(0.12).reply('server').reset('server'));
    expect(told(received, 'ending')[0]).toMatch(
      /^The server reset the connection \(#6\) 120 ms after it had received data \(#4\)/,
    );
  });

  it('by a reset that acknowledges nothing: the connection is no longer known', async () => {
    const verdict = await played((c) => c.open().send('client', 'get').close('server').at(3).reset('client', 'R'));
    expect(told(verdict, 'ending')[0]).toMatch(/then reset by the client/);
    const late = recorded((c) => c.open().send('client', 'get').close('server')).slice(0, 6);
    const reset = recorded((c) => c.open().send('client', 'get').close('server').reset('client', 'R')).at(-1)!;
    expect(told(await verdictOn([...late, reset]), 'ending')[0]).toBe(
      'The client reset the connection (#7) in answer to the server’s FIN (#6): it no longer knew the connection.',
    );
  });

  it('by a reset after an alert of TLS, which said why', async () => {
    const hello = record(CONTENT.handshake, clientHello(new SeededRandom(1), { serverName: 'shop.example' }));
    const verdict = await played(
      (c) =>
        c
          .open()
          .send('client', hello)
          .send('server', record(CONTENT.handshake, serverHello(new SeededRandom(2), { cipherSuite: 0x1301 })))
          .sendOnly('client', alert(2, 48))
          .reset('client'),
      443,
    );
    expect(told(verdict, 'ending')[0]).toMatch(
      /^The client reset the connection \(#9\) after it had broken TLS off \(#8\)/,
    );
  });

  it('by a reset of its own', async () => {
    const verdict = await played((c) => c.open().send('client', 'get').wait(5).reset('client'));
    expect(told(verdict, 'ending')[0]).toMatch(/^The client reset the connection \(#6\) by itself, 5\.0/);
  });

  it('by a FIN and a reset at once', async () => {
    const packets = recorded((c) => c.open().send('client', 'get').send('server', 'answer'));
    const end = recorded((c) => c.open().send('client', 'get').send('server', 'answer').close('client')).slice(
      packets.length,
      packets.length + 1,
    );
    const reset = recorded((c) => c.open().send('client', 'get').send('server', 'answer').reset('client')).at(-1)!;
    const verdict = await verdictOn([...packets, ...end, { ...reset, time: end[0].time! + 9000n }]);
    expect(told(verdict, 'ending')[0]).toMatch(
      /^The client closed its side \(FIN #8\) and reset the connection right behind \(#9\)/,
    );
    expect(gravest(verdict, 'ending')).toEqual(['note']);
  });

  it('with many resets', async () => {
    const verdict = await played((c) => {
      c.open().sendOnly('client', 'unwanted').wait(0.01);
      for (let i = 0; i < 6; i++) c.reset('server').wait(0.01);
      c.reset('client');
    });
    expect(told(verdict, 'ending')[1]).toBe('The server sent 6 resets in all (#5, #6, #7 and 3 more).');
  });

  it('not yet, or half', async () => {
    expect(told(await played((c) => c.open().send('client', 'get')), 'ending')[0]).toMatch(/^Still open/);
    const half = recorded((c) => c.open().close('client')).slice(0, 4);
    expect(told(await verdictOn(half), 'ending')[0]).toMatch(/^The client closed its side \(FIN #4\)/);
  });

  it('in silence', async () => {
    const recording = new Recording(1_770_000_000_000_000_000n);
    conversationIn(recording).open();
    conversationIn(recording, { clientPort: 40_001 }).at(100).open();
    expect(told(await verdictOn(recording.sorted()), 'ending')[0]).toMatch(/came 1 min 40 s before the end/);
  });
});

describe('HTTP', () => {
  it('is summed up, with what failed and what was slow', async () => {
    const verdict = await played((c) =>
      c
        .open()
        .send('client', 'GET /a HTTP/1.1\r\nHost: x\r\n\r\n')
        .send('server', 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')
        .send('client', 'GET /b HTTP/1.1\r\nHost: x\r\n\r\n')
        .wait(2)
        .send('server', 'HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n')
        .send('client', 'GET /c HTTP/1.1\r\nHost: x\r\n\r\n'),
    );
    const lines = told(verdict, 'http');
    expect(lines[0]).toMatch(/^It carries 3 HTTP requests; 2 answered: 1 with 2xx success, 1 with 5xx server error/);
    expect(lines[1]).toBe('GET /b (#8) was answered by 503 Service Unavailable (#10).');
    expect(lines[2]).toMatch(/^The slowest answer, to GET \/b, began 2\.02 s after the request \(#8 to #10\)/);
    expect(lines[3]).toMatch(/^1 request got no answer \(#12\)/);
    expect(verdict.timeline.map(({ kind }) => kind)).toContain('server-thinks');
  });
});

const authority = { commonName: 'Test Root', organization: 'Test', country: 'DE' };
const shop = { commonName: 'shop.example', organization: 'Shop', country: 'DE' };

function leaf(notAfter: string, names = ['shop.example'], issuer = authority): Uint8Array {
  return certificate({
    subject: shop,
    issuer,
    serialNumber: '11',
    notBefore: '250101000000Z',
    notAfter,
    dnsNames: names,
  });
}

const root = certificate({
  subject: authority,
  issuer: authority,
  serialNumber: '01',
  notBefore: '200101000000Z',
  notAfter: '400101000000Z',
  isAuthority: true,
});

/** A TLS 1.2 handshake with these certificates. */
function handshake12(c: TcpConversation, certificates: Uint8Array[]): TcpConversation {
  const random = new SeededRandom(1);
  return c
    .open()
    .send('client', record(CONTENT.handshake, clientHello(random, { serverName: 'shop.example' })))
    .send(
      'server',
      record(
        CONTENT.handshake,
        concatenate(
          serverHello(random, { cipherSuite: 0xc02b }),
          certificateMessage(certificates),
          serverKeyExchange(random),
          serverHelloDone(),
        ),
      ),
    )
    .send(
      'client',
      concatenate(
        record(CONTENT.handshake, clientKeyExchange(random)),
        changeCipherSpec(),
        encrypted(random, 40, CONTENT.handshake),
      ),
    )
    .send('server', concatenate(changeCipherSpec(), encrypted(random, 40, CONTENT.handshake)))
    .send('client', encrypted(random, 200));
}

describe('TLS', () => {
  it('tells the handshake in order, the certificate, and from where on all is encrypted', async () => {
    const verdict = await played((c) => handshake12(c, [leaf('300101000000Z'), root]), 443);
    const lines = told(verdict, 'tls').join('\n');
    expect(lines).toMatch(/The client \(#4\) offers .*for the server name “shop\.example”/);
    expect(lines).toMatch(/The server \(#6\) chose TLS 1\.2 with TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256/);
    expect(lines).toMatch(/is for “shop\.example”, issued by “Test Root”, valid from 2025-01-01 to 2030-01-01/);
    expect(lines).toMatch(/From #\d+ on all is encrypted\. The TLS handshake took/);
    expect(verdict.timeline.map(({ kind }) => kind)).toEqual(['connect', 'tls', 'data']);
  });

  it.each([
    ['expired', [leaf('260101000000Z'), root], /It had expired/],
    ['for another name', [leaf('300101000000Z', ['other.example']), root], /It is not for “shop\.example”/],
    ['self-signed', [leaf('300101000000Z', ['shop.example'], shop)], /It is self-signed/],
    ['without its chain', [leaf('300101000000Z')], /Only this one certificate was sent/],
  ])('says of a certificate that it is %s', async (_, certificates, expected) => {
    const verdict = await played((c) => handshake12(c, certificates), 443);
    expect(told(verdict, 'tls').join('\n')).toMatch(expected);
  });

  it('says what an alert usually means', async () => {
    const verdict = await played(
      (c) =>
        c
          .open()
          .send('client', record(CONTENT.handshake, clientHello(new SeededRandom(1), { serverName: 'shop.example' })))
          .send('server', alert(2, 70))
          .close('server'),
      443,
    );
    expect(told(verdict, 'tls').at(-1)).toMatch(
      /^The server broke TLS off: Protocol Version \(#6\), which usually means: no TLS version in common/,
    );
    expect(gravest(verdict, 'tls').at(-1)).toBe('error');
  });

  it('reads the messages of SSL 2.0 by their own numbers', async () => {
    const message = (...bytes: number[]): Uint8Array => Uint8Array.from([0x80, bytes.length, ...bytes]);
    const suite = [0x07, 0x00, 0xc0];
    const verdict = await played(
      (c) =>
        c
          .open()
          .send('client', message(1, 0, 2, 0, 3, 0, 0, 0, 16, ...suite, ...new Array(16).fill(7)))
          .send('server', message(4, 0, 1, 0, 2, 0, 0, 0, 3, 0, 16, ...suite, ...new Array(16).fill(8)))
          .send('client', message(2, ...suite, 0, 0, 0, 4, 0, 0, 9, 9, 9, 9)),
      443,
    );
    const lines = told(verdict, 'tls');
    expect(lines[0]).toMatch(/^The client \(#4\) offers SSL 2\.0 and 1 cipher \(SSL2_DES_192_EDE3_CBC_WITH_MD5\)/);
    expect(lines[1]).toBe(
      'The server (#6) chose SSL 2.0 with SSL2_DES_192_EDE3_CBC_WITH_MD5. This version is deprecated (RFC 8996).',
    );
  });

  it('says when nothing but a reset came', async () => {
    const verdict = await played(
      (c) =>
        c
          .open()
          .sendOnly(
            'client',
            record(CONTENT.handshake, clientHello(new SeededRandom(1), { serverName: 'shop.example' })),
          )
          .reset('server'),
      443,
    );
    expect(told(verdict, 'tls').at(-1)).toMatch(/was answered by a reset \(#5\) and nothing else/);
  });
});
