/** Hypertext Transfer Protocol, versions 1.0 and 1.1. RFC 9110 and RFC 9112. */
import { lineBreak, spells } from '../../bytes/lines';
import type { Layer } from '../../declare/layer';
import type { Exchange } from '../../declare/memory';
import { on, protocol, recognised } from '../../declare/protocol';
import { heuristics, table } from '../../declare/table';
import data from '../frame/data';
import { upgradeName, walkBody } from './http/body';
import { beginExchange, endExchange } from './http/exchange';
import { type HttpFields, httpFields } from './http/fields';
import { MeasuredMessage, measure } from './http/message';
import { showHead, startLineText } from './http/show-head';
import { askedIn, handOverTo, methodIn, portIn, recallStanding, successor, successorIn } from './http/standing';
import { kindOf, messageKind, method, methodWord } from './http/start-line';
import http2 from './http2';
import { showInfoBehind } from './streams/info';
import websocket from './websocket';

const byPort = table('tcp.port');
const recognisers = heuristics('tcp');
const message = new MeasuredMessage();
const next = new MeasuredMessage();

export default protocol({
  id: 'http',
  title: 'Hypertext Transfer Protocol',
  setsColumn: false,
  parents: [
    on('tcp.port', 80, 3128, 3132, 5985, 8080, 8088, 11371, 1900, 2869, 2710),
    recognised('tcp', recognise, 40),
  ],
  accepts: beginsMessage,
  leavesToCarrier: true,
  fields: httpFields,
  dissect(layer, field) {
    const standing = recallStanding(layer);
    if (successorIn(standing) !== successor.http) {
      handOver(layer, field, 0, successorIn(standing));
      return;
    }
    if (spells(layer.bytes, layer.start, layer.end, http2Preface)) {
      claim(layer);
      handOverTo(layer, successor.http2);
      handOver(layer, field, 0, successor.http2);
      return;
    }
    if (!measure(layer, 0, layer.dissection.resume, askedIn(standing), message)) return;
    if (message.cut) showCut(layer, field);
    layer.setColumn('HTTP');
    if (message.kind !== messageKind.other) {
      if (isPledge(layer)) claim(layer);
      distinguish(layer, field);
    }
    if (layer.wantsInfo)
      showInfoBehind(layer, message.kind === messageKind.other ? 'Continuation' : startLineText(layer, message), '');
    if (layer.emitting && message.kind !== messageKind.other) showHead(layer, field, message);
    const takesOver = relate(layer, field);
    const { bodyEnd } = message;
    layer.carries(message.start, message.bodyStart - message.start);
    walkBody(layer, field, message);
    if (bodyEnd >= layer.available) {
      if (layer.available < layer.reported) layer.cutOff(layer.available + 1);
      return;
    }
    walkRest(layer, field, bodyEnd, takesOver);
  },
});

const http2Preface = 'pri * http/2.0\r\n';

/** Before its first message a connection says nothing of HTTP, whatever its port; afterwards anything may be a part of a message. */
function beginsMessage({ bytes, start, end }: Layer, at: number): boolean {
  const from = start + at;
  return kindOf(bytes, from, end) !== messageKind.other || spells(bytes, from, end, http2Preface);
}

/** A first line that begins or ends with the version, as Wireshark's heuristic has it. */
function recognise(layer: Layer, at: number): boolean {
  const { bytes, end } = layer;
  const from = layer.start + at;
  const stop = lineBreak(bytes, from, end);
  if (stop < 0 || stop - from === 8) return false;
  return spells(bytes, from, stop, 'http/1.') || (stop - from > 8 && spells(bytes, stop - 8, stop, 'http/1.'));
}

/** From its first message on a connection stays HTTP: what follows need not look like a message. */
function claim(layer: Layer, fromNext = false): void {
  if (layer.learning && layer.parent?.protocol.id === 'tcp')
    layer.memory.setApplication(layer.dissection, layer.protocol, fromNext);
}

/** Whether the connection stays HTTP after this message: what was asked is enough, an answer must not be cut. */
const isPledge = (layer: Layer): boolean => message.kind !== messageKind.response || layer.available >= layer.reported;

/** The capture cut the first line: of a connection that is known for HTTP it is a part of some message, of another one it is TCP's. */
function showCut(layer: Layer, field: HttpFields): void {
  const isKnown = layer.memory.applicationOf(layer.dissection) === layer.protocol;
  const isMessage = message.kind !== messageKind.other;
  if (isMessage && isPledge(layer)) claim(layer, true);
  if (layer.emitting && isMessage) showHead(layer, field, message);
  if (isKnown && !isMessage) return;
  if (isKnown) {
    layer.setColumn('HTTP');
    if (layer.wantsInfo) showInfoBehind(layer, 'Continuation', '');
  }
  layer.cutOff(layer.available + 1);
}

/** Filters ask for little of HTTP as often as for these two. */
function distinguish(layer: Layer, field: HttpFields): void {
  if (!layer.learning) return;
  if (message.kind === messageKind.response) {
    layer.distinguish(field['response.code'], message.status);
    return;
  }
  if (message.kind === messageKind.notification) layer.distinguish(field.notification, 1);
  const from = layer.start + message.start;
  layer.distinguish(field['request.method'], methodWord(layer.bytes, from, layer.start + message.startLineEnd));
}

/** Links request and response; gives who takes over behind this message. */
function relate(layer: Layer, field: HttpFields): number {
  switch (message.kind) {
    case messageKind.request:
    case messageKind.notification:
      beginExchange(layer, field, message);
      return successor.http;
    case messageKind.response: {
      if (message.status >= 100 && message.status < 200 && message.status !== 101) return successor.http;
      const takesOver = successorOf(layer, endExchange(layer, field, message));
      if (takesOver !== successor.http) handOverTo(layer, takesOver);
      return takesOver;
    }
    default:
      return successor.http;
  }
}

/** Who takes the connection over after this response. */
function successorOf(layer: Layer, { note }: Exchange): number {
  if (methodIn(note) === method.connect && message.status >= 200 && message.status < 300)
    return successor.tunnel + portIn(note);
  if (message.status !== 101 || message.upgradeEnd <= message.upgradeStart) return successor.http;
  const name = upgradeName(layer, message);
  if (name === 'websocket') return successor.websocket;
  return name === 'h2c' || name.startsWith('h2c-') ? successor.http2 : successor.data;
}

/** What follows a message in the same bytes: the next message, or the protocol that took over. */
function walkRest(layer: Layer, field: HttpFields, at: number, takesOver: number): void {
  const standing = recallStanding(layer);
  layer.dissection.resume = 0;
  if (takesOver !== successor.http) handOver(layer, field, at, takesOver);
  else if (measure(layer, at, 0, askedIn(standing), next)) layer.again(at);
}

function handOver(layer: Layer, field: HttpFields, at: number, to: number): void {
  switch (to) {
    case successor.websocket:
      layer.next(websocket, at);
      return;
    case successor.http2:
      layer.next(http2, at);
      return;
    default: {
      const port = to >= successor.tunnel ? to - successor.tunnel : 0;
      if (port !== 0) layer.addComputed(field.proxy_connect_port, port);
      const tunnelled = byPort.get(port);
      const walked = (tunnelled?.id === 'http' ? undefined : tunnelled) ?? layer.recognise(recognisers, at) ?? data;
      layer.next(walked, at);
    }
  }
}
