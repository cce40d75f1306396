/** What every kind of socket console can do, and what it needs of the program around it. */
import type { ConsoleStatus, SocketAddress } from '../../shared/sockets';
import type { ConsoleLog } from './console-log';

export interface Console {
  readonly status: ConsoleStatus;
  /** Sends bytes to one client of a server, or to all of them. The number of bytes that the system took. */
  send(bytes: Uint8Array, to: number | 'all'): Promise<number>;
  /** Says that nothing more will be sent. */
  halfClose(client?: number): void;
  close(client?: number): void;
  setEcho(on: boolean): void;
}

/** Certificates as PEM text. */
export interface TlsMaterial {
  readonly serverName: string;
  readonly alpn: readonly string[];
  readonly certificate?: string;
  readonly key?: string;
  readonly authority?: string;
  readonly trustedFingerprint?: string;
}

export interface ConsoleSurroundings {
  readonly log: ConsoleLog;
  /** The status is another one now. */
  readonly changed: () => void;
  /** Who has a local port, in words; undefined where it cannot be told. */
  readonly ownerOf: (protocol: 'tcp' | 'udp', address: string, port: number) => Promise<string | undefined>;
  readonly tls: TlsMaterial;
}

export const addressText = ({ address, port }: SocketAddress): string =>
  address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;

/** The name that the system knows a Unix socket by: an abstract one begins with a zero byte. */
export const unixPath = (path: string): string => (path.startsWith('@') ? `\0${path.slice(1)}` : path);
