/** Frames of AMQP 1.0: their header, and which performative they bring. OASIS AMQP 1.0, part 2, section 2.3, and part 5, section 5.3. */
import type { Layer } from '../../../declare/layer';
import type { AmqpFields } from './values';

export const frameHeader1 = 8;
const ofSasl = 1;
/** A described type, whose descriptor is a small number. */
const described = 0x00;
const smallNumber = 0x53;

const performatives: Readonly<Record<number, string>> = {
  16: 'open',
  17: 'begin',
  18: 'attach',
  19: 'flow',
  20: 'transfer',
  21: 'disposition',
  22: 'detach',
  23: 'end',
  24: 'close',
  64: 'sasl.mechanisms',
  65: 'sasl.init',
  66: 'sasl.challenge',
  67: 'sasl.response',
  68: 'sasl.outcome',
};

export function walkFrame1(layer: Layer, field: AmqpFields): void {
  layer.add(field.length, 0, 4);
  layer.add(field.doff, 4, 1);
  layer.add(field.type, 5, 1);
  const isSasl = layer.u8(5) === ofSasl;
  if (!isSasl) layer.add(field.channel, 6, 2);
  // The header says its length in words of four bytes.
  const at = layer.u8(4) * 4;
  if (layer.reported <= at) {
    layer.appendInfo('(empty) ');
    return;
  }
  if (layer.u8(at) !== described || layer.u8(at + 1) !== smallNumber) return;
  const code = layer.u8(at + 2);
  layer.add(isSasl ? field['sasl.method'] : field.performative, at + 2, 1);
  if (layer.wantsInfo) layer.appendInfo(`${performatives[code] ?? `Unknown (${code})`} `);
}
