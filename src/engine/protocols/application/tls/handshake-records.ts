/** Handshake messages in TLS records: several in one, one over several, and those that are encrypted. RFC 8446, section 5.1. */
import type { Layer } from '../../../declare/layer';
import type { Reassembled } from '../../../declare/memory';
import { handshakeTypeNames } from '../../names/tls';
import type { TlsFields } from './fields';
import { learnFrom, messageBody, messageName } from './handshake';
import { readingOther } from './reassembled-bytes';
import { shortVersion } from './session';
import type { HandshakeWalk } from './walk';

const headerLength = 4;
/** Scope of our fragments among those that the capture's memory keeps. */
const fragmentScope = 0x16_0000;
/** Messages are taken to be shorter than this. */
const maximumMessage = 0x1_0000;

/** What the handshake record with its contents in `[at, end)` is called in the record's line. */
export function handshakeRecordTitle(walk: HandshakeWalk, at: number, end: number): string {
  const { layer, session, fromServer } = walk;
  if (at >= end) return '';
  if (session.sender(fromServer).pending !== undefined) return ' (fragment)';
  if (isEncrypted(walk, at, end)) return ': Encrypted Handshake Message';
  const length = end - at < headerLength ? end - at : headerLength + layer.u24(at + 1);
  if (length < end - at) return ': Multiple Handshake Messages';
  const name = handshakeTypeNames[layer.u8(at)] ?? 'Encrypted Handshake Message';
  return `: ${name}${length > end - at ? ' (fragment)' : ''}`;
}

/** Walks the handshake record with its contents in `[at, end)`. */
export function handshakeRecord(walk: HandshakeWalk, field: TlsFields, at: number, end: number): void {
  if (at >= end) return;
  const { layer, session, fromServer } = walk;
  const sender = session.sender(fromServer);
  let next = at;
  let first = true;
  if (sender.pending !== undefined) {
    next = continueMessage(walk, field, at, end);
    if (next < 0) return;
    first = next === at;
  }
  if (first && isEncrypted(walk, at, end)) {
    showEncrypted(walk, field, at, end);
    return;
  }
  while (next < end) {
    const left = end - next;
    const length = left < headerLength ? 0 : headerLength + layer.u24(next + 1);
    if (length === 0 || left < length) {
      beginMessage(walk, field, next, end, first);
      return;
    }
    message(walk, field, next, length, first);
    next += length;
    first = false;
  }
}

/**
 * Whether a record seems encrypted. Less than 16 bytes cannot be: every cipher adds as many. Five zero bytes are no two HelloRequests
 * but the explicit nonce of TLS 1.2's AEAD ciphers.
 */
function isEncrypted({ layer, session, fromServer }: HandshakeWalk, at: number, end: number): boolean {
  if (end - at < 16) return false;
  if (layer.u32(at) === 0 && layer.u8(at + 4) === 0) return true;
  if (session.encrypted(fromServer, layer.dissection.frame)) return true;
  return handshakeTypeNames[layer.u8(at)] === undefined || layer.u24(at + 1) >= maximumMessage;
}

function showEncrypted({ layer }: HandshakeWalk, field: TlsFields, at: number, end: number): void {
  layer.appendInfo('Encrypted Handshake Message', ', ');
  layer.add(field.handshake, at, end - at);
  layer.append(': Encrypted Handshake Message');
}

