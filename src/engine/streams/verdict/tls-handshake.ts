/** Follows the TLS handshake of a stream through its packets. RFC 5246, section 7; RFC 8446, section 4. */
import { hexText } from '../../bytes/address';
import { type Occurrence, ValueSink } from '../../decode/value-sink';
import { chunkBits, chunkLength, packetBit } from '../../index/packet-table';
import { manyStacks } from '../../index/stack-columns';
import type { PacketSource } from '../packet-source';
import type { Side } from './stream-watch';

/** Packets with TLS that are decoded: handshakes are over long before. */
const maximumDecoded = 400;

export interface Hello {
  readonly frame: number;
  readonly side: Side;
  /** Versions offered, or the one chosen. */
  readonly versions: readonly number[];
  readonly ciphers: readonly number[];
  readonly serverName: string;
  readonly applications: readonly string[];
  /** Groups of the key shares. */
  readonly groups: readonly number[];
  readonly session: string;
  /** The server goes on with a session that both know (TLS 1.3). */
  readonly resumes: boolean;
}

export interface Alert {
  readonly frame: number;
  readonly side: Side;
  /** -1 where it is encrypted. */
  readonly level: number;
  readonly description: number;
}

export interface TlsHandshake {
  clientHello?: Hello;
  retry?: number;
  serverHello?: Hello;
  certificates?: { readonly frame: number; readonly list: readonly Uint8Array[] };
  clientCertificates?: { readonly frame: number; readonly list: readonly Uint8Array[] };
  certificateRequest?: number;
  /** Named group of the server's key exchange (TLS 1.2). */
  namedGroup?: number;
  keyExchange?: number;
  /** The packets in which each side changes to encryption (TLS 1.2), or sends its first encrypted record. */
  encryptedFrom: [number, number];
  readonly applicationData: [number, number];
  readonly alerts: Alert[];
  /** The first packet with TLS of any kind. */
  firstFrame: number;
  /** Not all packets were looked at. */
  cut: boolean;
}

const fieldNames = [
  'tls.handshake.type',
  'tls.handshake.version',
  'tls.handshake.extensions.supported_version',
  'tls.handshake.ciphersuite',
  'tls.handshake.cipherspec',
  'tls.record.version',
  'tls.handshake.extensions_server_name',
  'tls.handshake.extensions_alpn_str',
  'tls.handshake.extensions_key_share_group',
  'tls.handshake.session_id',
  'tls.handshake.random',
  'tls.handshake.extensions.psk.identity.selected',
  'tls.handshake.certificate',
  'tls.handshake.server_named_curve',
  'tls.alert_message.level',
  'tls.alert_message.desc',
  'tls.record.content_type',
  'tls.record.opaque_type',
] as const;
type FieldName = (typeof fieldNames)[number];

const message = {
  clientHello: 1,
  serverHello: 2,
  certificate: 11,
  certificateRequest: 13,
  clientKeyExchange: 16,
} as const;
const content = { changeCipherSpec: 20, alert: 21, handshake: 22, applicationData: 23 } as const;
/** SSL 2.0 numbers its messages otherwise. */
const oldestVersion = 0x0002;
const typesOfOldest: Readonly<Record<number, number>> = { 1: message.clientHello, 4: message.serverHello };
const oldestMasterKey = 2;
/** The random of a ServerHello that is a HelloRetryRequest. RFC 8446, section 4.1.3. */
const retryRandom = 'cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c';

/** Whether this is TLS 1.3, drafts of it included. */
export const isVersion13 = (version: number | undefined): boolean =>
  version !== undefined && (version === 0x0304 || version >>> 8 === draftsOf13);
const draftsOf13 = 0x7f;

/** Packets decoded in one step. */
const stride = 64;

/** Looks at the rows of a conversation, in steps; undefined where no packet of it has TLS. */
export function* tlsHandshake(source: PacketSource, rows: Iterable<number>): Generator<void, TlsHandshake | undefined> {
  const { index } = source;
  const sink = new ValueSink(
    index.catalogue,
    fieldNames.map((name) => index.catalogue.field(name)[0]),
  );
  const isTls = tlsStacks(source);
  const found: TlsHandshake = { encryptedFrom: [0, 0], applicationData: [0, 0], alerts: [], firstFrame: 0, cut: false };
  let decoded = 0;
  for (const row of rows) {
    const chunk = index.table.chunks[row >>> chunkBits];
    const at = row & (chunkLength - 1);
    if (!isTls(chunk.stack[at])) continue;
    // Once both sides have sent data, only alerts are of interest, and these are in short packets.
    if (found.applicationData.every((frame) => frame > 0) && chunk.length[at] > 64) continue;
    if (decoded++ >= maximumDecoded) {
      found.cut = true;
      break;
    }
    if (decoded % stride === 0) yield;
    sink.reset();
    source.walk(row, sink, false);
    take(found, row + 1, (chunk.flags[at] & packetBit.backward) === 0 ? 0 : 1, valuesOf(sink));
  }
  return found.firstFrame === 0 ? undefined : found;
}

