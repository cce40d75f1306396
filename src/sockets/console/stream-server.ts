/** A console that listens: accepts clients over TCP, TLS or a Unix socket, and answers one or all of them. */
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TLSSocket } from 'node:tls';
import type { ConsoleStatus, SocketAddress } from '../../shared/sockets';
import type { ConsoleRequest } from '../../shared/sockets-contract';
import { addressText, type Console, type ConsoleSurroundings, unixPath } from './console';
import { consoleStatus } from './console-status';
import { StreamConnection } from './stream-connection';
import { tlsFacts } from './tls-facts';

type Request = Extract<ConsoleRequest, { role: 'server' }>;

/** More clients than this are turned away. */
const mostClients = 1000;

export class StreamServer implements Console {
  private readonly clients = new Map<number, StreamConnection>();
  private readonly server: Server;
  private local: SocketAddress | null = null;
  private state: ConsoleStatus['state'] = 'opening';
  private lastClient = 0;
  private echo: boolean;
  /** Bytes of clients that are gone. */
  private past = { sent: 0, received: 0 };

  constructor(
    private readonly request: Request,
    private readonly around: ConsoleSurroundings,
  ) {
    this.echo = request.echo;
    this.server = this.create();
    this.server.on('error', (error: NodeJS.ErrnoException) => void this.fail(error));
    this.server.on('listening', () => this.listening());
    this.server.on('close', () => this.closed());
    const { transport, address, port } = request;
    if (transport === 'unix') this.server.listen({ path: unixPath(address) });
    else this.server.listen({ host: address, port, exclusive: true });
  }

  get status(): ConsoleStatus {
    const connections = [...this.clients];
    return consoleStatus(this.request.transport, {
      state: this.state,
      local: this.local,
      clients: connections.map(([client, { socket }]) => ({ client, address: peerOf(socket, client) })),
      sentBytes: connections.reduce((sum, [, { sentBytes }]) => sum + sentBytes, this.past.sent),
      receivedBytes: connections.reduce((sum, [, { receivedBytes }]) => sum + receivedBytes, this.past.received),
    });
  }

  async send(bytes: Uint8Array, to: number | 'all'): Promise<number> {
    const targets = to === 'all' ? [...this.clients.values()] : [this.client(to)];
    if (targets.length === 0) throw new Error('No client is connected.');
    const sent = await Promise.all(targets.map((target) => target.send(bytes)));
    return sent.reduce((sum, count) => sum + count, 0);
  }

  halfClose(client?: number): void {
    for (const connection of client === undefined ? this.clients.values() : [this.client(client)])
      connection.halfClose();
  }

  close(client?: number): void {
    if (client === undefined) this.server.close();
    for (const connection of client === undefined ? this.clients.values() : [this.client(client)]) connection.close();
  }

  setEcho(on: boolean): void {
    this.echo = on;
  }

  private create(): Server {
    const { log, tls } = this.around;
    if (this.request.transport !== 'tls') return createServer({ allowHalfOpen: true }, (socket) => this.accept(socket));
    if (tls.certificate === undefined || tls.key === undefined)
      throw new Error('A TLS server needs a certificate and its key: choose both files.');
    const { certificate: cert, key, authority: ca } = tls;
    const options = { cert, key, ca, requestCert: ca !== undefined, rejectUnauthorized: false, allowHalfOpen: true };
    const server = createTlsServer(
      { ...options, ALPNProtocols: tls.alpn.length > 0 ? [...tls.alpn] : undefined },
      (socket) => this.acceptTls(socket),
    );
    server.on('tlsClientError', (error) => log.error('accept', error));
    return server;
  }

  private accept(socket: Socket): number {
    const client = ++this.lastClient;
    const { log, changed } = this.around;
    if (this.clients.size >= mostClients) {
      log.step('accept', `A client was turned away: ${mostClients} are connected.`);
      socket.destroy();
      return client;
    }
    log.step('accept', `Accepted ${peerOf(socket, client)}.`, client);
    const connection = new StreamConnection(socket, log, client, () => this.echo, changed);
    this.clients.set(client, connection);
    socket.on('close', () => {
      this.clients.delete(client);
      this.past.sent += connection.sentBytes;
      this.past.received += connection.receivedBytes;
      changed();
    });
    changed();
    return client;
  }

  private acceptTls(socket: TLSSocket): void {
    const client = this.accept(socket);
    const name = (socket as { servername?: string | false }).servername;
    this.around.log.tls(tlsFacts(socket, name || '', undefined), client);
  }

  private client(client: number): StreamConnection {
    const connection = this.clients.get(client);
    if (connection === undefined) throw new Error(`There is no client ${client}.`);
    return connection;
  }

  private listening(): void {
    const { log, changed } = this.around;
    const bound = this.server.address();
    if (bound === null || typeof bound === 'string') this.local = { address: this.request.address, port: 0 };
    else this.local = { address: bound.address, port: bound.port };
    const place = this.local.port === 0 ? this.local.address : addressText(this.local);
    log.step('bind', `Bound to ${place}.`);
    log.step('listen', `Listening on ${place}.`);
    this.state = 'open';
    changed();
  }

  private async fail(error: NodeJS.ErrnoException): Promise<void> {
    const { log, changed, ownerOf } = this.around;
    const { transport, address, port } = this.request;
    const owner = error.code === 'EADDRINUSE' && transport !== 'unix' ? await ownerOf('tcp', address, port) : undefined;
    log.error(error.code === 'EADDRINUSE' || error.code === 'EACCES' ? 'bind' : 'listen', error, {
      addition: owner === undefined ? undefined : `It belongs to ${owner}.`,
    });
    this.state = 'closed';
    changed();
  }

  private closed(): void {
    if (this.state === 'closed') return;
    this.state = 'closed';
    this.around.log.step('close', 'No longer listening.');
    this.around.changed();
  }
}

function peerOf(socket: Socket, client: number): string {
  const { remoteAddress: address, remotePort: port } = socket;
  return address === undefined || port === undefined ? `client ${client}` : addressText({ address, port });
}
