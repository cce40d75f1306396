/** What a TLS or DTLS connection has agreed on so far, as the walk of one packet needs it. */
import type { Dissection } from '../../../declare/dissection';
import type { HandshakeWalk } from './walk';

/** Versions as they stand in hellos; 0 is "not known". */
export const tlsVersion = {
  unknown: 0,
  ssl2: 0x0002,
  ssl3: 0x0300,
  tls10: 0x0301,
  tls11: 0x0302,
  tls12: 0x0303,
  tls13: 0x0304,
  gm: 0x0101,
  dtls10: 0xfeff,
  dtls12: 0xfefd,
  dtls13: 0xfefc,
  dtlsOpenSsl: 0x0100,
} as const;

/** All versions; a version's place in this list stands for it in a packed word of four bits. */
const versions: readonly number[] = Object.values(tlsVersion);

const shortNames: Readonly<Record<number, string>> = {
  [tlsVersion.ssl2]: 'SSLv2',
  [tlsVersion.ssl3]: 'SSLv3',
  [tlsVersion.tls10]: 'TLSv1',
  [tlsVersion.tls11]: 'TLSv1.1',
  [tlsVersion.tls12]: 'TLSv1.2',
  [tlsVersion.tls13]: 'TLSv1.3',
  [tlsVersion.gm]: 'GMTLSv1',
  [tlsVersion.dtls10]: 'DTLSv1.0',
  [tlsVersion.dtls12]: 'DTLSv1.2',
  [tlsVersion.dtls13]: 'DTLSv1.3',
  [tlsVersion.dtlsOpenSsl]: 'DTLS 1.0 (OpenSSL pre 0.9.8f)',
};

/** The version as the Protocol column writes it. */
export const shortVersion = (version: number, otherwise: string): string => shortNames[version] ?? otherwise;

/** Draft number of a TLS 1.3 draft's version, 0 for anything else. */
export function draftOf(version: number): number {
  if (version >= 0x7f0e && version <= 0x7f1c) return version & 0xff;
  return version === 0xfb17 ? 23 : version === 0xfb1a ? 26 : 0;
}

/** A handshake message whose bytes go on in the next record. */
export interface PendingMessage {
  readonly identification: number;
  /** Bytes that are there. */
  have: number;
  /** The message's first bytes, up to the four that tell its length. */
  head: readonly number[];
}

/** One direction of a connection. */
class Sender {
  /** Number of the packet with this side's first ChangeCipherSpec, 0 before. */
  changeCipherSpec = 0;
  /** Only in the first pass: the message that began in an earlier record. Elsewhere a mark that there is one. */
  pending: PendingMessage | undefined;
}

const mark: PendingMessage = { identification: 0, have: 0, head: [] };

/**
 * Kept per conversation in the first pass. Later passes begin each packet with what `pack` had remembered of it: a number of 32 bits.
 * The packet's own messages then change it as they did at first.
 */
export class TlsSession {
  version: number = tlsVersion.unknown;
  /** Draft of TLS 1.3 that was agreed on, 0 for the standard. */
  draft = 0;
  cipherSuite = 0;
  /** Index of the application protocol that ALPN agreed on, in `applicationNames`; 0 unknown. */
  application = 0;
  /** Whether the server is the conversation's first endpoint; undefined before a hello told. */
  serverIsFirst: boolean | undefined;
  /** Only in the first pass: the walk of the packet at hand. */
  walk: HandshakeWalk | undefined;
  private readonly client = new Sender();
  private readonly server = new Sender();
  private messages = 0;

  sender(fromServer: boolean): Sender {
    return fromServer ? this.server : this.client;
  }

  /** Whether what this side sends in this packet comes after a ChangeCipherSpec of an earlier one. */
  encrypted(fromServer: boolean, frame: number): boolean {
    const { changeCipherSpec } = this.sender(fromServer);
    return changeCipherSpec !== 0 && frame > changeCipherSpec;
  }

  /** Takes over the version that a message or hello states, when it is one. */
  tryVersion(stated: number, datagrams: boolean): void {
    const draft = draftOf(stated);
    const version = draft === 0 ? stated : tlsVersion.tls13;
    const isDatagram = version >= 0xfe00 || version === tlsVersion.dtlsOpenSsl;
    if (version === 0 || isDatagram !== datagrams || !versions.includes(version)) return;
    this.version = version;
    if (draft !== 0) this.draft = draft;
  }

  nextMessage(dissection: Dissection): number {
    this.messages = (this.messages + 1) & 0xffff;
    return dissection.conversation * 0x1_0000 + this.messages;
  }

  pack(fromServer: boolean, frame: number): number {
    const { pending } = this.sender(fromServer);
    return (
      versions.indexOf(this.version) |
      (fromServer ? 1 << 4 : 0) |
      (this.encrypted(fromServer, frame) ? 1 << 5 : 0) |
      (pending === undefined ? 0 : 1 << 6) |
      (this.application << 7) |
      (Math.min(this.draft, 31) << 10) |
      (this.cipherSuite << 15)
    );
  }

  /** Restores what `pack` wrote, for a packet that goes from the conversation's first endpoint or not. */
  unpack(word: number, frame: number): boolean {
    this.version = versions[word & 15] ?? tlsVersion.unknown;
    const fromServer = (word & (1 << 4)) !== 0;
    const sender = this.sender(fromServer);
    sender.changeCipherSpec = (word & (1 << 5)) === 0 ? 0 : frame - 1;
    sender.pending = (word & (1 << 6)) === 0 ? undefined : mark;
    this.application = (word >> 7) & 7;
    this.draft = (word >> 10) & 31;
    this.cipherSuite = (word >>> 15) & 0xffff;
    return fromServer;
  }
}

/** Applications as `tls.app_data_proto` names them, by the names that ALPN gives them. */
export const applicationNames = [
  { protocol: '', alpn: [] },
  { protocol: 'Hypertext Transfer Protocol', alpn: ['http/1.1', 'http/1.0'] },
  { protocol: 'HyperText Transfer Protocol 2', alpn: ['h2', 'h2-14', 'h2-15', 'h2-16'] },
  { protocol: 'Domain Name System', alpn: ['dot'] },
  { protocol: 'Internet Message Access Protocol', alpn: ['imap'] },
  { protocol: 'Post Office Protocol', alpn: ['pop3'] },
  { protocol: 'Hypertext Transfer Protocol Version 3', alpn: ['h3'] },
] as const;
