/** Internet Control Message Protocol for IPv6, with neighbour discovery and multicast listener discovery. RFC 4443, 4861, 3810. */
import { ipv6Text } from '../../bytes/address';
import { internetChecksum, sumWords } from '../../bytes/checksum';
import { addressKind } from '../../declare/dissection';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import data from '../frame/data';
import { icmpv6CodeNames, icmpv6Type, icmpv6TypeNames } from '../names/icmpv6-messages';
import { pairMessages } from './icmp/echo';
import { dissectExtensions } from './icmp/extensions';
import { fields } from './icmpv6/fields';
import { dissectQuery, dissectReport, dissectReport2 } from './icmpv6/multicast-listener';
import { dissectOptions } from './icmpv6/options';
import { dissectRoutingControl } from './icmpv6/routing-control';
import ipv6 from './ipv6';

const icmpv6Protocol = 58;
/** Bytes of the quoted datagram, at least, where extensions follow. RFC 4884, section 5.1. */
const shortestQuote = 128;

export default protocol({
  id: 'icmpv6',
  title: 'Internet Control Message Protocol v6',
  column: 'ICMPv6',
  parents: [on('ip.proto', icmpv6Protocol)],
  fields,
  dissect(layer, field) {
    const type = layer.u8(0);
    const code = layer.u8(1);
    layer.header();
    if (layer.emitting) {
      const status = checksumStatus(layer);
      layer.addComputed(field['checksum.status'], status);
      if (status === 0) layer.addComputed(field['checksum_bad.expert'], 1, 2, 2);
    }
    if (layer.wantsInfo) layer.setInfo(summary(type, code));
    switch (type) {
      case icmpv6Type.unreachable:
      case icmpv6Type.packetTooBig:
      case icmpv6Type.timeExceeded:
      case icmpv6Type.parameterProblem:
        dissectError(layer, field, type);
        return;
      case icmpv6Type.echo:
      case icmpv6Type.echoReply:
        dissectEcho(layer, field, type === icmpv6Type.echo);
        return;
      case icmpv6Type.listenerQuery:
        if (layer.emitting) dissectQuery(layer, field);
        return;
      case icmpv6Type.listenerReport:
      case icmpv6Type.listenerDone:
        if (layer.emitting) dissectReport(layer, field);
        return;
      case icmpv6Type.listenerReport2:
        if (layer.emitting) dissectReport2(layer, field);
        return;
      case icmpv6Type.routerSolicitation:
      case icmpv6Type.inverseSolicitation:
      case icmpv6Type.inverseAdvertisement:
        layer.add(field.reserved, 4, 4);
        dissectOptions(layer, field, 8);
        return;
      case icmpv6Type.routerAdvertisement:
        dissectRouterAdvertisement(layer, field);
        return;
      case icmpv6Type.neighborSolicitation:
        layer.add(field.reserved, 4, 4);
        layer.add(field['nd.ns.target_address'], 8, 16);
        if (layer.wantsInfo) layer.appendInfo(` for ${ipv6Text(layer.slice(8, 16))}`);
        dissectOptions(layer, field, 24);
        return;
      case icmpv6Type.neighborAdvertisement:
        dissectNeighborAdvertisement(layer, field);
        return;
      case icmpv6Type.redirect:
        layer.add(field.reserved, 4, 4);
        layer.add(field['nd.rd.target_address'], 8, 16);
        layer.add(field['rd.na.destination_address'], 24, 16);
        dissectOptions(layer, field, 40);
        return;
      case icmpv6Type.nodeInformationQuery:
      case icmpv6Type.nodeInformationReply:
        layer.add(field['ni.qtype'], 4, 2);
        layer.add(field['ni.flag'], 6, 2);
        layer.add(field['ni.nonce'], 8, 8);
        if (layer.available > 16) layer.add(field.data, 16, layer.available - 16);
        return;
      case icmpv6Type.routingControl:
        if (layer.emitting) dissectRoutingControl(layer, field);
        return;
      case icmpv6Type.duplicateRequest:
      case icmpv6Type.duplicateConfirmation:
        layer.add(field['6lowpannd.da.status'], 4, 1);
        layer.add(field['6lowpannd.da.rsv'], 5, 1);
        layer.add(field['6lowpannd.da.lifetime'], 6, 2);
        layer.add(field['6lowpannd.da.eui64'], 8, 8);
        layer.add(field['6lowpannd.da.reg_addr'], 16, 16);
        return;
      default:
        if (layer.available > 4) layer.add(field.data, 4, layer.available - 4);
    }
  },
});

