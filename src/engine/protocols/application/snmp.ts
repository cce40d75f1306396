/** Simple Network Management Protocol, versions 1 to 3; encrypted PDUs stay closed. RFC 1157, RFC 3416, RFC 3412, RFC 3414. */
import { type DerElement, derChildren, derTag, readDer } from '../../bytes/der';
import { oidText } from '../../bytes/object-identifier';
import type { Field } from '../../declare/field';
import type { Layer } from '../../declare/layer';
import { on, protocol } from '../../declare/protocol';
import { pduNames, type SnmpFields, snmpFields } from './snmp/fields';

const pduTag = { first: 0xa0, response: 0xa2, trap: 0xa4, bulk: 0xa5, last: 0xa8 } as const;
const asksForAnswer: ReadonlySet<number> = new Set([0xa0, 0xa1, 0xa3, 0xa5, 0xa6]);
const version3 = 3;
const longestInfo = 4096;

export default protocol({
  id: 'snmp',
  title: 'Simple Network Management Protocol',
  column: 'SNMP',
  parents: [on('udp.port', 161, 162)],
  accepts: isMessage,
  fields: snmpFields,
  dissect(layer, field) {
    layer.need(0, 2);
    const message = readDer(layer.bytes, layer.start, layer.end);
    if (message === undefined || message.tag !== derTag.sequence) {
      if (layer.available >= layer.reported)
        layer.malformed('The message is no sequence, or not whole', 0, layer.available);
      else layer.cutOff(layer.reported);
      return;
    }
    const [versionElement, second, third, fourth] = derChildren(layer.bytes, message);
    if (versionElement?.tag !== derTag.integer || second === undefined) {
      layer.malformed('The message has no version', 0, layer.available);
      return;
    }
    const version = signedOf(layer, versionElement);
    if (Number(version) === version3) walkVersion3(layer, field, versionElement, second, third, fourth);
    else {
      showNumber(layer, field.version, versionElement);
      showBytes(layer, field.community, second);
      if (third !== undefined) walkPdu(layer, field, third);
    }
  },
});

/** A sequence that does not claim more bytes than there are. */
function isMessage(layer: Layer, at: number): boolean {
  if (layer.u8(at) !== derTag.sequence) return false;
  const first = layer.u8(at + 1);
  if (first < 0x80) return at + 2 + first <= layer.reported;
  const octets = first & 0x7f;
  if (octets === 0 || octets > 4) return false;
  let length = 0;
  for (let i = 0; i < octets; i++) length = length * 256 + layer.u8(at + 2 + i);
  return at + 2 + octets + length <= layer.reported;
}

function walkVersion3(
  layer: Layer,
  field: SnmpFields,
  version: DerElement,
  header: DerElement,
  security: DerElement | undefined,
  body: DerElement | undefined,
): void {
  showNumber(layer, field.msgVersion, version);
  const [identifier, size, flags, model] = derChildren(layer.bytes, header);
  if (identifier !== undefined) showNumber(layer, field.msgID, identifier);
  if (size !== undefined) showNumber(layer, field.msgMaxSize, size);
  if (flags !== undefined) showBytes(layer, field.msgFlags, flags);
  if (model !== undefined) showNumber(layer, field.msgSecurityModel, model);
  if (security !== undefined && layer.emitting) showSecurity(layer, field, security);
  if (body === undefined) return;
  if (body.tag === derTag.octetString) {
    layer.setInfo('encryptedPDU');
    showBytes(layer, field.encryptedPDU, body);
    return;
  }
  const [engine, name, pdu] = derChildren(layer.bytes, body);
  if (engine !== undefined) showBytes(layer, field.contextEngineID, engine);
  if (name !== undefined) showBytes(layer, field.contextName, name);
  if (pdu !== undefined) walkPdu(layer, field, pdu);
}

/** The user-based security model puts a message of its own into an octet string. RFC 3414, section 2.4. */
function showSecurity(layer: Layer, field: SnmpFields, { content, end }: DerElement): void {
  const inner = readDer(layer.bytes, content, end);
  if (inner === undefined) return;
  const [engine, boots, time, user, authentication, privacy] = derChildren(layer.bytes, inner);
  if (engine !== undefined) showBytes(layer, field.msgAuthoritativeEngineID, engine);
  if (boots !== undefined) showNumber(layer, field.msgAuthoritativeEngineBoots, boots);
  if (time !== undefined) showNumber(layer, field.msgAuthoritativeEngineTime, time);
  if (user !== undefined) showBytes(layer, field.msgUserName, user);
  if (authentication !== undefined) showBytes(layer, field.msgAuthenticationParameters, authentication);
  if (privacy !== undefined) showBytes(layer, field.msgPrivacyParameters, privacy);
}

