/** Frames of AMQP 1.0: their header, and which performative they bring. OASIS AMQP 1.0, part 2, section 2.3, and part 5, section 5.3. */
import type { Layer } from '../../../declare/layer';
import { performatives } from './performatives';
import { showList } from './typed-values';
import type { AmqpFields } from './values';

export const frameHeader1 = 8;
const ofSasl = 1;
/** A described type, whose descriptor is a small number. */
const described = 0x00;
const smallNumber = 0x53;

export function walkFrame1(layer: Layer, field: AmqpFields): void {
  layer.add(field.length, 0, 4);
  layer.add(field.doff, 4, 1);
  layer.add(field.type, 5, 1);
  layer.add(field.channel, 6, 2);
  const isSasl = layer.u8(5) === ofSasl;
  // The header says its length in words of four bytes.
  const at = layer.u8(4) * 4;
  if (layer.reported <= at) {
    layer.appendInfo('(empty) ');
    return;
  }
  layer.open(field['method.arguments'], at, Math.max(layer.available - at, 0));
  if (layer.u8(at) === described && layer.u8(at + 1) === smallNumber) showPerformative(layer, field, isSasl, at);
  layer.close();
}

function showPerformative(layer: Layer, field: AmqpFields, isSasl: boolean, at: number): void {
  const code = layer.u8(at + 2);
  const known = performatives[code];
  layer.add(isSasl ? field['sasl.method'] : field.performative, at + 2, 1);
  if (layer.wantsInfo) layer.appendInfo(`${known?.name ?? `Unknown (${code})`} `);
  if (known !== undefined && layer.emitting) showList(layer, field, known.list, at + 3);
}
