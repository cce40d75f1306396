/** Pairs echo requests with their replies, and finds the time that ping writes into its data. Used by both versions of ICMP. */
import type { Field } from '../../../declare/field';
import type { Layer } from '../../../declare/layer';
import { conversationKind } from '../../../declare/memory';

export interface PairingFields {
  readonly resp_in: Field;
  readonly resp_to: Field;
  readonly resptime: Field;
  readonly no_resp: Field;
}

/** Shows what answers this request, or which request this answers; `key` is what both have in common. */
export function pairMessages(layer: Layer, field: PairingFields, isRequest: boolean, key: string): void {
  const { dissection, memory } = layer;
  if (dissection.quoting > 0) return;
  memory.enterConversation(dissection, conversationKind.network);
  if (isRequest) {
    // A ping that is seen twice, on its way in and out of a switch, is answered once.
    const { response } = memory.request(dissection, layer.protocol.id, key, 0, 'replaces');
    if (response > 0) {
      layer.addComputed(field.resp_in, response);
      layer.appendInfo(` (reply in ${response})`);
    } else if (!dissection.learning && dissection.context?.isWhole() !== false) {
      layer.addComputed(field.no_resp, 1);
      layer.appendInfo(' (no response found!)');
    }
    return;
  }
  const exchange = memory.response(dissection, layer.protocol.id, key);
  if (exchange === undefined) return;
  layer.addComputed(field.resp_to, exchange.request);
  layer.addComputed(field.resptime, Number(exchange.elapsed) / 1e6);
  layer.appendInfo(` (request in ${exchange.request})`);
}

const aDay = 24 * 60 * 60;

/**
 * The time that ping wrote into the data at `at`, in nanoseconds, as seconds and microseconds in either byte order; undefined when
 * what is there is not within a day of the packet.
 */
export function timeInData(layer: Layer, at: number): bigint | undefined {
  if (!layer.has(at, 8)) return undefined;
  const { seconds } = layer.dissection;
  const near = (value: number): boolean => Math.abs(value - seconds) <= aDay;
  if (near(layer.u32(at)) && layer.u32(at + 4) < 1_000_000) return inNanoseconds(layer.u32(at), layer.u32(at + 4));
  if (near(layer.u32le(at)) && layer.u32le(at + 4) < 1_000_000)
    return inNanoseconds(layer.u32le(at), layer.u32le(at + 4));
  return undefined;
}

const inNanoseconds = (seconds: number, microseconds: number): bigint =>
  BigInt(seconds) * 1_000_000_000n + BigInt(microseconds) * 1000n;
