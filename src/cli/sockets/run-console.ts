/** `sockeye connect` and `sockeye listen`: a socket console for scripts, its verbs the lines of standard input. */
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import type { ConsoleEvent, ConsoleStatus } from '../../shared/sockets';
import { ConsoleSet } from '../../sockets/console/console-set';
import { portOwner } from '../../sockets/table/port-owner';
import { isTerminal } from '../output';
import { UsageError } from '../usage-error';
import { type ConsoleOptions, consoleOptions } from './console-options';
import { consoleVerb } from './console-verbs';
import { eventLine, receivedBytes } from './event-text';

/** Milliseconds between two looks at what is waited for. */
const lookMilliseconds = 20;

export async function runConsole(command: 'connect' | 'listen', words: readonly string[]): Promise<number> {
  const options = consoleOptions(command, words);
  if (options.output === 'raw' && isTerminal)
    throw new UsageError('--raw bytes could drive the terminal: send them into a file or a pipe.');
  return await new ConsoleRun(options).run();
}

class ConsoleRun {
  private readonly consoles: ConsoleSet;
  private number = 0;
  private status: ConsoleStatus | undefined;
  private failed = false;
  private hadClient = false;
  private lastArrival = performance.now();

  constructor(private readonly options: ConsoleOptions) {
    const listener = {
      whole: true,
      events: (_console: number, events: readonly ConsoleEvent[]) => this.show(events),
      status: (_console: number, status: ConsoleStatus) => this.take(status),
    };
    this.consoles = new ConsoleSet(listener, (path) => path, portOwner);
  }

  async run(): Promise<number> {
    try {
      this.number = await this.consoles.open(this.options.request);
    } catch (error) {
      throw new UsageError(error instanceof Error ? error.message : String(error));
    }
    process.on('SIGINT', () => this.consoles.close(this.number));
    await this.until(() => this.status !== undefined && this.status.state !== 'opening');
    await this.readInput();
    await this.end();
    return this.failed ? 2 : 0;
  }

  private async readInput(): Promise<void> {
    let to: number | 'all' = 'all';
    for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (this.isClosed) return;
      try {
        const verb = consoleVerb(line, this.options.ending);
        if (verb.kind === 'to') to = verb.to;
        else await this.carryOut(verb, to);
      } catch (error) {
        this.failed = true;
        this.complain(error instanceof Error ? error.message : String(error));
      }
    }
  }

  private async carryOut(
    verb: Exclude<ReturnType<typeof consoleVerb>, { kind: 'to' }>,
    to: number | 'all',
  ): Promise<void> {
    const { consoles, number } = this;
    switch (verb.kind) {
      case 'send':
        await consoles.send(number, verb.data, to);
        break;
      case 'repeat':
        await consoles.repeat(number, verb.data, to, verb.rate, verb.times);
        await this.until(() => !consoles.status(number).repeating);
        break;
      case 'echo':
        consoles.setEcho(number, verb.on);
        break;
      case 'end':
        consoles.halfClose(number, verb.client);
        break;
      case 'close':
        consoles.close(number, verb.client);
        break;
      case 'wait':
        await wait(verb.milliseconds);
        break;
    }
  }

  private async end(): Promise<void> {
    const { request, patience, once } = this.options;
    if (request.role === 'server') {
      await this.until(() => this.isClosed || (once && this.hadClient && this.status?.clients.length === 0));
    } else if (request.transport === 'udp') {
      this.lastArrival = performance.now();
      await this.until(() => this.isClosed || performance.now() - this.lastArrival > patience);
    } else if (!this.isClosed) {
      this.consoles.halfClose(this.number);
      await this.until(() => this.isClosed);
    }
    if (!this.isClosed) this.consoles.close(this.number);
    await this.until(() => this.isClosed);
  }

  private get isClosed(): boolean {
    return this.status?.state === 'closed';
  }

  private async until(condition: () => boolean): Promise<void> {
    while (!condition()) await wait(lookMilliseconds);
  }

  private take(status: ConsoleStatus): void {
    this.status = status;
  }

  private show(events: readonly ConsoleEvent[]): void {
    for (const event of events) {
      if (event.kind === 'received') {
        this.lastArrival = performance.now();
        write(1, receivedBytes(event, this.options.output));
      } else if (event.kind === 'error' || !this.options.quiet) {
        write(2, Buffer.from(`${eventLine(event)}\n`));
      }
      if (event.kind === 'error') this.failed = true;
      // A client may come and go between two looks at the status.
      if (event.client !== undefined) this.hadClient = true;
    }
  }

  private complain(message: string): void {
    write(2, Buffer.from(`sockeye: ${message}\n`));
  }
}

function write(file: 1 | 2, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(file, bytes, at);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') process.exit(0);
      if (code !== 'EAGAIN') throw error;
    }
  }
}
