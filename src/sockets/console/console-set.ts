/** The consoles that are open: opens them by number, sends, repeats, closes, and tells what happens in each. */
import { open, readFile, stat } from 'node:fs/promises';
import type { ConsoleEvent, ConsoleStatus } from '../../shared/sockets';
import type { ConsoleData, ConsoleRequest } from '../../shared/sockets-contract';
import type { Console, ConsoleSurroundings, TlsMaterial } from './console';
import { escapedBytes, hexBytes, lineBytes } from './console-bytes';
import { ConsoleLog } from './console-log';
import { openConsole } from './open-console';
import { RepeatedMessage } from './repeated-message';

/** Certificates and keys are not larger. */
const largestCertificate = 1024 * 1024;
const filePiece = 64 * 1024;
const mostConsoles = 100;

export interface ConsoleListener {
  /** Wants all that passes, however much it is; otherwise a flood is told in part, and the rest counted. */
  readonly whole?: boolean;
  events(console: number, events: readonly ConsoleEvent[]): void;
  status(console: number, status: ConsoleStatus): void;
}

interface OpenConsole {
  readonly console: Console;
  readonly log: ConsoleLog;
  repeated: RepeatedMessage | undefined;
}

/** The file that a request names: by a token where the page asks, by its path on the command line. */
export type FileOf = (name: string) => string;

export class ConsoleSet {
  private readonly consoles = new Map<number, OpenConsole>();
  private lastNumber = 0;

  constructor(
    private readonly listener: ConsoleListener,
    private readonly fileOf: FileOf,
    private readonly ownerOf: ConsoleSurroundings['ownerOf'],
  ) {}

  /** Rejects where a file that the request names cannot be read. */
  async open(request: ConsoleRequest): Promise<number> {
    for (const [number, { console }] of this.consoles)
      if (this.consoles.size >= mostConsoles && console.status.state === 'closed') this.consoles.delete(number);
    if (this.consoles.size >= mostConsoles) throw new Error(`${mostConsoles} consoles are open: close one of them.`);
    const tls = await this.tlsMaterial(request);
    const number = ++this.lastNumber;
    const log = new ConsoleLog((events) => this.listener.events(number, events), this.listener.whole);
    const changed = statusTeller(() => this.tellStatus(number));
    const console = openConsole(request, { log, changed, ownerOf: this.ownerOf, tls });
    this.consoles.set(number, { console, log, repeated: undefined });
    changed();
    return number;
  }

  status(number: number): ConsoleStatus {
    const { console, repeated } = this.get(number);
    return { ...console.status, repeating: repeated !== undefined };
  }

  async send(number: number, data: ConsoleData, to: number | 'all'): Promise<number> {
    const { console, log } = this.get(number);
    try {
      if (data.kind === 'file') return await this.sendFile(console, this.fileOf(data.file), to);
      return await console.send(await this.bytesOf(data), to);
    } finally {
      log.flush();
    }
  }

  async repeat(number: number, data: ConsoleData, to: number | 'all', rate: number, times: number): Promise<void> {
    const open = this.get(number);
    open.repeated?.stop();
    const bytes = await this.bytesOf(data);
    open.repeated = new RepeatedMessage(open.console, bytes, to, rate, times, (error) => {
      open.repeated = undefined;
      if (error !== undefined) open.log.error('repeat', error);
      this.tellStatus(number);
    });
    this.tellStatus(number);
  }

  stopRepeating(number: number): void {
    this.get(number).repeated?.stop();
  }

  halfClose(number: number, client?: number): void {
    this.get(number).console.halfClose(client);
  }

  close(number: number, client?: number): void {
    const { console, repeated } = this.get(number);
    if (client === undefined) repeated?.stop();
    console.close(client);
  }

  setEcho(number: number, on: boolean): void {
    this.get(number).console.setEcho(on);
  }

  closeAll(): void {
    for (const number of this.consoles.keys()) this.close(number);
  }

  private get(number: number): OpenConsole {
    const open = this.consoles.get(number);
    if (open === undefined) throw new Error('This console is not open.');
    return open;
  }

  private tellStatus(number: number): void {
    const open = this.consoles.get(number);
    if (open === undefined) return;
    // What happened comes before what it led to.
    open.log.flush();
    this.listener.status(number, this.status(number));
  }

  private async bytesOf(data: ConsoleData): Promise<Uint8Array> {
    switch (data.kind) {
      case 'line':
        return lineBytes(data.text, data.ending);
      case 'escaped':
        return escapedBytes(data.text);
      case 'hex':
        return hexBytes(data.text);
      case 'file':
        return await readSmall(this.fileOf(data.file));
    }
  }

  private async sendFile(console: Console, path: string, to: number | 'all'): Promise<number> {
    const file = await open(path, 'r');
    try {
      let sent = 0;
      for (;;) {
        const { bytesRead, buffer } = await file.read(Buffer.alloc(filePiece), 0, filePiece, null);
        if (bytesRead === 0) return sent;
        sent += await console.send(buffer.subarray(0, bytesRead), to);
      }
    } finally {
      await file.close();
    }
  }

  private async tlsMaterial({ transport, tls }: ConsoleRequest): Promise<TlsMaterial> {
    const { serverName, alpn, trustedFingerprint } = tls;
    if (transport !== 'tls') return { serverName, alpn };
    const read = async (file: string | undefined): Promise<string | undefined> =>
      file === undefined ? undefined : new TextDecoder().decode(await readSmall(this.fileOf(file)));
    const [certificate, key, authority] = await Promise.all([tls.certificate, tls.key, tls.authority].map(read));
    return { serverName, alpn, trustedFingerprint, certificate, key, authority };
  }
}

async function readSmall(path: string): Promise<Uint8Array> {
  const { size } = await stat(path);
  if (size > largestCertificate)
    throw new Error(`${path} has ${size} bytes, more than the ${largestCertificate} that can be taken.`);
  return await readFile(path);
}

/** Calls `tell` soon after the first of many changes. */
function statusTeller(tell: () => void): () => void {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      tell();
    }, 20);
  };
}
