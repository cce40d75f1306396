/** Signed certificate timestamps, in extensions of TLS and of certificates. RFC 6962, section 3.3. */
import { absoluteTime, bytes, expert, u8, u16 } from '../../../declare/kinds';
import type { Layer } from '../../../declare/layer';
import type { FieldsOf } from '../../../declare/protocol';
import { signatureAlgorithmNames, signatureHashNames, signatureSchemeName } from '../../names/tls';
import { opaque, vector } from './walk';

/** The fields that timestamps need, by their names behind `tls.`. */
export const timestampFields = {
  'handshake.sig_hash_alg': u16({ label: 'Signature Algorithm', base: 'hex', values: signatureSchemeName }),
  'handshake.sig_hash_hash': u8({ label: 'Signature Hash Algorithm Hash', values: signatureHashNames }),
  'handshake.sig_hash_sig': u8({ label: 'Signature Hash Algorithm Signature', values: signatureAlgorithmNames }),
  'sct.scts_length': u16({ label: 'Serialized SCT List Length' }),
  'sct.sct_length': u16({ label: 'Serialized SCT Length' }),
  'sct.sct_version': u8({ label: 'SCT Version', values: { 0: 'V1' } }),
  'sct.sct_logid': bytes({ label: 'Log ID' }),
  'sct.sct_timestamp': absoluteTime({ label: 'Timestamp' }),
  'sct.sct_extensions_length': u16({ label: 'Extensions length' }),
  'sct.sct_extensions': bytes({ label: 'Extensions' }),
  'sct.sct_signature': bytes({ label: 'Signature' }),
  'sct.sct_signature_length': u16({ label: 'Signature Length' }),
  'malformed.buffer_too_small': expert('error', {
    label: 'Malformed message, not enough data is available',
    group: 'malformed',
  }),
} as const;

export interface TimestampWalk {
  readonly layer: Layer;
  readonly field: FieldsOf<typeof timestampFields>;
}

/** Shows the list in `[at, end)`; returns where it ends. */
export function signedTimestamps(walk: TimestampWalk, at: number, end: number): number {
  const { layer, field } = walk;
  const limit = vector(walk, field['sct.scts_length'], at, 2, end);
  for (let next = at + 2; next + 2 <= limit; ) {
    layer.openText(next, Math.min(2 + layer.u16(next), limit - next), 'Signed Certificate Timestamp');
    const stop = vector(walk, field['sct.sct_length'], next, 2, limit);
    if (stop - next > 45) signedTimestamp(walk, next + 2, stop);
    layer.close();
    next = stop;
  }
  return limit;
}

/** RFC 6962, section 3.2. */
function signedTimestamp(walk: TimestampWalk, at: number, end: number): void {
  const { layer, field } = walk;
  layer.add(field['sct.sct_version'], at, 1);
  layer.add(field['sct.sct_logid'], at + 1, 32);
  if (layer.emitting) layer.addComputed(field['sct.sct_timestamp'], layer.u64(at + 33) * 1_000_000n, at + 33, 8);
  const next = opaque(walk, field['sct.sct_extensions_length'], field['sct.sct_extensions'], at + 41, 2, end);
  if (next + 2 > end) return;
  signatureAlgorithm(walk, next);
  opaque(walk, field['sct.sct_signature_length'], field['sct.sct_signature'], next + 2, 2, end);
}

/** One signature scheme, with the hash and the signature that TLS 1.2 read its bytes as. */
export function signatureAlgorithm({ layer, field }: TimestampWalk, at: number): void {
  layer.open(field['handshake.sig_hash_alg'], at, 2);
  layer.add(field['handshake.sig_hash_hash'], at, 1);
  layer.add(field['handshake.sig_hash_sig'], at + 1, 1);
  layer.close();
}
