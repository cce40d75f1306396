/** Bytes that only the first pass can know: the capture's memory keeps them with the packet, as a fragment that is whole at once. */
import type { Layer } from '../../../declare/layer';
import { readingOther } from '../tls/reassembled-bytes';

/** Scope of these among the fragments that the capture's memory keeps. */
const scope = 0x9000;

/** Keeps `bytes` in the first pass; gives them back in every pass. Calls come in the same order in each. */
export function keepBytes(layer: Layer, bytes: Uint8Array): Uint8Array {
  let kept = bytes;
  readingOther(layer, bytes, () => {
    const outcome = layer.memory.fragment(layer, {
      identification: layer.dissection.frame,
      scope,
      offset: 0,
      more: false,
      at: 0,
      length: bytes.length,
    });
    if (outcome.kind === 'complete') kept = outcome.whole.bytes;
  });
  return kept;
}
