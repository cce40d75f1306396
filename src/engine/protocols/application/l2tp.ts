/** Layer Two Tunneling Protocol. RFC 2661; version 3 over UDP: RFC 3931, in outline. */
import { flag, text, u16, u32 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import data from '../frame/data';
import ppp from '../link/ppp';
import { l2tpAttributeNames, l2tpMessageNames } from '../names/l2tp';

const bit = { control: 0x8000, length: 0x4000, sequence: 0x0800, offset: 0x0200, priority: 0x0100 } as const;
const attribute = { message: 0, hostName: 7, vendorName: 8, tunnel: 9, session: 14, called: 21, calling: 22 } as const;
const attributeHeader = 6;
const shortNames: Readonly<Record<number, string>> = {
  1: 'SCCRQ',
  2: 'SCCRP',
  3: 'SCCCN',
  4: 'StopCCN',
  6: 'Hello',
  7: 'OCRQ',
  8: 'OCRP',
  9: 'OCCN',
  10: 'ICRQ',
  11: 'ICRP',
  12: 'ICCN',
  14: 'CDN',
  15: 'WEN',
  16: 'SLI',
};

const fields = {
  flags: u16({ label: 'Flags', base: 'hex' }),
  type: u16({ label: 'Type', mask: bit.control, values: { 0: 'Data Message', 1: 'Control Message' } }),
  length_bit: flag({ label: 'Length Bit', mask: bit.length, length: 2 }),
  seq_bit: flag({ label: 'Sequence Bit', mask: bit.sequence, length: 2 }),
  offset_bit: flag({ label: 'Offset bit', mask: bit.offset, length: 2 }),
  priority: flag({ label: 'Priority', mask: bit.priority, length: 2 }),
  version: u16({ label: 'Version', mask: 0x000f, values: { 2: 'L2TPv2', 3: 'L2TPv3' } }),
  length: u16({ label: 'Length' }),
  tunnel: u16({ label: 'Tunnel ID' }),
  session: u16({ label: 'Session ID' }),
  Ns: u16({ label: 'Ns' }),
  Nr: u16({ label: 'Nr' }),
  offset: u16({ label: 'Offset' }),
  sid: u32({ label: 'Session ID', base: 'hex' }),
  ccid: u32({ label: 'Control Connection ID', base: 'hex' }),
  'avp.mandatory': flag({ label: 'Mandatory', mask: 0x8000, length: 2 }),
  'avp.hidden': flag({ label: 'Hidden', mask: 0x4000, length: 2 }),
  'avp.length': u16({ label: 'Length', mask: 0x03ff }),
  'avp.vendor_id': u16({ label: 'Vendor ID' }),
  'avp.type': u16({ label: 'AVP Type', values: l2tpAttributeNames }),
  'avp.message_type': u16({ label: 'Message Type', values: l2tpMessageNames }),
  'avp.assigned_tunnel_id': u16({ label: 'Assigned Tunnel ID' }),
  'avp.assigned_session_id': u16({ label: 'Assigned Session ID' }),
  'avp.host_name': text({ label: 'Host Name' }),
  'avp.vendor_name': text({ label: 'Vendor Name' }),
  'avp.called_number': text({ label: 'Called Number' }),
  'avp.calling_number': text({ label: 'Calling Number' }),
} as const;
type L2tpFields = FieldsOf<typeof fields>;

export default protocol({
  id: 'l2tp',
  title: 'Layer 2 Tunneling Protocol',
  column: 'L2TP',
  parents: [on('udp.port', 1701)],
  fields,
  dissect(layer, field) {
    const flags = layer.u16(0);
    layer.open(field.flags, 0, 2);
    layer.add(field.type, 0, 2);
    layer.add(field.length_bit, 0, 2);
    layer.add(field.seq_bit, 0, 2);
    layer.add(field.offset_bit, 0, 2);
    layer.add(field.priority, 0, 2);
    layer.add(field.version, 0, 2);
    layer.close();
    const version = flags & 0x0f;
    if (version === 3) walkVersion3(layer, field, flags);
    else if (version === 2) walkVersion2(layer, field, flags);
    else if (layer.reported > 2) layer.next(data, 2);
  },
});

function walkVersion2(layer: Layer, field: L2tpFields, flags: number): void {
  const control = (flags & bit.control) !== 0;
  let at = 2;
  if ((flags & bit.length) !== 0) {
    const length = layer.u16(at);
    layer.add(field.length, at, 2);
    if (length > 0) layer.trim(length);
    at += 2;
  }
  const tunnel = layer.u16(at);
  const session = layer.u16(at + 2);
  layer.add(field.tunnel, at, 2);
  layer.add(field.session, at + 2, 2);
  at += 4;
  const where = layer.wantsInfo ? ` (tunnel id=${tunnel}, session id=${session})` : '';
  layer.setInfo(`${control ? 'Control Message' : 'Data Message'}${where}`);
  if ((flags & bit.sequence) !== 0) {
    layer.need(at, 4);
    layer.add(field.Ns, at, 2);
    layer.add(field.Nr, at + 2, 2);
    at += 4;
  }
  if ((flags & bit.offset) !== 0) {
    const offset = layer.u16(at);
    layer.add(field.offset, at, 2);
    at += 2 + offset;
  }
  layer.span(at);
  if (!control) {
    if (layer.reported > at) layer.next(ppp, at);
    return;
  }
  if (layer.wantsInfo) layer.setInfo(`Control Message - ${messageName(layer, at)}${where}`);
  walkAttributes(layer, field, at);
}

/** The first attribute tells the message's type; a message without any only acknowledges. RFC 2661, sections 4.1 and 5.8. */
function messageName(layer: Layer, at: number): string {
  if (at >= layer.reported) return 'ZLB';
  if (!layer.has(at, attributeHeader + 2) || layer.u16(at + 4) !== attribute.message) return 'Unknown';
  const type = layer.u16(at + attributeHeader);
  return shortNames[type] ?? l2tpMessageNames[type] ?? `Unknown (${type})`;
}

function walkVersion3(layer: Layer, field: L2tpFields, flags: number): void {
  layer.setColumn('L2TPv3');
  if ((flags & bit.control) === 0) {
    layer.add(field.sid, 4, 4);
    if (layer.wantsInfo) layer.setInfo(`Data Message (session id=0x${layer.u32(4).toString(16)})`);
    if (layer.reported > 8) layer.next(data, 8);
    return;
  }
  const length = layer.u16(2);
  layer.add(field.length, 2, 2);
  if (length > 0) layer.trim(length);
  layer.add(field.ccid, 4, 4);
  layer.need(8, 4);
  layer.add(field.Ns, 8, 2);
  layer.add(field.Nr, 10, 2);
  if (layer.wantsInfo) layer.setInfo(`Control Message - ${messageName(layer, 12)}`);
  walkAttributes(layer, field, 12);
}

function walkAttributes(layer: Layer, field: L2tpFields, from: number): void {
  for (let at = from; at < layer.reported; ) {
    const head = layer.u16(at);
    const length = head & 0x03ff;
    if (length < attributeHeader || at + length > layer.reported) {
      layer.malformed('An attribute has an impossible length', at, layer.reported - at);
      return;
    }
    layer.need(at, length);
    const vendor = layer.u16(at + 2);
    const type = layer.u16(at + 4);
    if (layer.inTree)
      layer.openText(at, length, `${vendor === 0 ? (l2tpAttributeNames[type] ?? 'Unknown') : `Vendor ${vendor}`} AVP`);
    layer.add(field['avp.mandatory'], at, 2);
    layer.add(field['avp.hidden'], at, 2);
    layer.add(field['avp.length'], at, 2);
    layer.add(field['avp.vendor_id'], at + 2, 2);
    layer.add(field['avp.type'], at + 4, 2);
    if (length > attributeHeader)
      addValue(
        layer,
        field,
        vendor === 0 && (head & 0x4000) === 0 ? type : -1,
        at + attributeHeader,
        length - attributeHeader,
      );
    if (layer.inTree) layer.close();
    at += length;
  }
}

function addValue(layer: Layer, field: L2tpFields, type: number, at: number, length: number): void {
  switch (type) {
    case attribute.message:
      if (length >= 2) layer.add(field['avp.message_type'], at, 2);
      return;
    case attribute.tunnel:
      if (length >= 2) layer.add(field['avp.assigned_tunnel_id'], at, 2);
      return;
    case attribute.session:
      if (length >= 2) layer.add(field['avp.assigned_session_id'], at, 2);
      return;
    case attribute.hostName:
      layer.add(field['avp.host_name'], at, length);
      return;
    case attribute.vendorName:
      layer.add(field['avp.vendor_name'], at, length);
      return;
    case attribute.called:
      layer.add(field['avp.called_number'], at, length);
      return;
    case attribute.calling:
      layer.add(field['avp.calling_number'], at, length);
      return;
    default:
      layer.addText(at, length, `Data (${length} bytes)`);
  }
}
