/** The workbench of the console's tests: consoles whose events are kept, and programs to talk to. */
import { type ChildProcess, spawn } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { ConsoleEvent, ConsoleStatus } from '../../src/shared/sockets';
import type { ConsoleRequest } from '../../src/shared/sockets-contract';
import { ConsoleSet } from '../../src/sockets/console/console-set';
import { portOwner } from '../../src/sockets/table/port-owner';
import { certificate, keyOf } from '../captures/certificate';

/** Milliseconds: a machine may be slow, and the servers that tell names may not answer. */
const patience = 50_000;
const tls = { serverName: '', alpn: [] as string[] };

type ClientRequest = Extract<ConsoleRequest, { role: 'client' }>;
type ServerRequest = Extract<ConsoleRequest, { role: 'server' }>;

export function client(request: Pick<ClientRequest, 'transport' | 'host'> & Partial<ClientRequest>): ClientRequest {
  const rest = { port: 0, family: 0, localAddress: '', localPort: 0, broadcast: false, multicastHops: 1, tls } as const;
  return { role: 'client', ...rest, ...request };
}

export function server(request: Pick<ServerRequest, 'transport'> & Partial<ServerRequest>): ServerRequest {
  const rest = { address: '127.0.0.1', port: 0, echo: false, groups: [], broadcast: false, tls };
  return { role: 'server', ...rest, ...request };
}

/** One console, and all that it told. */
export class Watched {
  readonly events: ConsoleEvent[] = [];
  status: ConsoleStatus | undefined;
  private number = 0;

  private constructor(private readonly set: ConsoleSet) {}

  static opener(fileOf: (name: string) => string = (path) => path): (request: ConsoleRequest) => Promise<Watched> {
    const all = new Map<number, Watched>();
    const early = new Map<number, ConsoleEvent[]>();
    const set = new ConsoleSet(
      {
        events: (number, events) => {
          const watched = all.get(number);
          if (watched) watched.events.push(...events);
          else early.set(number, [...(early.get(number) ?? []), ...events]);
        },
        status: (number, status) => {
          const watched = all.get(number);
          if (watched) watched.status = status;
        },
      },
      fileOf,
      portOwner,
    );
    return async (request) => {
      const watched = new Watched(set);
      watched.number = await set.open(request);
      all.set(watched.number, watched);
      watched.events.push(...(early.get(watched.number) ?? []));
      watched.status = set.status(watched.number);
      return watched;
    };
  }

  get port(): number {
    return this.status?.local?.port ?? 0;
  }

  text(kind: 'sent' | 'received' = 'received'): string {
    return this.events
      .flatMap((event) => (event.kind === kind ? [Buffer.from(event.bytes).toString('latin1')] : []))
      .join('');
  }

  steps(): string[] {
    return this.events.flatMap((event) =>
      event.kind === 'step' ? [event.step] : event.kind === 'error' ? [event.code] : [],
    );
  }

  error(): Extract<ConsoleEvent, { kind: 'error' }> | undefined {
    return this.events.find((event) => event.kind === 'error');
  }

  send(text: string, to: number | 'all' = 'all'): Promise<number> {
    return this.set.send(this.number, { kind: 'escaped', text }, to);
  }

  sendData(data: Parameters<ConsoleSet['send']>[1]): Promise<number> {
    return this.set.send(this.number, data, 'all');
  }

  repeat(text: string, rate: number, times: number): Promise<void> {
    return this.set.repeat(this.number, { kind: 'escaped', text }, 'all', rate, times);
  }

  stopRepeating(): void {
    this.set.stopRepeating(this.number);
  }

  halfClose(): void {
    this.set.halfClose(this.number);
  }

  close(one?: number): void {
    this.set.close(this.number, one);
  }

  async until(condition: (watched: Watched) => boolean, what = 'that'): Promise<void> {
    const end = performance.now() + patience;
    while (!condition(this)) {
      if (performance.now() > end)
        throw new Error(
          `Waited in vain for ${what}: ${JSON.stringify(this.events.slice(0, 20).map((event) => ({ ...event, bytes: 0 }))).slice(0, 3000)}`,
        );
      await wait(10);
    }
  }

  untilState(state: ConsoleStatus['state']): Promise<void> {
    return this.until(({ status }) => status?.state === state, state);
  }

  untilReceived(text: string): Promise<void> {
    return this.until((watched) => watched.text().includes(text), text);
  }

  untilError(): Promise<void> {
    return this.until((watched) => watched.error() !== undefined, 'an error');
  }
}

/** A program and what it printed. */
export class Program {
  output = '';
  readonly child: ChildProcess;

  constructor(command: string, ...words: string[]) {
    this.child = spawn(command, words, { stdio: ['pipe', 'pipe', 'pipe'] });
    const take = (bytes: Buffer): void => {
      this.output += bytes.toString('latin1');
    };
    this.child.stdout?.on('data', take);
    this.child.stderr?.on('data', take);
    this.child.on('error', () => undefined);
  }

  write(text: string): void {
    this.child.stdin?.write(text);
  }

  async untilPrinted(text: string): Promise<void> {
    const end = performance.now() + patience;
    while (!this.output.includes(text)) {
      if (performance.now() > end) throw new Error(`${text} was not printed: ${this.output}`);
      await wait(10);
    }
  }

  stop(): void {
    this.child.kill('SIGKILL');
  }
}

/** A certificate that is signed by itself, and its key, as PEM text. */
export function selfSigned(commonName: string, dnsNames: string[], years: { from: string; to: string }) {
  return certified(commonName, dnsNames, commonName, years);
}

/** A certificate that an authority signed, its key, and the authority's own certificate, as PEM text. */
export function issued(commonName: string, dnsNames: string[], authority: string) {
  const years = { from: '20', to: '45' };
  const root = certificateOf(authority, [], authority, years, true);
  return { ...certified(commonName, dnsNames, authority, years), authority: pem(root).certificate };
}

const partyOf = (commonName: string) => ({ commonName, organization: 'Sockeye', country: 'DE' });

function certified(commonName: string, dnsNames: string[], issuer: string, years: { from: string; to: string }) {
  const { fingerprint256, ...x509 } = pem(certificateOf(commonName, dnsNames, issuer, years));
  return {
    ...x509,
    fingerprint: fingerprint256,
    key: keyOf(partyOf(commonName)).export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function certificateOf(
  commonName: string,
  dnsNames: string[],
  issuer: string,
  years: { from: string; to: string },
  isAuthority = false,
): Uint8Array {
  return certificate({
    subject: partyOf(commonName),
    issuer: partyOf(issuer),
    serialNumber: '01',
    notBefore: `${years.from}0101000000Z`,
    notAfter: `${years.to}0101000000Z`,
    dnsNames,
    isAuthority,
  });
}

function pem(der: Uint8Array): { certificate: string; fingerprint256: string } {
  const x509 = new X509Certificate(der);
  return { certificate: x509.toString(), fingerprint256: x509.fingerprint256 };
}
