/** Links requests and responses of a connection: each knows the other, and those before and behind. */
import type { Layer } from '../../../declare/layer';
import type { OrderedExchange } from '../../../declare/memory';
import type { HttpFields } from './fields';
import type { MeasuredMessage } from './message';
import { requestNote } from './standing';
import { connectPort, method } from './start-line';
import { fullUriIn, uriIn } from './target';

/** How many bytes of a request's head its response may read again. The Host header comes early. */
const longestAsked = 4096;

export function beginExchange(layer: Layer, field: HttpFields, message: MeasuredMessage): void {
  const port = message.method === method.connect ? connectPort(layer.bytes, layer.start + message.start, layer.end) : 0;
  const length = Math.min(message.bodyStart - message.start, longestAsked);
  const exchange = layer.memory.orderedRequest(layer, requestNote(message.method, port), message.start, length);
  if (!layer.emitting || exchange.number === 0) return;
  layer.addComputed(field.request_number, exchange.number);
  layer.retitle(`[HTTP request ${exchange.number}/${exchange.total}]`);
  showFrame(layer, field.prev_request_in, exchange.previous?.request);
  showFrame(layer, field.response_in, exchange.response);
  showFrame(layer, field.next_request_in, exchange.next?.request);
}

/** Gives the exchange that the response ends. */
export function endExchange(layer: Layer, field: HttpFields, { start, bodyEnd }: MeasuredMessage): OrderedExchange {
  const exchange = layer.memory.orderedResponse(layer, start, bodyEnd);
  if (!layer.emitting || exchange.number === 0) return exchange;
  layer.addComputed(field.response_number, exchange.number);
  layer.retitle(`[HTTP response ${exchange.number}/${exchange.total}]`);
  if (exchange.request !== 0) layer.addElapsed(field.time, exchange);
  showFrame(layer, field.prev_request_in, exchange.previous?.request);
  showFrame(layer, field.prev_response_in, exchange.previous?.response);
  showFrame(layer, field.request_in, exchange.request);
  showFrame(layer, field.next_request_in, exchange.next?.request);
  showFrame(layer, field.next_response_in, exchange.next?.response);
  if (layer.wants(field['response_for.uri'])) showUri(layer, field, exchange);
  return exchange;
}

function showFrame(layer: Layer, field: HttpFields['request_in'], frame = 0): void {
  if (frame !== 0) layer.addComputed(field, frame);
}

function showUri(layer: Layer, field: HttpFields, { asked }: OrderedExchange): void {
  if (asked === undefined) return;
  const uri = fullUriIn(asked, 0, asked.length, schemeOf(layer)) ?? uriIn(asked, 0, asked.length);
  layer.addComputed(field['response_for.uri'], uri);
}

/** Of the URIs of a connection. */
export function schemeOf(layer: Layer): string {
  for (let parent = layer.parent; parent !== undefined; parent = parent.parent)
    if (parent.protocol.id === 'tls') return 'https';
  return 'http';
}
