/** DHCP options. RFC 2132 and the RFCs named beside them. */
import type { Layer } from '../../../declare/layer';
import { optionNames } from '../../names/dhcp';
import { DomainName } from '../dns/domain-name';
import type { DhcpFields } from './fields';
import { simpleOptions } from './simple-options';

const option = {
  pad: 0,
  policyFilter: 21,
  staticRoute: 33,
  messageType: 53,
  clientIdentifier: 61,
  userClass: 77,
  fullName: 81,
  relayAgent: 82,
  networkDevice: 94,
  clientUuid: 97,
  domainSearch: 119,
  classlessRoute: 121,
  vendorInformation: 125,
  privateClasslessRoute: 249,
  end: 255,
} as const;

const domainName = new DomainName();

/** Walks the options from `from` on and returns the message type they tell, 0 when none does. */
export function walkOptions(layer: Layer, field: DhcpFields, from: number): number {
  let messageType = 0;
  for (let at = from; at < layer.reported; ) {
    const number = layer.u8(at);
    if (number === option.pad) {
      at = skipPadding(layer, field, at);
      continue;
    }
    if (number === option.end) {
      layer.add(field['option.type'], at, 1);
      if (layer.inTree) layer.retitle('Option: (255) End');
      const rest = layer.reported - at - 1;
      if (rest > 0 && layer.has(at + 1, rest)) layer.add(field['option.padding'], at + 1, rest);
      return messageType;
    }
    const length = layer.u8(at + 1);
    if (at + 2 + length > layer.reported) {
      layer.malformed(`Option ${number} goes beyond the message`, at, layer.reported - at);
      return messageType;
    }
    layer.need(at + 2, length);
    if (number === option.messageType && length >= 1) messageType = layer.u8(at + 2);
    if (layer.emitting) {
      layer.open(field['option.type'], at, 2 + length, number);
      if (layer.inTree) layer.retitle(`Option: (${number}) ${optionNames[number] ?? 'Unknown'}`);
      layer.add(field['option.length'], at + 1, 1);
      if (length > 0) layer.add(field['option.value'], at + 2, length);
      addData(layer, field, number, at + 2, length);
      layer.close();
    }
    at += 2 + length;
  }
  return messageType;
}

function skipPadding(layer: Layer, field: DhcpFields, from: number): number {
  let at = from;
  while (at < layer.reported && layer.u8(at) === option.pad) at++;
  layer.add(field['option.padding'], from, at - from);
  return at;
}

function addData(layer: Layer, field: DhcpFields, number: number, at: number, length: number): void {
  const simple = simpleOptions.get(number);
  if (simple !== undefined) {
    addSimple(layer, field, simple, at, length);
    return;
  }
  switch (number) {
    case option.policyFilter:
    case option.staticRoute: {
      const filter = number === option.policyFilter;
      for (let i = 0; i + 8 <= length; i += 8) {
        layer.add(field[filter ? 'option.policy_filter.ip' : 'option.static_route.ip'], at + i, 4);
        layer.add(field[filter ? 'option.policy_filter.subnet_mask' : 'option.static_route.router'], at + i + 4, 4);
      }
      return;
    }
    case option.clientIdentifier:
      addClientIdentifier(layer, field, at, length);
      return;
    case option.userClass:
      addUserClass(layer, field, at, length);
      return;
    case option.fullName:
      addFullName(layer, field, at, length);
      return;
    case option.relayAgent:
      addRelayAgent(layer, field, at, length);
      return;
    case option.networkDevice:
      if (length < 3) return;
      layer.add(field.client_network_id_major, at + 1, 1);
      layer.add(field.client_network_id_minor, at + 2, 1);
      return;
    case option.clientUuid:
      if (length === 17) layer.add(field['client_id.uuid'], at + 1, 16);
      return;
    case option.domainSearch:
      for (let name = at; name < at + length; ) {
        const end = domainName.read(layer, at, name, true);
        layer.add(field['option.dhcp_dns_domain_search_list_fqdn'], name, end - name, domainName.text);
        name = end;
      }
      return;
    case option.classlessRoute:
    case option.privateClasslessRoute:
      addClasslessRoutes(layer, field, at, length);
      return;
    case option.vendorInformation:
      for (let i = 0; i + 5 <= length; ) {
        const size = layer.u8(at + i + 4);
        layer.add(field['option.vi.enterprise'], at + i, 4);
        layer.add(field['option.vi.length'], at + i + 4, 1);
        if (i + 5 + size > length) return;
        if (size > 0) layer.add(field['option.vi.value'], at + i + 5, size);
        i += 5 + size;
      }
  }
}

