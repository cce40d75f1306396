/** What an SSH connection has agreed on so far. RFC 4253, section 7. */
import { exchangeKind } from '../../names/ssh';

export const sshVersion = { unknown: 0, one: 1, two: 2 } as const;

/** Kept per conversation in the first pass; later passes begin each packet with what `pack` had remembered of it. */
export class SshSession {
  version: number = sshVersion.unknown;
  exchange: number = exchangeKind.unknown;
  /** Numbers of the packets with each side's first New Keys, 0 before. */
  private clientKeys = 0;
  private serverKeys = 0;
  private clientOffer: readonly string[] | undefined;
  private serverOffer: readonly string[] | undefined;

  /** Whether what this side sends in this packet is encrypted from its first byte. */
  encrypted(fromServer: boolean, frame: number): boolean {
    const keys = fromServer ? this.serverKeys : this.clientKeys;
    return keys !== 0 && frame > keys;
  }

  newKeys(fromServer: boolean, frame: number): void {
    if (fromServer) this.serverKeys ||= frame;
    else this.clientKeys ||= frame;
  }

  /** Takes note of a side's key exchange algorithms; the first of the client's that the server knows is used. */
  offer(fromServer: boolean, algorithms: readonly string[]): void {
    if (fromServer) this.serverOffer = algorithms;
    else this.clientOffer = algorithms;
    const chosen = this.clientOffer?.find((algorithm) => this.serverOffer?.includes(algorithm));
    if (chosen !== undefined) this.exchange = kindOf(chosen);
  }

  pack(fromServer: boolean, frame: number): number {
    return this.version | (this.exchange << 2) | (this.encrypted(fromServer, frame) ? 1 << 4 : 0);
  }

  unpack(word: number, fromServer: boolean, frame: number): void {
    this.version = word & 3;
    this.exchange = (word >> 2) & 3;
    if ((word & (1 << 4)) !== 0) this.newKeys(fromServer, frame - 1);
  }
}

function kindOf(algorithm: string): number {
  if (algorithm.startsWith('diffie-hellman-group-exchange')) return exchangeKind.groupExchange;
  if (algorithm.startsWith('diffie-hellman-')) return exchangeKind.diffieHellman;
  return exchangeKind.ellipticCurve;
}
