/**
 * The frames of Google's versions Q050, T050 and T051: headers and keys are as the IETF drafted them, frames as before, and the
 * handshake is Google's own or TLS. draft-tsvwg-quic-protocol-02; Chromium's net/third_party/quiche.
 */
import type { Layer } from '../../../declare/layer';
import gquic from '../gquic';
import type { GquicFields } from '../gquic/fields';
import { behindFrame, messageNames } from '../gquic/frames';
import { tags } from '../gquic/tags';
import { variableInteger } from '../tls/transport-parameters';
import type { QuicFields } from './fields';
import { beginFrame, type CryptoListener } from './frames';

const ownHandshake = 0x5130_3530;
const versions: ReadonlySet<number> = new Set([ownHandshake, 0x5430_3530, 0x5430_3531]);
const cryptoType = 0x08;
/** What of the older versions' rules these follow. */
const shapeVersion = 50;

export const isGoogleVersion = (version: number): boolean => versions.has(version);

/** Shows the frames that the layer's bytes are, up to the first that tells nothing of its length. */
export function showGoogleFrames(
  layer: Layer,
  field: QuicFields,
  version: number,
  numberWidth: number,
  crypto: CryptoListener,
): void {
  for (let at = 0; at < layer.available; ) {
    const next: number | undefined =
      layer.u8(at) === cryptoType
        ? cryptoFrame(layer, field, version, at, crypto)
        : behindFrame(layer, at, { version: shapeVersion, numberWidth });
    if (next === undefined) return;
    at = next;
  }
}

function cryptoFrame(layer: Layer, field: QuicFields, version: number, at: number, crypto: CryptoListener): number {
  const own = version === ownHandshake;
  const offset = variableInteger(layer, at + 1);
  const length = variableInteger(layer, at + 1 + offset.width);
  const start = at + 1 + offset.width + length.width;
  const end = start + Number(length.value);
  layer.need(start, Number(length.value));
  beginFrame(layer, field, 0x06, at, own ? '' : 'CRYPTO');
  layer.add(field['crypto.offset'], at + 1, offset.width, offset.value);
  layer.add(field['crypto.length'], at + 1 + offset.width, length.width, length.value);
  layer.add(field['crypto.crypto_data'], start, end - start);
  if (!own) crypto(Number(offset.value), start, end - start);
  else if (offset.value === 0n && end - start >= 8) message(layer, start);
  layer.close(end);
  return end;
}

/** The first message of Google's own handshake; what goes on in the next packet is not put together. */
function message(layer: Layer, at: number): void {
  const name = messageNames[layer.latin1(at, 4)];
  if (name === undefined) return;
  layer.setInfo(name);
  tags(layer, gquic.fields as GquicFields, at);
}
