/** What a QUIC connection's packets need to know of earlier ones. RFC 9000, sections 5.1 and 7.2. */
import { CryptoStream } from './crypto-stream';

/** Longest connection ID. RFC 9000, section 17.2. */
export const maximumConnectionId = 20;

/** Kept per conversation in the first pass. */
export class QuicConnection {
  /** Whether the client is the conversation's first endpoint; undefined before an Initial packet told. */
  clientIsFirst: boolean | undefined;
  /** The connection ID that the client chose for the server before it knew better: Initial keys come from it. */
  original: Uint8Array = new Uint8Array(0);
  /** Connection IDs that each side wants to be called by. */
  clientId: Uint8Array = new Uint8Array(0);
  serverId: Uint8Array | undefined;
  clientStream = new CryptoStream();
  serverStream = new CryptoStream();

  /** Whether a packet of this direction comes from the server. */
  isFromServer(forward: boolean): boolean {
    return this.clientIsFirst !== undefined && this.clientIsFirst !== forward;
  }

  /** Learns from an Initial packet, the first of a connection or a later one. */
  learnInitial(forward: boolean, destination: Uint8Array, source: Uint8Array): void {
    if (this.clientIsFirst === undefined || !this.isFromServer(forward)) {
      const continues =
        this.clientIsFirst !== undefined && (sameId(destination, this.original) || sameId(destination, this.serverId));
      if (!continues) this.begin(forward, destination);
      this.clientId = source.slice();
    } else this.serverId = source.slice();
  }

  /**
   * A Retry packet: keys come from the connection ID that the server chose (RFC 9001, section 5.2), and the client sends its hello again
   * from the beginning. Once the server has sent anything else it is to be discarded (RFC 9000, section 17.2.5.2).
   */
  retry(id: Uint8Array): void {
    if (this.serverId !== undefined) return;
    this.original = id.slice();
    this.clientStream = new CryptoStream();
  }

  /** Length of the connection ID in this direction's short headers. */
  shortIdLength(fromServer: boolean): number {
    return fromServer ? this.clientId.length : (this.serverId ?? this.original).length;
  }

  private begin(forward: boolean, destination: Uint8Array): void {
    this.clientIsFirst = forward;
    this.original = destination.slice();
    this.serverId = undefined;
    this.clientStream = new CryptoStream();
    this.serverStream = new CryptoStream();
  }
}

export const sameId = (a: Uint8Array, b: Uint8Array | undefined): boolean =>
  a.length === b?.length && a.every((byte, i) => byte === b[i]);
