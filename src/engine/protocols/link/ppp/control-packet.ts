/** The packets of PPP's control protocols: code, identifier, length, and options or data. RFC 1661, sections 5 and 6. */
import type { Field } from '../../../declare/field';
import type { Layer } from '../../../declare/layer';
import ppp from '../ppp';

/** Names of the codes. IANA, "PPP LCP and IPCP Codes". */
export const codeNames: Readonly<Record<number, string>> = {
  0: 'Vendor Specific',
  1: 'Configuration Request',
  2: 'Configuration Ack',
  3: 'Configuration Nak',
  4: 'Configuration Reject',
  5: 'Termination Request',
  6: 'Termination Ack',
  7: 'Code Reject',
  8: 'Protocol Reject',
  9: 'Echo Request',
  10: 'Echo Reply',
  11: 'Discard Request',
  12: 'Identification',
  13: 'Time Remaining',
  14: 'Reset Request',
  15: 'Reset Ack',
};
const headerLength = 4;

/** A control protocol's own part: its options by type, and the fields of their type and length. */
export interface ControlOptions {
  readonly type: Field;
  readonly length: Field;
  readonly names: Readonly<Record<number, string>>;
  /** Fields of the options' data by type; others show as PPP data. */
  readonly data: Readonly<Record<number, Field>>;
}

/** Shows a control packet. Returns its code, with data from offset 4 to `length` where it has no options, else 0. */
export function walkControlPacket(layer: Layer, options: ControlOptions): number {
  const fields = ppp.fields;
  const code = layer.u8(0);
  const length = layer.u16(2);
  if (layer.wantsInfo) layer.setInfo(codeNames[code] ?? `Unknown code (${code})`);
  layer.add(fields.code, 0, 1);
  if (layer.inTree) layer.retitle(`Code: ${codeNames[code] ?? 'Unknown'} (${code})`);
  layer.add(fields.identifier, 1, 1);
  layer.add(fields.length, 2, 2);
  if (length < headerLength) {
    layer.malformed('The packet is shorter than its header', 2, 2);
    return 0;
  }
  layer.trim(length);
  if (code < 1 || code > 4) return code;
  walkOptions(layer, options, headerLength, layer.reported);
  return 0;
}

function walkOptions(layer: Layer, options: ControlOptions, from: number, end: number): void {
  if (from === end) return;
  layer.openText(from, end - from, `Options: (${end - from} bytes)`);
  for (let at = from; at < end; ) {
    const type = layer.u8(at);
    const length = layer.u8(at + 1);
    if (length < 2 || at + length > end) {
      layer.malformed(`Option ${type}: its length ${length} does not fit`, at, end - at);
      break;
    }
    layer.openText(at, length, options.names[type] ?? `Unknown option (${type})`);
    layer.add(options.type, at, 1);
    layer.add(options.length, at + 1, 1);
    const field = options.data[type] ?? ppp.fields.data;
    if (length > 2) layer.add(field, at + 2, length - 2);
    layer.close();
    at += length;
  }
  layer.close();
}
