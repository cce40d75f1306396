/** A console that connects to a server over TCP, TLS or a Unix socket. */
import { connect, isIP, type NetConnectOpts, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { ConsoleStatus, SocketAddress } from '../../shared/sockets';
import type { ConsoleRequest } from '../../shared/sockets-contract';
import { addressText, type Console, type ConsoleSurroundings, unixPath } from './console';
import { consoleStatus } from './console-status';
import { type ResolvedAddress, resolveHost } from './resolve-host';
import { StreamConnection } from './stream-connection';
import { tlsFacts } from './tls-facts';

type Request = Extract<ConsoleRequest, { role: 'client' }>;

export class StreamClient implements Console {
  private connection: StreamConnection | undefined;
  private connecting: Socket | undefined;
  private given = false;
  private local: SocketAddress | null = null;
  private remote: SocketAddress | null = null;

  constructor(
    private readonly request: Request,
    private readonly around: ConsoleSurroundings,
  ) {
    void this.open();
  }

  get status(): ConsoleStatus {
    const { connection, local, remote } = this;
    return consoleStatus(this.request.transport, {
      state: this.state(),
      local,
      remote,
      sentBytes: connection?.sentBytes,
      receivedBytes: connection?.receivedBytes,
    });
  }

  send(bytes: Uint8Array): Promise<number> {
    return this.connection?.send(bytes) ?? Promise.reject(new Error('The connection does not stand yet.'));
  }

  halfClose(): void {
    this.connection?.halfClose();
  }

  close(): void {
    this.connection?.close();
    if (this.connection || this.given) return;
    this.given = true;
    this.connecting?.destroy();
    this.around.log.step('close', 'Given up before there was a connection.');
    this.around.changed();
  }

  setEcho(): void {
    throw new Error('Echo is for servers.');
  }

  private state(): ConsoleStatus['state'] {
    if (this.connection === undefined) return this.given ? 'closed' : 'opening';
    if (this.connection.closed) return 'closed';
    return this.connection.ended ? 'half-closed' : 'open';
  }

  private async open(): Promise<void> {
    const { request, around } = this;
    try {
      if (request.transport === 'unix') await this.attempt({ address: request.host, family: 0 });
      else await this.tryAll(await this.resolve());
    } catch {
      // The log says why.
      this.given = true;
    }
    around.changed();
  }

  private async resolve(): Promise<readonly ResolvedAddress[]> {
    const { log } = this.around;
    const { host, family } = this.request;
    try {
      const addresses = await resolveHost(host, family);
      if (isIP(host.replace(/%.*$/, '')) === 0)
        log.step('resolve', `${host} is ${addresses.map(({ address }) => address).join(', ')}.`);
      return addresses;
    } catch (error) {
      log.error('resolve', error);
      throw error;
    }
  }

  private async tryAll(addresses: readonly ResolvedAddress[]): Promise<void> {
    let last: unknown;
    for (const address of addresses) {
      if (this.given) throw new Error('Given up.');
      try {
        return await this.attempt(address);
      } catch (error) {
        last = error;
        // A certificate that is refused is refused at every address of the same name.
        if (this.connection !== undefined) break;
      }
    }
    throw last ?? new Error('There is no address.');
  }

  private attempt(address: ResolvedAddress): Promise<void> {
    const { log } = this.around;
    const { transport, port } = this.request;
    const target = transport === 'unix' ? address.address : addressText({ address: address.address, port });
    log.step('connect', `Connecting to ${target} …`);
    return new Promise((resolve, reject) => {
      const socket = transport === 'tls' ? this.startTls(address) : connect(this.options(address));
      this.connecting = socket;
      const fail = (error: Error): void => {
        log.error('connect', error);
        socket.destroy();
        reject(error);
      };
      const abandoned = (): void => reject(new Error('Given up.'));
      socket.once('error', fail);
      socket.once('close', abandoned);
      socket.once('connect', () => {
        this.noteAddresses(socket, address);
        log.step('connect', this.connectedText(target));
      });
      socket.once(transport === 'tls' ? 'secureConnect' : 'connect', () => {
        if (transport === 'tls' && !this.acceptsCertificate(socket as TLSSocket, reject)) return;
        socket.off('error', fail);
        socket.off('close', abandoned);
        this.connection = new StreamConnection(socket, log, undefined, () => false, this.around.changed);
        this.around.changed();
        resolve();
      });
    });
  }

  private connectedText(target: string): string {
    return this.local === null ? `Connected to ${target}.` : `Connected to ${target} from ${addressText(this.local)}.`;
  }

  private options({ address, family }: ResolvedAddress): NetConnectOpts {
    const { transport, host, port, localAddress, localPort } = this.request;
    if (transport === 'unix') return { path: unixPath(host), allowHalfOpen: true };
    return {
      host: address,
      port,
      family,
      allowHalfOpen: true,
      ...(localAddress === '' ? {} : { localAddress }),
      ...(localPort === 0 ? {} : { localPort, localAddress: localAddress || (family === 6 ? '::' : '0.0.0.0') }),
    };
  }

  private startTls(address: ResolvedAddress): TLSSocket {
    const { tls } = this.around;
    const name = this.serverName();
    return connectTls({
      ...(this.options(address) as { host: string; port: number }),
      ...(isIP(name) === 0 ? { servername: name } : {}),
      ALPNProtocols: tls.alpn.length > 0 ? [...tls.alpn] : undefined,
      cert: tls.certificate,
      key: tls.key,
      ca: tls.authority,
      // Checked below, so that a certificate that does not hold is shown before it is refused.
      rejectUnauthorized: false,
    });
  }

  private serverName(): string {
    return this.around.tls.serverName || this.request.host;
  }

  private acceptsCertificate(socket: TLSSocket, reject: (error: Error) => void): boolean {
    const { log, tls } = this.around;
    const facts = tlsFacts(socket, this.serverName(), tls.trustedFingerprint);
    log.tls(facts);
    if (facts.verified || facts.trustedOnce) return true;
    const error = Object.assign(new Error(facts.explanation), { code: facts.problem });
    log.error('verify', error, { fingerprint: facts.chain[0]?.fingerprint });
    this.given = true;
    socket.destroy();
    reject(error);
    return false;
  }

  private noteAddresses(socket: Socket, { address }: ResolvedAddress): void {
    if (this.request.transport === 'unix') {
      this.remote = { address, port: 0 };
      return;
    }
    this.local = { address: socket.localAddress ?? '', port: socket.localPort ?? 0 };
    this.remote = { address: socket.remoteAddress ?? address, port: socket.remotePort ?? this.request.port };
    this.around.changed();
  }
}
