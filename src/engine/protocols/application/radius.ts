/** Remote Authentication Dial In User Service: packets and their attributes in outline. RFC 2865, RFC 2866. */
import { bytes, expert, flag, frameNumber, ipv4Address, relativeTime, text, u8, u16, u32 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import eap from '../link/eap';
import { radiusAttributeNames, radiusCodeNames } from '../names/radius';

const headerLength = 20;
const longestPacket = 4096;
const vendorSpecific = 26;
/** RFC 3579, section 3.1: what is longer than one attribute goes on in the next. */
const eapMessage = 79;
const requestCodes: ReadonlySet<number> = new Set([1, 4, 12, 40, 43]);
const responseCodes: ReadonlySet<number> = new Set([2, 3, 5, 11, 41, 42, 44, 45]);

const fields = {
  code: u8({ at: 0, label: 'Code', values: radiusCodeNames }),
  id: u8({ at: 1, label: 'Identifier' }),
  length: u16({ at: 2, label: 'Length' }),
  authenticator: bytes({ at: 4, length: 16, label: 'Authenticator' }),
  req: flag({ label: 'Request', hidden: true, generated: true }),
  rsp: flag({ label: 'Response', hidden: true, generated: true }),
  reqframe: frameNumber({ label: 'Request Frame', generated: true }),
  rspframe: frameNumber({ label: 'Response Frame', generated: true }),
  time: relativeTime({ label: 'Time from request', generated: true }),
  eap_fragment: bytes({ label: 'EAP fragment' }),
  invalid_length: expert('error', { label: 'Invalid length', group: 'malformed' }),
  avp: bytes({ label: 'AVP' }),
  'avp.type': u8({ label: 'Type', values: radiusAttributeNames }),
  'avp.length': u8({ label: 'Length' }),
  'avp.vendor_id': u32({ label: 'Vendor ID' }),
  'avp.vendor_type': u8({ label: 'Type' }),
  'avp.vendor_len': u8({ label: 'Length' }),
  User_Name: text({ label: 'User-Name' }),
  User_Password_encrypted: bytes({ label: 'User-Password (encrypted)' }),
  NAS_IP_Address: ipv4Address({ label: 'NAS-IP-Address' }),
  NAS_Port: u32({ label: 'NAS-Port' }),
  Framed_IP_Address: ipv4Address({ label: 'Framed-IP-Address' }),
  Reply_Message: text({ label: 'Reply-Message' }),
  Called_Station_Id: text({ label: 'Called-Station-Id' }),
  Calling_Station_Id: text({ label: 'Calling-Station-Id' }),
  NAS_Identifier: text({ label: 'NAS-Identifier' }),
  Acct_Status_Type: u32({ label: 'Acct-Status-Type' }),
  Acct_Session_Id: text({ label: 'Acct-Session-Id' }),
} as const;
type RadiusFields = FieldsOf<typeof fields>;

/** Attributes that have a field of their own. */
const knownAttributes: ReadonlyMap<number, keyof typeof fields> = new Map<number, keyof typeof fields>([
  [1, 'User_Name'],
  [2, 'User_Password_encrypted'],
  [4, 'NAS_IP_Address'],
  [5, 'NAS_Port'],
  [8, 'Framed_IP_Address'],
  [18, 'Reply_Message'],
  [30, 'Called_Station_Id'],
  [31, 'Calling_Station_Id'],
  [32, 'NAS_Identifier'],
  [40, 'Acct_Status_Type'],
  [44, 'Acct_Session_Id'],
  [eapMessage, 'eap_fragment'],
]);

export default protocol({
  id: 'radius',
  title: 'RADIUS Protocol',
  column: 'RADIUS',
  parents: [on('udp.port', 1645, 1646, 1700, 1812, 1813, 3799)],
  accepts: isPacket,
  header: headerLength,
  fields,
  dissect(layer, field) {
    const code = layer.u8(0);
    const identifier = layer.u8(1);
    if (layer.wantsInfo) layer.setInfo(`${radiusCodeNames[code] ?? 'Unknown Packet'} id=${identifier}`);
    layer.header();
    const length = Math.max(layer.u16(2), headerLength);
    layer.trim(length);
    track(layer, field, code, identifier);
    const message = walkAttributes(layer, field, length);
    if (message.length > 0) layer.keepingColumns(() => layer.nextIn(eap, message));
  },
});

/** RFC 2865, section 3: a code that is known, and a length within its bounds. */
function isPacket(layer: Layer, at: number): boolean {
  const length = layer.u16(at + 2);
  return radiusCodeNames[layer.u8(at)] !== undefined && length >= headerLength && length <= longestPacket;
}

function track(layer: Layer, field: RadiusFields, code: number, identifier: number): void {
  const { dissection, memory } = layer;
  if (dissection.quoting > 0) return;
  if (requestCodes.has(code)) {
    layer.addComputed(field.req, 1);
    const { response } = memory.request(dissection, 'radius', identifier);
    if (response > 0) layer.addComputed(field.rspframe, response);
  } else if (responseCodes.has(code)) {
    layer.addComputed(field.rsp, 1);
    const exchange = memory.response(dissection, 'radius', identifier);
    if (exchange === undefined) return;
    layer.addComputed(field.reqframe, exchange.request);
    layer.addElapsed(field.time, exchange);
  }
}

/** Walks the attributes up to `end`, where by its header the packet ends. Returns the EAP message that they carry. */
function walkAttributes(layer: Layer, field: RadiusFields, end: number): Uint8Array {
  const message = new Uint8Array(Math.max(0, Math.min(end, layer.available)));
  let filled = 0;
  for (let at = headerLength; at < end; ) {
    const type = layer.u8(at);
    const length = end - at < 2 ? 0 : layer.u8(at + 1);
    if (length < 2 || at + length > end) {
      layer.remark(field.invalid_length, at, layer.available - at);
      break;
    }
    layer.need(at, length);
    if (layer.emitting) showAttribute(layer, field, type, at, length);
    if (type === eapMessage) {
      message.set(layer.slice(at + 2, length - 2), filled);
      filled += length - 2;
    }
    at += length;
  }
  return message.subarray(0, filled);
}

function showAttribute(layer: Layer, field: RadiusFields, type: number, at: number, length: number): void {
  layer.open(field.avp, at, length);
  if (layer.inTree) layer.retitle(`AVP: t=${radiusAttributeNames[type] ?? 'Unknown'}(${type}) l=${length}`);
  layer.add(field['avp.type'], at, 1);
  layer.add(field['avp.length'], at + 1, 1);
  const key = knownAttributes.get(type);
  if (key !== undefined && length - 2 >= field[key].length && length > 2)
    layer.add(field[key], at + 2, field[key].length === 0 ? length - 2 : field[key].length);
  else if (type === vendorSpecific && length >= 8) {
    layer.add(field['avp.vendor_id'], at + 2, 4);
    layer.add(field['avp.vendor_type'], at + 6, 1);
    layer.add(field['avp.vendor_len'], at + 7, 1);
  }
  layer.close();
}