/** Good or bad when the whole message is there; a quoted or cut one cannot be checked. RFC 8200, section 8.1. */
function checksumStatus(layer: Layer): number {
  const { dissection } = layer;
  if (dissection.quoting > 0 || layer.available < layer.reported || dissection.addressKind !== addressKind.ipv6)
    return 2;
  const seed =
    sumWords(dissection.addressBytes, dissection.sourceAt, 16) +
    sumWords(dissection.addressBytes, dissection.destinationAt, 16) +
    layer.reported +
    icmpv6Protocol;
  return internetChecksum(layer.bytes, layer.start, layer.available, seed) === 0 ? 1 : 0;
}

function summary(type: number, code: number): string {
  const name = icmpv6TypeNames[type] ?? `Unknown (${type})`;
  const codes = icmpv6CodeNames[type];
  return codes === undefined ? name : `${name} (${codes[code] ?? 'Unknown'})`;
}

function dissectError(layer: Layer, field: FieldsOf<typeof fields>, type: number): void {
  const payload = layer.reported - 8;
  let quoted = payload;
  if (type === icmpv6Type.packetTooBig) layer.add(field.mtu, 4, 4);
  else if (type === icmpv6Type.parameterProblem) layer.add(field.pointer, 4, 4);
  else {
    // Length of the quoted datagram in units of eight bytes where extensions follow. RFC 4884, section 4.
    const units = layer.u8(4);
    if (units === 0) layer.add(field.reserved, 4, 4);
    else {
      layer.add(field.length, 4, 1);
      layer.add(field.reserved, 5, 3);
    }
    if (units > 0 && payload > shortestQuote) quoted = Math.min(units * 8, payload);
  }
  if (payload > 0) layer.quote(ipv6, 8, quoted);
  if (payload > quoted + 4) dissectExtensions(layer, field, 8 + quoted);
}

function dissectEcho(layer: Layer, field: FieldsOf<typeof fields>, isRequest: boolean): void {
  const identifier = layer.u16(4);
  const sequence = layer.u16(6);
  layer.add(field['echo.identifier'], 4, 2);
  layer.add(field['echo.sequence_number'], 6, 2);
  const probes = isRequest && layer.dissection.destinationPort === teredoPort;
  if (probes) {
    layer.setColumn('Teredo');
    layer.setInfo('Direct IPv6 Connectivity Test');
  }
  if (layer.wantsInfo) {
    layer.appendInfo(` id=0x${identifier.toString(16).padStart(4, '0')}, seq=${sequence}`);
    if (layer.parent?.protocol === ipv6) layer.appendInfo(`, hop limit=${layer.parent.u8(7)}`);
  }
  if (!probes) {
    pairMessages(layer, field, isRequest, `${identifier} ${sequence}`);
    if (layer.reported > 8) layer.next(data, 8);
  } else if (layer.available > 8) layer.add(field.nonce, 8, layer.available - 8);
}

/** Through Teredo, an echo request asks whether the other end is there: its data are a nonce. RFC 4380, section 5.2.9. */
const teredoPort = 3544;

function dissectRouterAdvertisement(layer: Layer, field: FieldsOf<typeof fields>): void {
  if (layer.emitting) {
    layer.add(field['nd.ra.cur_hop_limit'], 4, 1);
    layer.open(field['nd.ra.flag'], 5, 1);
    for (const key of ['m', 'o', 'h', 'prf', 'p', 'rsv'] as const) layer.add(field[`nd.ra.flag.${key}`], 5, 1);
    layer.close();
    layer.add(field['nd.ra.router_lifetime'], 6, 2);
    layer.add(field['nd.ra.reachable_time'], 8, 4);
    layer.add(field['nd.ra.retrans_timer'], 12, 4);
  }
  dissectOptions(layer, field, 16);
}

function dissectNeighborAdvertisement(layer: Layer, field: FieldsOf<typeof fields>): void {
  if (layer.emitting) {
    layer.open(field['nd.na.flag'], 4, 4);
    for (const key of ['r', 's', 'o', 'rsv'] as const) layer.add(field[`nd.na.flag.${key}`], 4, 4);
    layer.close();
    layer.add(field['nd.na.target_address'], 8, 16);
  }
  if (layer.wantsInfo) {
    const bits = layer.u8(4);
    const words = [(bits & 0x80) !== 0 && 'rtr', (bits & 0x40) !== 0 && 'sol', (bits & 0x20) !== 0 && 'ovr'];
    const set = words.filter((word) => word !== false).join(', ');
    layer.appendInfo(` ${ipv6Text(layer.slice(8, 16))}${set === '' ? '' : ` (${set})`}`);
  }
  dissectOptions(layer, field, 24);
}
