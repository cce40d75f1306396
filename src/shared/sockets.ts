/** The shapes of sockets, consoles and started programs that cross from the sockets process to the window. */

export interface SocketAddress {
  /** In the form of RFC 5952; of a Unix socket its path, with `@` before an abstract name. */
  readonly address: string;
  /** 0 where there is none. */
  readonly port: number;
}

export type SocketProtocol = 'tcp' | 'udp' | 'raw' | 'unix';
export type SocketFamily = 'IPv4' | 'IPv6' | 'unix';

/** Why the owner of a socket is not known. */
export type MissingOwner =
  /** It is open, and the search for its process goes on. */
  | 'not found yet'
  | 'owned by another user'
  | 'closed before it was seen'
  /** It has no process: a connection that is being set up or waits to be accepted, or one that is over and waits for late packets. */
  | 'kernel'
  /** All processes were searched: it belongs to a process outside of this container, or to the kernel. */
  | 'held by no process that can be seen';

/** One socket of this machine. */
export interface SocketRow {
  /** The same as long as the socket lives; never used again. */
  readonly id: number;
  readonly protocol: SocketProtocol;
  readonly family: SocketFamily;
  readonly local: SocketAddress;
  readonly remote: SocketAddress | null;
  /** Name of the service behind the better known of the two ports; empty where there is none. */
  readonly service: string;
  /** TCP's words with underscores (`LISTEN`, `TIME_WAIT`); `BOUND` or `CONNECTED` where the protocol has none. */
  readonly state: string;
  /** Bytes that wait to be read, and to be acknowledged; of a listener, connections that wait to be accepted. */
  readonly receiveQueue: number | null;
  readonly sendQueue: number | null;
  readonly pid: number | null;
  /** Other processes that hold the same socket. */
  readonly sharedWith: readonly number[];
  readonly process: string | null;
  readonly command: string | null;
  readonly user: string | null;
  /** Given exactly where `pid` is null. */
  readonly reason: MissingOwner | null;
  /** The container of its process, by name where it can be read, else by its short identifier; null where there is none. */
  readonly container: string | null;
  /** Identifier of its network namespace; null where the system has none. */
  readonly namespace: number | null;
  readonly inode: number | null;
  /** Milliseconds since 1970 when it was seen first: its age counts from then. */
  readonly firstSeen: number;
  /** It was there when the table was first read: it is older than `firstSeen` says. */
  readonly older: boolean;
  /** Milliseconds since 1970 when it was found to be gone. Such rows stay for a while. */
  readonly closedAt: number | null;
}

/** What changed in the table since the message before. */
export interface SocketTableChange {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The rows replace all that were known. */
  readonly whole: boolean;
  /** Rows that are new or have changed. */
  readonly rows: readonly SocketRow[];
  /** Rows whose time as closed ones is over. */
  readonly removed: readonly number[];
  /** Milliseconds of processor time that the refresh took. */
  readonly cost: number;
  /** Network namespaces that could be seen. */
  readonly namespaces: number;
  /** What could not be read, in a sentence; empty when all could. */
  readonly problem: string;
}

export type LineEnding = 'none' | 'lf' | 'crlf' | 'cr' | 'nul';
export type ConsoleTransport = 'tcp' | 'udp' | 'tls' | 'unix';

/** A certificate as the other side showed it. */
export interface ShownCertificate {
  readonly subject: string;
  readonly issuer: string;
  readonly names: string;
  readonly validFrom: string;
  readonly validTo: string;
  /** SHA-256, in hexadecimal digits with colons. */
  readonly fingerprint: string;
}

export interface TlsFacts {
  readonly protocol: string;
  readonly cipher: string;
  readonly alpn: string;
  readonly serverName: string;
  /** The server's first. */
  readonly chain: readonly ShownCertificate[];
  readonly verified: boolean;
  /** Node's code where it is not, for example `DEPTH_ZERO_SELF_SIGNED_CERT`; empty otherwise. */
  readonly problem: string;
  readonly explanation: string;
  /** It was accepted because the user trusts exactly this certificate this once. */
  readonly trustedOnce: boolean;
  readonly resumed: boolean;
}

/** A step of a console, when it happened, and what the system answered. Times are milliseconds since 1970. */
export type ConsoleEvent =
  | {
      readonly kind: 'step';
      readonly at: number;
      /** For example `resolve`, `connect`, `bind`, `accept`, `end`, `close`. */
      readonly step: string;
      readonly text: string;
      /** The connection of a server that it concerns. */
      readonly client?: number;
    }
  | {
      readonly kind: 'sent' | 'received';
      readonly at: number;
      /** At most the first so many bytes of what passed. */
      readonly bytes: Uint8Array;
      /** The same as UTF-8, with every control and bidirectional character made visible; a line ends where one ended. */
      readonly text: string;
      readonly length: number;
      readonly client?: number;
      /** The other side, where each message names its own. */
      readonly peer?: string;
    }
  | { readonly kind: 'tls'; readonly at: number; readonly facts: TlsFacts; readonly client?: number }
  | {
      readonly kind: 'error';
      readonly at: number;
      /** The step that failed. */
      readonly step: string;
      /** The system's word, for example `ECONNREFUSED`. */
      readonly code: string;
      readonly text: string;
      /** What usually causes it. */
      readonly cause: string;
      /** Of a certificate that was refused: it can be trusted this once by its fingerprint. */
      readonly fingerprint?: string;
      readonly client?: number;
    }
  | LeftOut;

/** More arrived than is kept. */
export interface LeftOut {
  readonly kind: 'left-out';
  readonly at: number;
  readonly bytes: number;
  readonly client?: number;
}

/** What a started program wrote; a piece may end inside of a line. */
export type LaunchEvent =
  | {
      readonly kind: 'output' | 'errors';
      readonly at: number;
      readonly bytes: Uint8Array;
      /** The same as UTF-8, with every control and bidirectional character but the ends of lines made visible. */
      readonly text: string;
      readonly length: number;
    }
  | LeftOut;

export interface ConsoleClient {
  readonly client: number;
  readonly address: string;
}

export interface ConsoleStatus {
  readonly state: 'opening' | 'open' | 'half-closed' | 'closed';
  readonly local: SocketAddress | null;
  readonly remote: SocketAddress | null;
  readonly clients: readonly ConsoleClient[];
  readonly sentBytes: number;
  readonly receivedBytes: number;
  /** A message is being repeated. */
  readonly repeating: boolean;
  /** The capture filter that lets exactly this socket's packets through; empty where there are none (Unix sockets). */
  readonly captureFilter: string;
  /** The display filter for the same. */
  readonly displayFilter: string;
}

/** A program that was started to be watched. */
export interface LaunchStatus {
  readonly state: 'running' | 'ended' | 'failed';
  /** It and everything it started that still runs. */
  readonly pids: readonly number[];
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** Lines of TLS secrets that it has written. */
  readonly secrets: number;
  /** Display filter for the sockets that its processes were seen with, those that are closed included; empty before the first. */
  readonly displayFilter: string;
  readonly problem: string;
}