function addSimple(
  layer: Layer,
  field: DhcpFields,
  [key, layout]: readonly [keyof DhcpFields, 'one' | 'list' | 'text'],
  at: number,
  length: number,
): void {
  const shown = field[key];
  if (layout === 'text') {
    layer.add(shown, at, length);
    return;
  }
  const width = shown.length;
  if (length < width) {
    layer.malformed('The data of an option is shorter than its kind needs', at, length);
    return;
  }
  const count = layout === 'one' ? 1 : Math.floor(length / width);
  for (let i = 0; i < count; i++) layer.add(shown, at + i * width, width);
}

/** RFC 2132, section 9.14: a hardware type and address, or what the client likes; RFC 4361: 255, then IAID and DUID. */
function addClientIdentifier(layer: Layer, field: DhcpFields, at: number, length: number): void {
  if (length < 1) return;
  const type = layer.u8(at);
  if (type === 1 && length === 7) {
    layer.add(field['hw.type'], at, 1);
    layer.add(field['hw.mac_addr'], at + 1, 6);
  } else if (type === 255 && length >= 7) {
    layer.add(field['client_id.iaid'], at + 1, 4, String(layer.u32(at + 1)));
    layer.add(field['client_id.duid_type'], at + 5, 2);
    if (length > 7) layer.add(field.client_id, at + 7, length - 7);
  } else {
    layer.add(field['client_id.type'], at, 1);
    if (length > 1) layer.add(field['client_id.undef'], at + 1, length - 1);
  }
}

/** RFC 3004. */
function addUserClass(layer: Layer, field: DhcpFields, at: number, length: number): void {
  for (let i = 0, count = 0; i < length; count++) {
    const size = layer.u8(at + i);
    if (i + 1 + size > length) return;
    layer.open(field['option.user_class'], at + i, 1 + size, count);
    layer.add(field['option.user_class.length'], at + i, 1);
    layer.add(field['option.user_class.data'], at + i + 1, size);
    layer.close();
    i += 1 + size;
  }
}

const wireEncoding = 0x04;

/** RFC 4702. */
function addFullName(layer: Layer, field: DhcpFields, at: number, length: number): void {
  if (length < 3) return;
  layer.open(field['fqdn.flags'], at, 1);
  layer.add(field['fqdn.mbz'], at, 1);
  layer.add(field['fqdn.n'], at, 1);
  layer.add(field['fqdn.e'], at, 1);
  layer.add(field['fqdn.o'], at, 1);
  layer.add(field['fqdn.s'], at, 1);
  layer.close();
  layer.add(field['fqdn.rcode1'], at + 1, 1);
  layer.add(field['fqdn.rcode2'], at + 2, 1);
  if (length === 3) return;
  if ((layer.u8(at) & wireEncoding) === 0) {
    layer.add(field['fqdn.name'], at + 3, length - 3);
    return;
  }
  domainName.read(layer, at + 3, at + 3, true);
  layer.add(field['fqdn.name'], at + 3, length - 3, domainName.text);
}

/** RFC 3046. */
function addRelayAgent(layer: Layer, field: DhcpFields, at: number, length: number): void {
  for (let i = 0; i + 2 <= length; ) {
    const kind = layer.u8(at + i);
    const size = layer.u8(at + i + 1);
    if (i + 2 + size > length) {
      layer.malformed('A suboption goes beyond its option', at + i, length - i);
      return;
    }
    layer.openText(at + i, 2 + size, `Suboption: (${kind})`);
    const shown = relayAgentField(field, kind, size);
    if (size > 0) layer.add(shown, at + i + 2, size);
    if (layer.inTree) layer.close();
    i += 2 + size;
  }
}

function relayAgentField(field: DhcpFields, kind: number, size: number): DhcpFields['client_id'] {
  switch (kind) {
    case 1:
      return field['option.agent_information_option.agent_circuit_id'];
    case 2:
      return field['option.agent_information_option.agent_remote_id'];
    case 6:
      return field['option.agent_information_option.subscriber_id'];
    case 5:
    case 11:
      if (size === 4)
        return field[
          kind === 5
            ? 'option.agent_information_option.link_selection'
            : 'option.agent_information_option.server_id_override'
        ];
  }
  return field['option.agent_information_option.value'];
}

/** RFC 3442: prefix length, as many bytes of the prefix as it needs, router. */
function addClasslessRoutes(layer: Layer, field: DhcpFields, at: number, length: number): void {
  for (let i = 0; i < length; ) {
    const bits = layer.u8(at + i);
    const size = 1 + Math.ceil(bits / 8) + 4;
    if (bits > 32 || i + size > length) {
      layer.malformed('A route goes beyond its option', at + i, length - i);
      return;
    }
    layer.add(field['option.classless_static_route'], at + i, size);
    i += size;
  }
}
