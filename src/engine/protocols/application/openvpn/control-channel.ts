/** Messages of OpenVPN's control channel: TLS records, cut into packets of a fixed size. */
import type { Layer } from '../../../declare/layer';
import tls from '../tls';
import { insideMessages } from '../tls/records';

/** A control packet that carries this many bytes is followed by another of the same message. */
const fullPacket = 100;
/** A longer message is not put together. */
const maximumMessage = 65_536;
/** Scope of control messages among the fragments that the capture's memory keeps. */
const scope = 1194;

/** One direction's message that is being sent. Only the first pass has it. */
class Sender {
  messages = 0;
  length = 0;
}
const create = () => ({ forward: new Sender(), backward: new Sender() });

/**
 * Takes the bytes from `at` to the layer's end as the next part of this direction's message, and hands the message to TLS once it is
 * whole. Returns false while it is not, and for what an ICMP error quotes.
 */
export function controlMessage(layer: Layer, at: number): boolean {
  const { dissection, memory, learning } = layer;
  // What an ICMP error quotes could stand anywhere in its message.
  if (dissection.quoting > 0) return false;
  const length = layer.available - at;
  const more = length === fullPacket;
  const sender = learning
    ? memory.conversationState(dissection, 'openvpn', create)[dissection.forward ? 'forward' : 'backward']
    : undefined;
  const offset = sender?.length ?? 0;
  const apart = memory.remember(dissection, offset === 0 && !more ? 1 : 0) === 1;
  if (apart) return toTls(layer, () => layer.next(tls, at, length, insideMessages));
  const identification = dissection.conversation * 0x1_0000 + ((sender?.messages ?? 0) & 0xffff);
  const outcome = memory.fragment(layer, { identification, scope, offset, more, at, length });
  if (sender !== undefined) {
    sender.length = more && offset < maximumMessage ? offset + length : 0;
    if (sender.length === 0) sender.messages++;
  }
  if (more || outcome.kind !== 'complete') return false;
  const { bytes } = outcome.whole;
  return toTls(layer, () => layer.nextIn(tls, bytes, 0, bytes.length, insideMessages));
}

/** A record that is cut off must not ask the TCP stream below for more. */
function toTls({ dissection }: Layer, walk: () => boolean): true {
  const { canDesegment } = dissection;
  dissection.canDesegment = false;
  walk();
  dissection.canDesegment = canDesegment;
  return true;
}
