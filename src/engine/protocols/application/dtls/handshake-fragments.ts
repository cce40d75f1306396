/** Handshake messages in DTLS records, each of which may be a fragment of one. RFC 6347, section 4.2.3. */
import type { Reassembled } from '../../../declare/memory';
import { handshakeTypeNames } from '../../names/tls';
import { learnFrom, messageBody, messageName } from '../tls/handshake';
import { readingOther } from '../tls/reassembled-bytes';
import { shortVersion } from '../tls/session';
import type { HandshakeWalk } from '../tls/walk';
import type { DtlsFields } from './fields';

const headerLength = 12;
/** Scope of our fragments among those that the capture's memory keeps. */
const fragmentScope = 0x16_0001;

/**
 * Whether the bytes at `at` are no plain fragment: sent under keys, of a type that does not exist, or longer than the record (the
 * case that the first byte of something encrypted happens to be a type).
 */
function isEncrypted({ layer }: HandshakeWalk, epoch: number, at: number, end: number): boolean {
  if (epoch > 0 || end - at < headerLength || handshakeTypeNames[layer.u8(at)] === undefined) return true;
  return headerLength + layer.u24(at + 9) > end - at;
}

/** What the record with its contents in `[at, end)` is called in its line. */
export function handshakeTitle(walk: HandshakeWalk, epoch: number, at: number, end: number): string {
  const { layer } = walk;
  if (!layer.has(at, Math.min(headerLength, end - at)) || isEncrypted(walk, epoch, at, end))
    return 'Encrypted Handshake Message';
  if (at + headerLength + layer.u24(at + 9) < end) return 'Multiple Handshake Messages';
  const name = handshakeTypeNames[layer.u8(at)] ?? '';
  return layer.u24(at + 9) < layer.u24(at + 1) ? `${name} (Fragment)` : name;
}

/** Walks the fragments in `[at, end)`. */
export function handshakeMessages(
  walk: HandshakeWalk,
  field: DtlsFields,
  epoch: number,
  at: number,
  end: number,
): void {
  const { layer } = walk;
  for (let next = at; next < end; ) {
    if (isEncrypted(walk, epoch, next, end)) {
      layer.appendInfo('Encrypted Handshake Message', ', ');
      layer.add(field.handshake, next, end - next);
      layer.append(': Encrypted Handshake Message');
      return;
    }
    next = fragment(walk, field, next);
  }
}

function fragment(walk: HandshakeWalk, field: DtlsFields, at: number): number {
  const { layer, session, fromServer } = walk;
  const type = layer.u8(at);
  const length = layer.u24(at + 1);
  const offset = layer.u24(at + 6);
  const here = layer.u24(at + 9);
  const end = at + headerLength + here;
  const whole = offset === 0 && here === length;
  const kind = whole ? learnFrom(walk, type, at + headerLength, end) : { type, retry: false };
  if (whole && type === 2) layer.setColumn(shortVersion(session.version, 'DTLS'));
  const name = messageName(kind) ?? '';
  layer.appendInfo(whole ? name : `${name} (Fragment)`, ', ');
  layer.open(field.handshake, at, headerLength + here);
  layer.append(`: ${name}${whole ? '' : ' (Fragment)'}`);
  layer.add(field['handshake.type'], at, 1);
  layer.add(field['handshake.length'], at + 1, 3);
  layer.add(field['handshake.message_seq'], at + 4, 2);
  layer.add(field['handshake.fragment_offset'], at + 6, 3);
  layer.add(field['handshake.fragment_length'], at + 9, 3);
  if (offset + here > length) layer.addComputed(field['handshake.fragment_past_end_msg'], 1, at + 6, 6);
  else if (whole) messageBody(walk, kind, at + headerLength, end);
  else {
    const outcome = layer.memory.fragment(layer, {
      identification: layer.dissection.conversation * 0x2_0000 + (layer.u16(at + 4) << 1) + (fromServer ? 1 : 0),
      scope: fragmentScope,
      offset,
      more: offset + here < length,
      at: at + headerLength,
      length: here,
    });
    if (outcome.kind === 'complete') showWhole(walk, field, type, outcome.whole);
    else if (outcome.frame > 0) layer.addComputed(field['reassembled.in'], outcome.frame);
  }
  layer.close();
  return end;
}

function showWhole(walk: HandshakeWalk, field: DtlsFields, type: number, { bytes, pieces }: Reassembled): void {
  const { layer, session } = walk;
  if (layer.emitting) {
    layer.open(field.fragments, 0, 0);
    for (const { frame } of pieces) layer.addComputed(field.fragment, frame);
    layer.addComputed(field['fragment.count'], pieces.length);
    layer.addComputed(field['reassembled.length'], bytes.length);
    layer.close();
  }
  readingOther(layer, bytes, () => {
    const kind = learnFrom(walk, type, 0, bytes.length);
    if (type === 2) layer.setColumn(shortVersion(session.version, 'DTLS'));
    layer.appendInfo(`${messageName(kind) ?? ''} (Reassembled)`, ', ');
    messageBody(walk, kind, 0, bytes.length);
  });
}