function walkPdu(layer: Layer, field: SnmpFields, pdu: DerElement): void {
  if (pdu.tag < pduTag.first || pdu.tag > pduTag.last) {
    layer.malformed('The PDU is of no known type', pdu.at - layer.start, pdu.end - pdu.at);
    return;
  }
  const name = pduNames[pdu.tag - pduTag.first];
  layer.setInfo(name);
  layer.open(field.data, pdu.at - layer.start, pdu.end - pdu.at, pdu.tag - pduTag.first);
  const children = derChildren(layer.bytes, pdu);
  if (pdu.tag === pduTag.trap) {
    showTrap(layer, field, children);
    if (children[5] !== undefined) walkBindings(layer, field, children[5]);
  } else {
    const [request, status, index, bindings] = children;
    const bulk = pdu.tag === pduTag.bulk;
    if (request !== undefined) {
      showNumber(layer, field.request_id, request);
      track(layer, field, pdu.tag, signedOf(layer, request));
    }
    if (status !== undefined) showNumber(layer, bulk ? field.non_repeaters : field.error_status, status);
    if (index !== undefined) showNumber(layer, bulk ? field.max_repetitions : field.error_index, index);
    if (bindings !== undefined) walkBindings(layer, field, bindings);
  }
  layer.close();
}

function track(layer: Layer, field: SnmpFields, tag: number, request: bigint): void {
  if (layer.dissection.quoting > 0) return;
  const key = layer.learning ? String(request) : 0;
  if (asksForAnswer.has(tag)) {
    const { response } = layer.memory.request(layer.dissection, 'snmp', key);
    if (response > 0) layer.addComputed(field.response_in, response);
  } else if (tag === pduTag.response) {
    const exchange = layer.memory.response(layer.dissection, 'snmp', key);
    if (exchange === undefined) return;
    layer.addComputed(field.response_to, exchange.request);
    layer.addElapsed(field.time, exchange);
  }
}

function showTrap(layer: Layer, field: SnmpFields, children: readonly DerElement[]): void {
  const [enterprise, agent, generic, specific, time] = children;
  if (enterprise !== undefined) {
    showBytes(layer, field.enterprise, enterprise);
    if (layer.wantsInfo) layer.appendInfo(` ${oidText(layer.bytes.subarray(enterprise.content, enterprise.end))}`);
  }
  if (agent !== undefined && agent.end - agent.content === 4) showBytes(layer, field.agent_addr, agent);
  if (generic !== undefined) showNumber(layer, field.generic_trap, generic);
  if (specific !== undefined) showNumber(layer, field.specific_trap, specific);
  if (time !== undefined) showNumber(layer, field.time_stamp, time);
}

function walkBindings(layer: Layer, field: SnmpFields, bindings: DerElement): void {
  if (!layer.emitting && !layer.wantsInfo) return;
  const children = derChildren(layer.bytes, bindings);
  layer.open(field.variable_bindings, bindings.at - layer.start, bindings.end - bindings.at, children.length);
  for (const binding of children) {
    const [name, value] = derChildren(layer.bytes, binding);
    if (name?.tag !== derTag.objectIdentifier) continue;
    const identifier = oidText(layer.bytes.subarray(name.content, name.end));
    if (layer.wantsInfo && layer.dissection.infoColumn.length < longestInfo) layer.appendInfo(` ${identifier}`);
    layer.openText(binding.at - layer.start, binding.end - binding.at, identifier);
    showBytes(layer, field.name, name);
    if (value !== undefined) showValue(layer, field, value);
    if (layer.inTree) layer.close();
  }
  layer.close();
}

/** Types of values beside the universal ones. RFC 2578, section 7.1. */
function showValue(layer: Layer, field: SnmpFields, value: DerElement): void {
  switch (value.tag) {
    case derTag.integer:
      showNumber(layer, field['value.int'], value);
      return;
    case derTag.octetString:
      showBytes(layer, field['value.octets'], value);
      return;
    case derTag.objectIdentifier:
      showBytes(layer, field['value.oid'], value);
      return;
    case derTag.null:
      layer.addComputed(field['value.null'], 1, value.at - layer.start, value.end - value.at);
      return;
    case 0x40:
      showBytes(layer, value.end - value.content === 4 ? field['value.ipv4'] : field['value.unk'], value);
      return;
    case 0x41:
    case 0x46:
      showNumber(layer, field['value.counter'], value);
      return;
    case 0x42:
      showNumber(layer, field['value.g32'], value);
      return;
    case 0x43:
      showNumber(layer, field['value.timeticks'], value);
      return;
    case 0x44:
      showBytes(layer, field['value.opaque'], value);
      return;
    default:
      showBytes(layer, field['value.unk'], value);
  }
}

/** A whole number of at most nine bytes; longer ones are none that SNMP knows. */
function signedOf(layer: Layer, { content, end }: DerElement): bigint {
  const length = Math.min(end - content, 9);
  let value = 0n;
  for (let i = 0; i < length; i++) value = (value << 8n) | BigInt(layer.bytes[content + i]);
  return BigInt.asIntN(length * 8, value);
}

function showNumber(layer: Layer, field: Field, element: DerElement): void {
  if (!layer.emitting) return;
  const value = signedOf(layer, element);
  const wide = field.type === 'INT64' || field.type === 'UINT64';
  layer.add(field, element.at - layer.start, element.end - element.at, wide ? value : Number(value));
}

function showBytes(layer: Layer, field: Field, { content, end }: DerElement): void {
  layer.add(field, content - layer.start, end - content);
}
