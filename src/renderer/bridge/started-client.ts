/** The page's end of a contract with a process that the main process starts when it is first asked, and again when it is gone. */
import type { CallName, Contract, Request, Value } from '../../shared/contract';
import type { Client } from '../../shared/port';
import { PortClient } from './port-client';

export class StartedClient<Entries extends Contract> {
  private readonly port: PortClient<Entries>;
  private starting: Promise<void> | undefined;
  private ready: () => void = () => undefined;

  /** `message` is what the port comes with, `what` the process in a sentence; `start` has the main process start it. */
  constructor(
    message: string,
    what: string,
    private readonly start: () => Promise<void>,
  ) {
    this.port = new PortClient(message, `${what} does not run.`, `${what} was started anew.`);
  }

  /** Calls `connected` whenever the process was started. */
  await(connected: (client: Client<Entries>) => void): void {
    this.port.await((client) => {
      connected(client);
      this.ready();
    });
  }

  /** Asks the process, and starts it first where it does not run. Rejects with its sentence, or when it is gone. */
  async ask<Name extends CallName<Entries>>(
    name: Name,
    argument: Request<Entries, Name>,
  ): Promise<Value<Entries, Name>> {
    if (!this.port.connected) {
      this.starting ??= this.begin();
      await this.starting;
    }
    return this.port.ask(name, argument);
  }

  /** Ends what is still open with the process. */
  abandon(message: string): void {
    this.port.abandon(message);
  }

  private async begin(): Promise<void> {
    const connected = new Promise<void>((resolve) => {
      this.ready = resolve;
    });
    try {
      await this.start();
      await connected;
    } finally {
      this.starting = undefined;
    }
  }
}
