/** Tabular Data Stream, which MS SQL Server speaks: packets, and the messages that they carry. [MS-TDS]. */
import type { Layer } from '../../declare/layer';
import { on, type Protocol, protocol } from '../../declare/protocol';
import data from '../frame/data';
import { showInfoBehind } from './streams/info';
import { takePdu } from './streams/length-framed';
import { packetTypes, tdsFields } from './tds/fields';
import { showLogin, showPrelogin, showProcedure, showQuery, showTransaction } from './tds/requests';
import { showTokens } from './tds/tokens';
import type { TdsFields } from './tds/types';
import tls from './tls';
import { insideMessages } from './tls/records';

const headerLength = 8;
/** TLS records, which stand in place of packets once all is encrypted, may be shorter than a packet's header. */
const shortestHeader = 5;
const packet = { query: 1, oldLogin: 2, procedure: 3, response: 4, transaction: 14, login: 16, prelogin: 18 } as const;
const lastOfMessage = 0x01;
/** Scope of our fragments among those that the capture's memory keeps. */
const fragmentScope = 0x7d5;

/** What the first pass knows of a connection. */
class Session {
  /** Whether the server speaks the old dialect, of Sybase. */
  old = false;
  /** Of each direction: the number of the message that is being sent, and how much of it was. */
  readonly messages: [number, number] = [0, 0];
  readonly sent: [number, number] = [0, 0];
}
const create = (): Session => new Session();

const tds: Protocol = protocol({
  id: 'tds',
  title: 'Tabular Data Stream',
  parents: [on('tcp.port', 1433, 2433)],
  fields: tdsFields,
  dissect(layer, field) {
    // A message that was put together comes as a layer of its own.
    if (layer.selector > 0 && layer.parent?.protocol === tds) {
      walkMessage(layer, field, layer.selector, 0, true);
      return;
    }
    if (!takePdu(layer, shortestHeader, packetLength)) return;
    if (isTls(layer, 0)) {
      layer.next(tls, 0, layer.reported, insideMessages);
      return;
    }
    layer.need(0, headerLength);
    const type = layer.u8(0);
    const isLast = (layer.u8(1) & lastOfMessage) !== 0;
    if (layer.wantsInfo) {
      const name = packetTypes[type] ?? `Unknown Packet Type: ${type}`;
      showInfoBehind(layer, `${name}${isLast ? '' : ' (Not last buffer)'}`, ',');
    }
    showHeader(layer, field);
    walkPacket(layer, field, type, isLast);
  },
});

export default tds;

const isTls = (layer: Layer, at: number): boolean =>
  layer.has(at, 5) && layer.u8(at) >= 0x14 && layer.u8(at) <= 0x18 && layer.u8(at + 1) === 3 && layer.u8(at + 2) <= 3;

const packetLength = (layer: Layer, at: number): number =>
  isTls(layer, at) ? layer.u16(at + 3) + 5 : layer.u16(at + 2) < headerLength ? 0 : layer.u16(at + 2);

function showHeader(layer: Layer, field: TdsFields): void {
  layer.add(field.type, 0, 1);
  layer.open(field.status, 1, 1);
  layer.add(field['status.eom'], 1, 1);
  layer.add(field['status.ignore'], 1, 1);
  layer.add(field['status.event_notif'], 1, 1);
  layer.add(field['status.reset_conn'], 1, 1);
  layer.add(field['status.reset_conn_skip_tran'], 1, 1);
  layer.close();
  layer.add(field.length, 2, 2);
  layer.add(field.channel, 4, 2);
  layer.add(field.packet_number, 6, 1);
  layer.add(field.window, 7, 1);
}

/** Packets of one message follow one another in their direction; several of them are put together. */
function walkPacket(layer: Layer, field: TdsFields, type: number, isLast: boolean): void {
  const { memory, dissection } = layer;
  const session = layer.learning ? memory.conversationState(dissection, 'tds', create) : undefined;
  const side = dissection.forward ? 0 : 1;
  if (session !== undefined && type === packet.oldLogin) session.old = true;
  const old = memory.remember(dissection, session?.old ? 1 : 0) === 1;
  const offset = memory.remember(dissection, session?.sent[side] ?? 0);
  const message = memory.remember(dissection, session?.messages[side] ?? 0);
  const length = layer.available - headerLength;
  if (session !== undefined) {
    session.sent[side] = isLast ? 0 : offset + length;
    if (isLast) session.messages[side]++;
  }
  if (isLast && offset === 0) {
    walkMessage(layer, field, type, headerLength, !old);
    return;
  }
  const outcome = memory.fragment(layer, {
    identification: (dissection.conversation * 2 + side) * 0x10_0000 + (message % 0x10_0000),
    scope: fragmentScope,
    offset,
    more: !isLast,
    at: headerLength,
    length,
  });
  if (outcome.kind !== 'complete') {
    if (outcome.frame > 0) layer.addComputed(field.reassembled_in, outcome.frame);
    layer.next(data, headerLength);
    return;
  }
  if (!layer.emitting) return;
  const { bytes, pieces } = outcome.whole;
  layer.open(field.fragments, 0, 0);
  for (const { frame } of pieces) layer.addComputed(field.fragment, frame);
  layer.addComputed(field['fragment.count'], pieces.length);
  layer.addComputed(field['reassembled.length'], bytes.length);
  layer.close();
  dissection.stack = dissection.stacks.unnamed(dissection.stack);
  layer.nextIn(tds, bytes, 0, bytes.length, type);
}

function walkMessage(layer: Layer, field: TdsFields, type: number, at: number, isNew: boolean): void {
  if (at >= layer.available) return;
  if (type === packet.prelogin && isTls(layer, at)) layer.next(tls, at, layer.reported - at, insideMessages);
  else if (layer.emitting) showMessage(layer, field, type, at, isNew);
}

function showMessage(layer: Layer, field: TdsFields, type: number, at: number, isNew: boolean): void {
  switch (type) {
    case packet.query:
      showQuery(layer, field, at);
      break;
    case packet.procedure:
      showProcedure(layer, field, at);
      break;
    case packet.response:
      // No token has the number of a prelogin's first option.
      if (layer.u8(at) === 0) showPrelogin(layer, field, at);
      else if (isNew) showTokens(layer, field, at, true);
      break;
    case packet.transaction:
      showTransaction(layer, field, at);
      break;
    case packet.login:
      showLogin(layer, field, at);
      break;
    case packet.prelogin:
      showPrelogin(layer, field, at);
      break;
    default:
  }
}
