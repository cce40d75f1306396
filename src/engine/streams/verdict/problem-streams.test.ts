/** Which streams are listed as problems, in which order, and what is said of them. */
import { describe, expect, it } from 'vitest';
import { Recording } from '../../../../test/captures/conversation';
import { SeededRandom } from '../../../../test/captures/random';
import { alert, CONTENT, clientHello, record } from '../../../../test/captures/tls';
import { conversationIn, recorded, sessionOf } from '../../../../test/streams/recorded-session';
import { verdictWords } from '../../../shared/verdict-words/say-clause';

describe('problem streams', () => {
  it('stand in the order of what they cost, each with its worst finding', async () => {
    const recording = new Recording(1_770_000_000_000_000_000n);
    conversationIn(recording, { clientPort: 40_001 })
      .open()
      .send('client', 'get')
      .send('server', 'fine')
      .close('client');
    conversationIn(recording, { clientPort: 40_002 }).at(1).refused();
    conversationIn(recording, { clientPort: 40_003 })
      .at(2)
      .open()
      .send('client', 'get')
      .wait(20)
      .send('server', 'late');
    const session = await sessionOf(recording.sorted());
    while (session.verdicts.problems.advance(1000));
    const { streams, total } = session.verdicts.problems.list(10);
    expect(total).toBe(2);
    expect(streams.map(({ stream, worst }) => [stream, worst])).toEqual([
      [2, 'server-thinks'],
      [1, 'refused'],
    ]);
    expect(verdictWords.problem(streams[0].finding)).toBe('The server was silent for 20.0 s with a question to answer');
  });

  const findings = async (play: (recording: Recording) => void): Promise<string[]> => {
    const recording = new Recording(1_770_000_000_000_000_000n);
    play(recording);
    const session = await sessionOf(recording.sorted());
    while (session.verdicts.problems.advance(1000));
    return session.verdicts.problems.list(10).streams.map(({ finding }) => verdictWords.problem(finding));
  };
  const get = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';

  it('are those that the server answered with an error of its own', async () => {
    const answer = (status: string) => `HTTP/1.1 ${status}\r\nContent-Length: 0\r\n\r\n`;
    const found = await findings((recording) => {
      const play = (clientPort: number, status: string) =>
        conversationIn(recording, { clientPort })
          .open()
          .send('client', get)
          .send('server', answer(status))
          .close('client');
      play(40_001, '200 OK');
      play(40_002, '503 Service Unavailable');
      play(40_003, '404 Not Found');
    });
    expect(found).toEqual(['A request was answered by 503 Service Unavailable']);
  });

  it('are those whose TLS was broken off', async () => {
    const hello = record(CONTENT.handshake, clientHello(new SeededRandom(1), { serverName: 'shop.example' }));
    const found = await findings((recording) => {
      const connection = (clientPort: number) => conversationIn(recording, { clientPort, serverPort: 443 }).open();
      connection(40_001).send('client', hello).send('server', alert(2, 40)).close('server');
      connection(40_002).send('client', hello).send('server', alert(1, 0)).close('server');
    });
    expect(found).toEqual(['The server broke TLS off: Handshake Failure']);
  });

  it('are those in which the client was never answered', async () => {
    const found = await findings((recording) => {
      conversationIn(recording, { clientPort: 40_001 }).open().send('client', get).wait(3).close('client');
      conversationIn(recording, { clientPort: 40_002 }).open().send('client', 'hello?').close('server');
      conversationIn(recording, { clientPort: 40_003 }).open().send('client', get);
      // Deliveries, farewells and what came too late to be answered are no questions.
      conversationIn(recording, { clientPort: 40_004 })
        .open()
        .send('client', 'x'.repeat(70_000))
        .wait(1)
        .close('client');
      conversationIn(recording, { clientPort: 40_005, serverPort: 25 })
        .open()
        .send('server', '220 ready\r\n')
        .send('client', 'QUIT\r\n')
        .wait(1)
        .close('client');
      conversationIn(recording, { clientPort: 40_006 }).at(3.5).open().send('client', get);
    });
    expect(found).toEqual([
      expect.stringMatching(/^The server has not answered for 3\.\d+ s, up to the end of the capture$/),
      expect.stringMatching(/^The server did not answer for 3\.\d+ s, then the client closed the connection$/),
      expect.stringMatching(/^The server closed the connection 20\.\d ms after a question, without an answer$/),
    ]);
  });

  it('are hardly those that were reset after a close', async () => {
    const recording = new Recording(1_770_000_000_000_000_000n);
    conversationIn(recording, { clientPort: 40_001 }).open().send('client', 'get').reset('server');
    const closing = conversationIn(recording, { clientPort: 40_002 })
      .open()
      .send('client', 'get')
      .send('server', 'got');
    closing.close('server');
    const late = recorded(
      (c) => c.open().send('client', 'get').send('server', 'got').close('server').reset('client', 'R'),
      {
        clientPort: 40_003,
      },
    );
    const session = await sessionOf([...recording.sorted(), ...late.slice(0, 8), late.at(-1)!]);
    while (session.verdicts.problems.advance(1000));
    const { streams } = session.verdicts.problems.list(10);
    expect(streams.map(({ severity, finding }) => [severity, verdictWords.problem(finding)])).toEqual([
      [
        'error',
        expect.stringMatching(/^The server reset the connection 20\.\d ms after a question, without an answer$/),
      ],
      ['note', 'Reset by the client in answer to the server’s close'],
    ]);
  });

  it('are not those whose window was zero for a moment', async () => {
    const closedFor = (seconds: number) => (recording: Recording) => {
      const connection = conversationIn(recording).open().sendOnly('client', 'x'.repeat(1000)).reply('server', 0);
      connection.wait(seconds).reply('server', 64_256);
    };
    await expect(findings(closedFor(0.0003))).resolves.toEqual([]);
    await expect(findings(closedFor(0.05))).resolves.toEqual([
      'The server’s window was zero for 50.0 ms: it did not read',
    ]);
  });

  it('are as grave as the gravest that was found on them', async () => {
    const recording = new Recording(1_770_000_000_000_000_000n);
    const connection = conversationIn(recording).open().send('client', get).wait(20);
    connection.send('server', 'HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n');
    const session = await sessionOf(recording.sorted());
    while (session.verdicts.problems.advance(1000));
    const [{ worst, severity }] = session.verdicts.problems.list(10).streams;
    expect([worst, severity]).toEqual(['server-thinks', 'error']);
  });

  it('say how many silences there were, where there was more than one', async () => {
    const found = await findings((recording) => {
      const connection = conversationIn(recording).open().send('client', 'get');
      for (let turn = 0; turn < 3; turn++) connection.send('server', 'part').wait(0.4);
      connection.send('server', 'end');
    });
    expect(found).toEqual(['The server paused for 400 ms while sending; 3 silences come to 1.20 s']);
  });
});
