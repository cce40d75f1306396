/** The contents of an Initial packet: its frames, and the TLS handshake in them. RFC 9000, sections 12.4 and 19. */
import tls from '../tls';
import { readingOther } from '../tls/reassembled-bytes';
import { bareHandshake } from '../tls/records';
import { sameId } from './connection';
import { type CryptoPiece, inOrder } from './crypto-stream';
import { type CryptoListener, showFrames } from './frames';
import { isGoogleVersion, showGoogleFrames } from './google-frames';
import { InitialKeys } from './initial-keys';
import type { QuicWalk } from './packets';

/** Shows what follows the header of the Initial packet that begins at `at`: its packet number at `start`, its end at `end`. */
export function initialPayload(walk: QuicWalk, version: number, at: number, start: number, end: number): void {
  const { layer, field, fromServer } = walk;
  const id = keyId(walk, layer.slice(at + 6, layer.u8(at + 5)));
  const packet = layer.slice(at, end - at);
  const opened = InitialKeys.of(version, id, fromServer)?.open(packet, start - at);
  if (opened === undefined) {
    layer.add(field.remaining_payload, start, end - start);
    return;
  }
  const { packetNumber, packetNumberLength, plain } = opened;
  layer.add(field['long.reserved'], at, 1, (opened.firstByte >> 2) & 3);
  layer.add(field.packet_number_length, at, 1, opened.firstByte & 3);
  layer.add(field.packet_number, start, packetNumberLength, BigInt(packetNumber));
  if (layer.wantsInfo) layer.appendInfo(`, PKN: ${packetNumber}`);
  const payload = start + packetNumberLength;
  layer.add(field.payload, payload, end - payload);
  if (plain === undefined) {
    layer.addComputed(field.decryption_failed, 1, payload, end - payload);
    return;
  }
  const pieces: CryptoPiece[] = [];
  readingOther(layer, plain, () => {
    const listener: CryptoListener = (offset, place, length) => {
      pieces.push({ offset, bytes: plain.subarray(place, place + length) });
    };
    if (isGoogleVersion(version)) showGoogleFrames(layer, field, version, packetNumberLength, listener);
    else showFrames(layer, field, listener);
  });
  if (pieces.length > 0) handshake(walk, pieces);
}

/** The connection ID that the keys come from: this packet's own, or one of an earlier packet. */
function keyId({ layer, connection }: QuicWalk, own: Uint8Array): Uint8Array {
  const earlier = layer.memory.keep(layer.dissection, () =>
    connection === undefined || sameId(connection.original, own) ? undefined : connection.original,
  );
  return earlier ?? own;
}

/** Hands the handshake's bytes that are in order with this packet to TLS. */
function handshake({ layer, connection, fromServer }: QuicWalk, pieces: readonly CryptoPiece[]): void {
  const { dissection, memory } = layer;
  let bytes: Uint8Array | undefined;
  let word = 0;
  if (connection !== undefined) {
    const stream = fromServer ? connection.serverStream : connection.clientStream;
    const { next } = stream;
    const added = stream.add(pieces);
    bytes = added.bytes;
    if (bytes.length > 0) word = next * 4 + (added.fromEarlier ? 3 : 1);
  }
  word = memory.remember(dissection, word);
  if ((word & 1) === 0) return;
  const own = bytes;
  const whole = (word & 2) !== 0 ? memory.keep(dissection, () => own) : (own ?? inOrder(Math.floor(word / 4), pieces));
  // Without room for the bytes of earlier packets no pass shows the handshake.
  if (whole !== undefined) layer.keepingColumns(() => layer.nextIn(tls, whole, 0, whole.length, bareHandshake));
}
