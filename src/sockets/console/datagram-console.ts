/** A console over UDP: sends to one address, a group or everybody, or waits for packets and answers who sent them. */
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { isIP } from 'node:net';
import type { ConsoleStatus, SocketAddress } from '../../shared/sockets';
import type { ConsoleRequest } from '../../shared/sockets-contract';
import { addressText, type Console, type ConsoleSurroundings } from './console';
import { consoleStatus } from './console-status';
import { resolveHost } from './resolve-host';

/** Senders that are remembered as clients; the oldest is forgotten. */
const mostPeers = 1000;

export class DatagramConsole implements Console {
  private socket: Socket | undefined;
  private state: ConsoleStatus['state'] = 'opening';
  private local: SocketAddress | null = null;
  private remote: SocketAddress | null = null;
  /** The system sends to the remote address by itself. */
  private connected = false;
  private readonly peers = new Map<string, { readonly client: number; readonly address: SocketAddress }>();
  private lastClient = 0;
  /** What is being done, for the error if it fails. */
  private step = 'resolve';
  private sentBytes = 0;
  private receivedBytes = 0;
  private echo: boolean;

  constructor(
    private readonly request: ConsoleRequest,
    private readonly around: ConsoleSurroundings,
  ) {
    this.echo = request.role === 'server' && request.echo;
    void this.open();
  }

  get status(): ConsoleStatus {
    const clients = [...this.peers.values()].map(({ client, address }) => ({ client, address: addressText(address) }));
    const { state, local, remote, sentBytes, receivedBytes } = this;
    return consoleStatus('udp', { state, local, remote, clients, sentBytes, receivedBytes });
  }

  async send(bytes: Uint8Array, to: number | 'all'): Promise<number> {
    if (this.state !== 'open') throw new Error('The socket is not open.');
    if (this.request.role === 'client') return await this.sendTo(bytes, this.remote, undefined);
    const peers = [...this.peers.values()].filter(({ client }) => to === 'all' || to === client);
    if (peers.length === 0)
      throw new Error(
        to === 'all' ? 'Nobody has sent anything yet that could be answered.' : `There is no client ${to}.`,
      );
    let sent = 0;
    for (const { address, client } of peers) sent += await this.sendTo(bytes, address, client);
    return sent;
  }

  halfClose(): void {
    throw new Error('UDP has no connection that could be closed by half.');
  }

  close(client?: number): void {
    if (client !== undefined) {
      for (const [key, peer] of this.peers) if (peer.client === client) this.peers.delete(key);
      this.around.changed();
      return;
    }
    if (this.state === 'closed') return;
    this.state = 'closed';
    this.socket?.close();
    this.around.log.step('close', `Closed. ${this.sentBytes} bytes sent, ${this.receivedBytes} received.`);
    this.around.changed();
  }

  setEcho(on: boolean): void {
    if (this.request.role !== 'server') throw new Error('Echo is for servers.');
    this.echo = on;
  }

  private async open(): Promise<void> {
    const { log, changed, ownerOf } = this.around;
    const { request } = this;
    try {
      if (request.role === 'client') await this.openClient(request);
      else await this.openServer(request);
      if (this.state === 'opening') this.state = 'open';
    } catch (error) {
      if (this.state === 'closed') return;
      const inUse = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
      const [address, port] =
        this.request.role === 'server'
          ? [this.request.address, this.request.port]
          : [this.request.localAddress, this.request.localPort];
      const owner = inUse ? await ownerOf('udp', address, port) : undefined;
      log.error(this.step, error, { addition: owner === undefined ? undefined : `It belongs to ${owner}.` });
      this.state = 'closed';
      this.socket?.close();
    }
    changed();
  }

