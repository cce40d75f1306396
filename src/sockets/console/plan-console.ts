/** Settles what a client console leaves open, so that a capture of exactly its socket can run before it connects. */
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { captureFilter, displayFilter } from '../../shared/socket-filters';
import type { ConsoleRequest } from '../../shared/sockets-contract';
import { resolveHost } from './resolve-host';

export interface PlannedConsole {
  readonly request: ConsoleRequest;
  readonly captureFilter: string;
  readonly displayFilter: string;
}

/** Rejects with the system's error where the host is not known. Another program may take the chosen port meanwhile. */
export async function planConsole(request: ConsoleRequest): Promise<PlannedConsole> {
  const { transport } = request;
  if (request.role === 'server') {
    const local = { address: request.address, port: request.port };
    return {
      request,
      captureFilter: captureFilter(transport, local, null),
      displayFilter: displayFilter(transport, local, null),
    };
  }
  if (transport === 'unix') return { request, captureFilter: '', displayFilter: '' };
  const [{ address, family }] = await resolveHost(request.host, request.family);
  const anywhere = family === 6 ? '::' : '0.0.0.0';
  const localPort = request.localPort || (await freePort(transport, request.localAddress || anywhere));
  const remote = { address, port: request.port };
  const local = { address: '', port: localPort };
  const serverName = request.tls.serverName || request.host;
  return {
    request: {
      ...request,
      host: address,
      family: family === 6 ? 6 : 4,
      localPort,
      tls: { ...request.tls, serverName },
    },
    captureFilter: captureFilter(transport, local, remote),
    displayFilter: displayFilter(transport, local, remote),
  };
}

function freePort(transport: ConsoleRequest['transport'], address: string): Promise<number> {
  return transport === 'udp' ? freeUdpPort(address) : freeTcpPort(address);
}

function freeTcpPort(address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ host: address, port: 0 }, () => {
      const bound = server.address();
      server.close(() => resolve(bound !== null && typeof bound === 'object' ? bound.port : 0));
    });
  });
}

function freeUdpPort(address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
    socket.once('error', reject);
    socket.bind({ port: 0, address }, () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
}
