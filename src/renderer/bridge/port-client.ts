/** The page's end of a contract with a process that the main process connects it to by a port. */
import type { CallName, Contract, Request, Value } from '../../shared/contract';
import { type Client, connect } from '../../shared/port';

export class PortClient<Entries extends Contract> {
  private client: Client<Entries> | undefined;
  private port: MessagePort | undefined;

  /** `message` is what the port comes with; `absent` says what is missing while there is none, `replaced` when another one comes. */
  constructor(
    private readonly message: string,
    private readonly absent: string,
    private readonly replaced: string,
  ) {}

  /** Calls `connected` with every port that the main process hands over; the one before is closed. */
  await(connected: (client: Client<Entries>) => void): void {
    window.addEventListener('message', ({ data, origin, ports }) => {
      if (data !== this.message || origin !== location.origin || ports.length !== 1) return;
      this.abandon(this.replaced);
      const received = ports[0];
      this.port = received;
      this.client = connect<Entries>({
        post: (message) => received.postMessage(message),
        listen(handler) {
          received.onmessage = (event) => handler(event.data);
        },
      });
      connected(this.client);
    });
  }

  get connected(): boolean {
    return this.client !== undefined;
  }

  /** Asks the process. Rejects with its sentence, or when it is gone. */
  ask<Name extends CallName<Entries>>(name: Name, argument: Request<Entries, Name>): Promise<Value<Entries, Name>> {
    return this.client?.call(name, argument) ?? Promise.reject(new Error(this.absent));
  }

  /** Ends what is still open with the process. */
  abandon(message: string): void {
    this.client?.abandon(message);
    this.port?.close();
    this.client = undefined;
    this.port = undefined;
  }
}
