/** One connection of a console, over TCP, TLS or a Unix socket, whichever side opened it. */
import type { Socket } from 'node:net';
import type { ConsoleLog } from './console-log';
import { ShownStream, shownText } from './shown-bytes';

export class StreamConnection {
  sentBytes = 0;
  receivedBytes = 0;
  /** This side said that it sends nothing more. */
  ended = false;
  closed = false;
  private readonly shown: ShownStream;
  private failed = false;

  constructor(
    readonly socket: Socket,
    private readonly log: ConsoleLog,
    private readonly client: number | undefined,
    private readonly isEcho: () => boolean,
    private readonly changed: () => void,
  ) {
    this.shown = new ShownStream(shownText, log.shownLimit);
    socket.on('data', (bytes: Buffer) => this.receive(bytes));
    socket.on('end', () => this.remoteEnd());
    socket.on('error', (error) => this.fail(error));
    socket.on('close', () => this.closeSeen());
  }

  /** Resolves with the bytes once the system took them. */
  send(bytes: Uint8Array): Promise<number> {
    if (this.closed || this.ended) return Promise.reject(new Error('This side of the connection is closed.'));
    return new Promise((resolve, reject) => {
      this.socket.write(bytes, (error) => {
        // The connection's own error event tells it in the log.
        if (error) return reject(error);
        this.sentBytes += bytes.length;
        this.log.passedWhole('sent', bytes, this.client);
        this.changed();
        resolve(bytes.length);
      });
    });
  }

  halfClose(): void {
    if (this.closed || this.ended) return;
    this.ended = true;
    this.socket.end(() => this.log.step('shutdown', 'Said that nothing more will be sent (FIN).', this.client));
    this.changed();
  }

  close(): void {
    if (this.closed) return;
    this.ended = true;
    // What was sent goes out first; `destroy` alone would drop it.
    this.socket.end();
    this.socket.destroySoon();
  }

  private receive(bytes: Buffer): void {
    this.receivedBytes += bytes.length;
    this.log.passed('received', this.shown.show(bytes), this.client);
    this.changed();
    if (!this.isEcho() || this.ended) return;
    this.sentBytes += bytes.length;
    this.log.passedWhole('sent', bytes, this.client);
    if (this.socket.write(bytes)) return;
    this.socket.pause();
    this.socket.once('drain', () => this.socket.resume());
  }

  private remoteEnd(): void {
    this.log.step('end', 'The other side sends nothing more (FIN).', this.client);
    if (this.isEcho()) this.halfClose();
  }

  private fail(error: NodeJS.ErrnoException): void {
    this.failed = true;
    const step = error.syscall === 'write' ? 'send' : (error.syscall ?? 'receive');
    this.log.error(step === 'read' ? 'receive' : step, error, { client: this.client });
  }

  private closeSeen(): void {
    this.closed = true;
    const end = this.failed ? 'The connection is gone.' : 'The connection is closed.';
    const counts = `${this.sentBytes} bytes sent, ${this.receivedBytes} received.`;
    this.log.step('close', `${end} ${counts}`, this.client);
    this.changed();
  }
}