  private async openClient(request: Extract<ConsoleRequest, { role: 'client' }>): Promise<void> {
    const { host, port, family, localAddress, localPort, broadcast, multicastHops } = request;
    const { log } = this.around;
    const [found] = await resolveHost(host, family);
    if (isIP(host.replace(/%.*$/, '')) === 0) log.step('resolve', `${host} is ${found.address}.`);
    this.remote = { address: found.address, port };
    const socket = this.create(found.family);
    this.step = 'bind';
    await bind(socket, localPort, localAddress || undefined);
    socket.setBroadcast(broadcast);
    const isGroup = isMulticast(found.address);
    if (isGroup) {
      socket.setMulticastTTL(multicastHops);
      socket.setMulticastLoopback(true);
    }
    // Answers to a group or to everybody come from other addresses, which a connected socket would not take.
    if (!isGroup && !broadcast) {
      this.step = 'connect';
      await connectTo(socket, port, found.address);
      this.connected = true;
    }
    this.noteLocal(socket);
    log.step('connect', `Ready to send to ${addressText(this.remote)} from ${addressText(this.local!)}.`);
  }

  private async openServer({
    address,
    port,
    groups,
    broadcast,
  }: Extract<ConsoleRequest, { role: 'server' }>): Promise<void> {
    const { log } = this.around;
    const [found] = await resolveHost(address, 0);
    this.step = 'bind';
    const socket = this.create(found.family, groups.length > 0);
    await bind(socket, port, found.address);
    socket.setBroadcast(broadcast);
    this.noteLocal(socket);
    log.step('bind', `Bound to ${addressText(this.local!)}.`);
    this.step = 'join';
    for (const group of groups) {
      socket.addMembership(group);
      log.step('join', `Joined the group ${group}.`);
    }
  }

  /** `shared`: others may have joined the same group on the same port. */
  private create(family: number, shared = false): Socket {
    const socket = createSocket({ type: family === 6 ? 'udp6' : 'udp4', reuseAddr: shared });
    this.socket = socket;
    socket.on('message', (bytes, from) => this.receive(bytes, from));
    socket.on('error', (error) => {
      if (this.state === 'open') this.around.log.error('receive', error);
    });
    return socket;
  }

  private noteLocal(socket: Socket): void {
    const { address, port } = socket.address();
    this.local = { address, port };
  }

  private receive(bytes: Buffer, from: RemoteInfo): void {
    const { log, changed } = this.around;
    const address = { address: from.address, port: from.port };
    const client = this.request.role === 'server' ? this.peer(address) : undefined;
    this.receivedBytes += bytes.length;
    log.passedWhole('received', bytes, client, addressText(address));
    changed();
    if (this.echo && this.state === 'open') void this.sendTo(bytes, address, client).catch(() => undefined);
  }

  private peer(address: SocketAddress): number {
    const key = addressText(address);
    const known = this.peers.get(key);
    if (known !== undefined) return known.client;
    const [oldest] = this.peers.keys();
    if (this.peers.size >= mostPeers && oldest !== undefined) this.peers.delete(oldest);
    const client = ++this.lastClient;
    this.peers.set(key, { client, address });
    return client;
  }

  private sendTo(bytes: Uint8Array, to: SocketAddress | null, client: number | undefined): Promise<number> {
    const { socket } = this;
    if (socket === undefined || to === null) return Promise.reject(new Error('The socket is not open.'));
    return new Promise((resolve, reject) => {
      const done = (error: Error | null, sent: number): void => {
        if (error) {
          this.around.log.error('send', error, { client });
          reject(error);
          return;
        }
        this.sentBytes += sent;
        this.around.log.passedWhole('sent', bytes, client, addressText(to));
        this.around.changed();
        resolve(sent);
      };
      if (this.connected) socket.send(bytes, done);
      else socket.send(bytes, to.port, to.address, done);
    });
  }
}

function bind(socket: Socket, port: number, address: string | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind({ port, address, exclusive: true }, () => {
      socket.off('error', reject);
      resolve();
    });
  });
}

function connectTo(socket: Socket, port: number, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    // The callback is given the error as well, which its type does not say.
    const done = (error?: Error | null): void => (error ? reject(error) : resolve());
    socket.connect(port, address, done);
  });
}

const isMulticast = (address: string): boolean => /^(22[4-9]|23\d)\./.test(address) || /^ff/i.test(address);
