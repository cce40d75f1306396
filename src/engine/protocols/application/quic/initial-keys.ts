/**
 * Removes the protection of Initial packets. Its keys follow from a connection ID that everybody can see: they keep accidents out, not
 * readers. RFC 9001, sections 5.2 to 5.4; RFC 9369, section 3.3.
 */
import { Aes128, openGcm } from '../../../bytes/aes';
import { hkdfExpandLabel, hkdfExtract } from '../../../bytes/sha256';
import { isVersion2, quicVersion } from './names';

const fromHex = (digits: string): Uint8Array =>
  Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/** Salts by the first draft that has them, the newest first. */
const salts: readonly (readonly [draft: number, salt: Uint8Array])[] = [
  [33, fromHex('38762cf7f55934b34d179ae6a4c80cadccbb7f0a')],
  [29, fromHex('afbfec289993d24c9e9786f19c6111e04390a899')],
  [23, fromHex('c3eef712c72ebb5a11a7d2432bb46365bef9f502')],
  [21, fromHex('7fbcdb0e7c66bbe9193a96cd21519ebd7a02644a')],
  [17, fromHex('ef4fb0abb47470c41befcf8031334fae485e09a0')],
];
const saltOfVersion2 = fromHex('0dede3def700a6db819381be6e269dcbf9bd2ed9');
const saltOfVersion2Draft = fromHex('a707c203a59b47184a1d62ca570406ea7ae3e5d3');
const saltOfQ050 = fromHex('504574efd066fe2f9d945cfcdbd3a7f0d3b56b45');
const saltOfT051 = fromHex('7a4edef4e7ccee5fa4506c19124fc8ccda6e033d');
const saltOfT050 = fromHex('7ff579e5acd072915580304c43a2367c60488310');

function saltOf(version: number): Uint8Array | undefined {
  if (version === 0x6b33_43cf) return saltOfVersion2;
  if (version === 0x709a_50c4) return saltOfVersion2Draft;
  if (version === 0x5130_3530) return saltOfQ050;
  if (version === 0x5430_3530) return saltOfT050;
  if (version === 0x5430_3531) return saltOfT051;
  const draft = quicVersion(version)?.draft ?? 0;
  return salts.find(([from]) => draft >= from)?.[1];
}

/** A packet with its protection removed. */
export interface OpenedPacket {
  /** The first byte as it was before protection. */
  readonly firstByte: number;
  readonly packetNumber: number;
  readonly packetNumberLength: number;
  /** The frames, or undefined when the packet was not sealed with these keys. */
  readonly plain: Uint8Array | undefined;
}

/** The keys of one direction. */
export class InitialKeys {
  private readonly header: Aes128;
  private readonly payload: Aes128;
  private readonly vector: Uint8Array;

  private constructor(
    readonly version: number,
    readonly connectionId: Uint8Array,
    readonly fromServer: boolean,
    salt: Uint8Array,
  ) {
    const prefix = isVersion2(version) ? 'quicv2' : 'quic';
    const secret = hkdfExpandLabel(hkdfExtract(salt, connectionId), fromServer ? 'server in' : 'client in', 32);
    this.payload = new Aes128(hkdfExpandLabel(secret, `${prefix} key`, 16));
    this.vector = hkdfExpandLabel(secret, `${prefix} iv`, 12);
    this.header = new Aes128(hkdfExpandLabel(secret, `${prefix} hp`, 16));
  }

  /** The last keys made: the packets of a connection mostly come together. */
  private static last: InitialKeys | undefined;

  /** Keys of a connection by the first connection ID that its client chose; undefined for versions without public keys. */
  static of(version: number, connectionId: Uint8Array, fromServer: boolean): InitialKeys | undefined {
    const { last } = InitialKeys;
    if (last?.version === version && last.fromServer === fromServer && same(last.connectionId, connectionId))
      return last;
    const salt = saltOf(version);
    if (salt === undefined) return undefined;
    InitialKeys.last = new InitialKeys(version, connectionId.slice(), fromServer, salt);
    return InitialKeys.last;
  }

  /** Opens `packet`, a view of one whole packet, whose packet number stands at `at`. Undefined when it is too short. */
  open(packet: Uint8Array, at: number): OpenedPacket | undefined {
    if (at + 20 > packet.length) return undefined;
    const mask = this.header.encryptBytes(packet, at + 4);
    const firstByte = packet[0] ^ (mask[0] & 0x0f);
    const packetNumberLength = (firstByte & 3) + 1;
    const header = packet.slice(0, at + packetNumberLength);
    header[0] = firstByte;
    let packetNumber = 0;
    for (let i = 0; i < packetNumberLength; i++) {
      header[at + i] ^= mask[i + 1];
      packetNumber = packetNumber * 256 + header[at + i];
    }
    const nonce = this.vector.slice();
    for (let i = 0; i < packetNumberLength; i++) nonce[11 - i] ^= header[at + packetNumberLength - 1 - i];
    const plain = openGcm(this.payload, nonce, header, packet.subarray(at + packetNumberLength));
    return { firstByte, packetNumber, packetNumberLength, plain };
  }
}

const same = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i]);