type Values = (name: FieldName) => readonly Occurrence[];

const valuesOf =
  (sink: ValueSink): Values =>
  (name) =>
    sink.values[fieldNames.indexOf(name)];

const numbers = (list: readonly Occurrence[]): number[] => list.map(({ value }) => Number(value));

function take(found: TlsHandshake, frame: number, side: Side, values: Values): void {
  if (found.firstFrame === 0) found.firstFrame = frame;
  const isOldest = numbers(values('tls.record.version')).includes(oldestVersion);
  const said = numbers(values('tls.handshake.type'));
  const types = isOldest ? said.map((type) => typesOfOldest[type] ?? 0) : said;
  if (types.includes(message.clientHello)) found.clientHello ??= helloOf(frame, side, values);
  // One without any version or cipher is damaged, and says nothing.
  if (types.includes(message.serverHello) && (isOldest || numbers(values('tls.handshake.ciphersuite')).length > 0)) {
    if (values('tls.handshake.random').some(({ value }) => hexText(value as Uint8Array) === retryRandom))
      found.retry ??= frame;
    else found.serverHello ??= helloOf(frame, side, values);
  }
  if (types.includes(message.certificateRequest)) found.certificateRequest ??= frame;
  if (types.includes(message.clientKeyExchange)) found.keyExchange ??= frame;
  // In SSL 2.0 the server offers, and the client chooses.
  if (isOldest && said.includes(oldestMasterKey) && found.serverHello !== undefined)
    found.serverHello = { ...found.serverHello, ciphers: numbers(values('tls.handshake.cipherspec')) };
  const [group] = numbers(values('tls.handshake.server_named_curve'));
  if (group !== undefined) found.namedGroup ??= group;
  if (types.includes(message.certificate)) {
    const list = values('tls.handshake.certificate').map(({ value }) => (value as Uint8Array).slice());
    if (side === found.clientHello?.side) found.clientCertificates ??= { frame, list };
    else found.certificates ??= { frame, list };
  }
  takeRecords(found, frame, side, values);
}

function takeRecords(found: TlsHandshake, frame: number, side: Side, values: Values): void {
  const levels = numbers(values('tls.alert_message.level'));
  const descriptions = numbers(values('tls.alert_message.desc'));
  levels.forEach((level, index) => {
    found.alerts.push({ frame, side, level, description: descriptions[index] ?? -1 });
  });
  const records = [...numbers(values('tls.record.content_type')), ...numbers(values('tls.record.opaque_type'))];
  const isThirteen = isVersion13(found.serverHello?.versions[0]);
  for (const record of records) {
    if (record === content.changeCipherSpec && !isThirteen && found.serverHello !== undefined)
      found.encryptedFrom[side] ||= frame;
    if (record === content.applicationData) {
      found.encryptedFrom[side] ||= frame;
      found.applicationData[side] ||= frame;
    }
    if (record === content.alert && levels.length === 0) found.alerts.push({ frame, side, level: -1, description: -1 });
  }
}

function helloOf(frame: number, side: Side, values: Values): Hello {
  const versions = numbers(values('tls.handshake.extensions.supported_version'));
  const session = values('tls.handshake.session_id')[0]?.value;
  return {
    frame,
    side,
    versions: versions.length > 0 ? versions : numbers(values('tls.handshake.version')).slice(0, 1),
    ciphers: [...numbers(values('tls.handshake.ciphersuite')), ...numbers(values('tls.handshake.cipherspec'))],
    serverName: String(values('tls.handshake.extensions_server_name')[0]?.value ?? ''),
    applications: values('tls.handshake.extensions_alpn_str').map(({ value }) => String(value)),
    groups: numbers(values('tls.handshake.extensions_key_share_group')),
    session: session instanceof Uint8Array ? hexText(session) : '',
    resumes: values('tls.handshake.extensions.psk.identity.selected').length > 0,
  };
}

function tlsStacks({ index }: PacketSource): (number: number) => boolean {
  const known: boolean[] = [];
  return (number) => {
    if (number === manyStacks) return true;
    known[number] ??= index.stacks.protocols(index.stackColumns.stacks[number]).some(({ id }) => id === 'tls');
    return known[number];
  };
}