/** Keeps the beginning of a message that goes on in the next record. */
function beginMessage(walk: HandshakeWalk, field: TlsFields, at: number, end: number, first: boolean): void {
  const { layer, session, fromServer } = walk;
  const { learning } = layer;
  const length = end - at;
  layer.need(at, length);
  const identification = learning ? session.nextMessage(layer.dissection) : 0;
  const outcome = layer.memory.fragment(layer, {
    identification,
    scope: fragmentScope,
    offset: 0,
    more: true,
    at,
    length,
  });
  const head = learning ? Array.from(layer.slice(at, Math.min(length, headerLength))) : [];
  session.sender(fromServer).pending = { identification, have: length, head };
  const name = handshakeTypeNames[layer.u8(at)] ?? 'Encrypted Handshake Message';
  if (first) layer.appendInfo(`[${name} Fragment]`, ', ');
  showFragment(layer, field, at, end, `: ${name} (fragment)`);
  if (outcome.kind === 'incomplete' && outcome.frame > 0)
    layer.addComputed(field['handshake.reassembled_in'], outcome.frame);
}

/** Adds this record to the message that an earlier one began. Returns where the next message begins, -1 when this one still goes on. */
function continueMessage(walk: HandshakeWalk, field: TlsFields, at: number, end: number): number {
  const { layer, session, fromServer } = walk;
  const sender = session.sender(fromServer);
  const pending = sender.pending!;
  const all = end - at;
  if (!layer.has(at, all)) {
    sender.pending = undefined;
    return at;
  }
  const head = pending.head.concat(layer.learning ? Array.from(layer.slice(at, Math.min(all, headerLength))) : []);
  const total = head.length < headerLength ? 0 : headerLength + ((head[1] << 16) | (head[2] << 8) | head[3]);
  const taken = total === 0 ? all : Math.min(all, total - pending.have);
  const outcome = layer.memory.fragment(layer, {
    identification: pending.identification,
    scope: fragmentScope,
    offset: pending.have,
    more: total === 0 || pending.have + taken < total,
    at,
    length: taken,
  });
  if (outcome.kind === 'incomplete') {
    const over = layer.learning && total !== 0 && pending.have + taken >= total;
    sender.pending = over
      ? undefined
      : { identification: pending.identification, have: pending.have + taken, head: head.slice(0, headerLength) };
    showFragment(layer, field, at, end, ' (fragment)');
    if (outcome.frame > 0) layer.addComputed(field['handshake.reassembled_in'], outcome.frame);
    return -1;
  }
  sender.pending = undefined;
  const last = outcome.whole.pieces.at(-1)!.length;
  showFragment(layer, field, at, at + last, ' (last fragment)');
  showPieces(layer, field, outcome.whole);
  readingOther(layer, outcome.whole.bytes, () => {
    message(walk, field, 0, outcome.whole.bytes.length, true);
  });
  return at + last;
}

function showFragment(layer: Layer, field: TlsFields, at: number, end: number, text: string): void {
  layer.add(field.handshake, at, end - at);
  layer.append(text);
}

function showPieces(layer: Layer, field: TlsFields, { pieces }: Reassembled): void {
  if (!layer.emitting) return;
  layer.open(field['handshake.fragments'], 0, 0);
  for (const { frame } of pieces) layer.addComputed(field['handshake.fragment'], frame);
  layer.addComputed(field['handshake.fragment.count'], pieces.length);
  layer.close();
}

/** Walks one whole message of `length` bytes with its header. */
function message(walk: HandshakeWalk, field: TlsFields, at: number, length: number, first: boolean): void {
  const { layer, session } = walk;
  const type = layer.u8(at);
  if (!first && handshakeTypeNames[type] === undefined) return;
  layer.need(at, length);
  const before = session.version;
  const kind = learnFrom(walk, type, at + headerLength, at + length);
  const name = messageName(kind);
  if (type === 2 && session.version !== before) layer.setColumn(shortVersion(session.version, 'TLS'));
  layer.appendInfo(name ?? 'Encrypted Handshake Message', ', ');
  layer.open(field.handshake, at, length);
  if (layer.inTree) layer.append(`: ${name ?? 'Encrypted Handshake Message'}`);
  if (name !== undefined) {
    layer.add(field['handshake.type'], at, 1);
    layer.add(field['handshake.length'], at + 1, 3);
    messageBody(walk, kind, at + headerLength, at + length);
  }
  layer.close();
}
