/** Connections made with real sockets on loopback and captured: what their verdicts say is what was done. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type ServerOpts, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Session } from '../../src/engine/session';
import { openSession } from '../../src/engine/session/open-session';
import { createNodeHost } from '../../src/node-host/node-host';
import { clauseText } from '../../src/shared/verdict-words/say-clause';
import { CapturePlace, hindrance, tellHindrance } from '../capture/place';

tellHindrance('test/streams/real-sockets.test.ts');

/** What each side of a connection does with its socket; it is over when both are closed. */
interface Play {
  readonly server?: ServerOpts;
  serve(socket: Socket): void | Promise<void>;
  ask(socket: Socket): void | Promise<void>;
}

describe.skipIf(hindrance !== undefined)('the verdict on a real connection', () => {
  let place: CapturePlace;
  beforeAll(() => {
    place = new CapturePlace();
  }, 120_000);
  afterAll(() => place.close());

  /** The sentences on the connection, which is captured alone. */
  async function told({ server: options = {}, serve, ask }: Play): Promise<string> {
    const server = createServer(options, (socket) => void serve(socket.on('error', () => undefined)));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const capture = await place.control.start({
      sources: [{ kind: 'interface', name: 'lo', filter: `tcp port ${port}`, snapshotLength: 128 }],
    });
    try {
      const client = connect(port, '127.0.0.1').on('error', () => undefined);
      await once(client, 'connect');
      // `once` would take the reset of a connection for a failure of the test.
      const over = new Promise<void>((resolve) => client.once('close', () => resolve()));
      await ask(client);
      await over;
      await new Promise((resolve) => server.close(resolve));
      // The last acknowledgements need not have come through the capture yet.
      await pause(200);
      await capture.stop();
      const session = await openSession(createNodeHost(), capture.path!);
      while (session.advance(1000));
      return sentences(session);
    } finally {
      server.close();
      await capture.stop();
      place.control.discard(capture);
    }
  }

  function sentences(session: Session): string {
    const verdict = session.verdicts.verdict(0);
    session.close();
    return verdict?.clauses.map(clauseText).join('\n') ?? 'no stream';
  }

  test('tells of a server that does not read', async () => {
    const said = await told({
      server: { pauseOnConnect: true },
      serve: async (socket) => {
        await pause(1000);
        socket.resume();
      },
      ask: (socket) => void socket.end(Buffer.alloc(16_000_000)),
    });
    expect(said).toMatch(/The server’s window was zero for .*its program did not read/);
    // Not every packet of such a burst need have been captured.
    expect(said).toMatch(/The client sent [\d.]+ MiB/);
    expect(said).not.toContain('keep-alive');
  });

  test('tells who reset it, and in answer to what', async () => {
    const said = await told({
      serve: (socket) => void socket.once('data', () => socket.resetAndDestroy()),
      ask: (socket) => void socket.write('a question'),
    });
    expect(said).toMatch(/The server reset the connection \(#\d+\)/);
  });

  test('tells of a half close that the other side still answers', async () => {
    const said = await told({
      server: { allowHalfOpen: true },
      serve: (socket) =>
        void socket.resume().once('end', async () => {
          await pause(400);
          socket.end('a late answer');
        }),
      ask: (socket) => void socket.resume().end('a question'),
    });
    expect(said).toMatch(/Closed by the client \(FIN #\d+\), then by the server/);
    expect(said).toMatch(/The server had all it was sent at #\d+ and was silent for/);
    expect(said).not.toContain('reset');
  });

  test('tells of keep-alives and their answers', async () => {
    const said = await told({
      serve: (socket) => void socket.resume(),
      ask: async (socket) => {
        socket.setKeepAlive(true, 1000);
        socket.write('hello');
        await pause(2500);
        socket.end();
      },
    });
    expect(said).toMatch(/\d keep-alives? asked whether the other side is still there .*: it was/);
  });
});
