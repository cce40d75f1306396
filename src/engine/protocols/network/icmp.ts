/** Internet Control Message Protocol. RFC 792; the messages that came later: see icmp/fields.ts. */
import { internetChecksum } from '../../bytes/checksum';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import data from '../frame/data';
import { icmpCodeNames, icmpType, icmpTypeNames } from '../names/icmp-messages';
import { pairMessages, timeInData } from './icmp/echo';
import { dissectExtensions } from './icmp/extensions';
import { fields } from './icmp/fields';
import { dissectRouterAdvertisement } from './icmp/router-advertisement';
import ip from './ip';

/** Bytes of the quoted datagram where extensions follow: at least, and where nothing says how long it is. RFC 4884, section 5.1. */
const shortestQuote = 128;

export default protocol({
  id: 'icmp',
  title: 'Internet Control Message Protocol',
  column: 'ICMP',
  parents: [on('ip.proto', 1)],
  fields,
  dissect(layer, field) {
    const type = layer.u8(0);
    const code = layer.u8(1);
    layer.need(0, 8);
    layer.header();
    const bad = layer.emitting && checksumStatus(layer) === 0;
    if (layer.emitting) layer.addComputed(field['checksum.status'], checksumStatus(layer));
    if (bad) layer.addComputed(field.checksum_bad, 1, 2, 2);
    if (layer.wantsInfo) layer.setInfo(summary(type, code));
    switch (type) {
      case icmpType.echo:
      case icmpType.echoReply:
        dissectQuery(layer, field, type === icmpType.echo, 'echo');
        dissectEchoData(layer, field);
        return;
      case icmpType.timestamp:
      case icmpType.timestampReply:
        dissectQuery(layer, field, type === icmpType.timestamp, 'timestamp');
        layer.add(field.originate_timestamp, 8, 4);
        layer.add(field.receive_timestamp, 12, 4);
        layer.add(field.transmit_timestamp, 16, 4);
        return;
      case icmpType.information:
      case icmpType.informationReply:
        dissectQuery(layer, field, type === icmpType.information, 'information');
        return;
      case icmpType.addressMask:
      case icmpType.addressMaskReply:
        dissectQuery(layer, field, type === icmpType.addressMask, 'mask');
        layer.add(field.address_mask, 8, 4);
        return;
      case icmpType.unreachable:
      case icmpType.sourceQuench:
      case icmpType.redirect:
      case icmpType.timeExceeded:
      case icmpType.parameterProblem:
        dissectError(layer, field, type, code);
        return;
      case icmpType.routerAdvertisement:
        if (layer.emitting) dissectRouterAdvertisement(layer, field);
        return;
      case icmpType.extendedEcho:
      case icmpType.extendedEchoReply:
        dissectExtendedEcho(layer, field, type);
    }
  },
});

/** Good or bad when the whole message is there; a quoted or cut one cannot be checked. */
function checksumStatus(layer: Layer): number {
  if (layer.dissection.quoting > 0 || layer.available < layer.reported) return 2;
  return internetChecksum(layer.bytes, layer.start, layer.available) === 0 ? 1 : 0;
}

function summary(type: number, code: number): string {
  const name = icmpTypeNames[type];
  if (name === undefined) return `Unknown ICMP type ${type}`;
  const codes = icmpCodeNames[type];
  return codes === undefined ? name : `${name.padEnd(20)} (${codes[code] ?? `Unknown code: ${code}`})`;
}

function dissectQuery(layer: Layer, field: FieldsOf<typeof fields>, isRequest: boolean, scope: string): void {
  layer.add(field.ident, 4, 2);
  layer.add(field.ident_le, 4, 2);
  layer.add(field.seq, 6, 2);
  layer.add(field.seq_le, 6, 2);
  const identifier = layer.u16(4);
  const sequence = layer.u16(6);
  if (layer.wantsInfo) {
    const timeToLive = layer.parent?.protocol === ip ? `, ttl=${layer.parent.u8(8)}` : '';
    layer.setInfo(
      `${icmpTypeNames[layer.u8(0)].padEnd(20)} id=0x${identifier.toString(16).padStart(4, '0')}, seq=${sequence}/${layer.u16le(6)}${timeToLive}`,
    );
  }
  pairMessages(layer, field, isRequest, `${scope} ${identifier} ${sequence}`);
}

function dissectEchoData(layer: Layer, field: FieldsOf<typeof fields>): void {
  let at = 8;
  const time = timeInData(layer, at);
  if (time !== undefined) {
    if (layer.emitting) {
      const { seconds, nanoseconds } = layer.dissection;
      layer.addComputed(field.data_time, time, at, 8);
      layer.addComputed(field.data_time_relative, BigInt(seconds) * 1_000_000_000n + BigInt(nanoseconds) - time, at, 8);
    }
    at += 8;
  }
  if (layer.reported > at) layer.next(data, at);
}

function dissectError(layer: Layer, field: FieldsOf<typeof fields>, type: number, code: number): void {
  const canExtend =
    type === icmpType.unreachable || type === icmpType.timeExceeded || type === icmpType.parameterProblem;
  const words = canExtend ? layer.u8(5) : 0;
  if (layer.emitting) dissectErrorHeader(layer, field, type, code, words);
  const payload = layer.reported - 8;
  // Extensions need 128 bytes before them: in a shorter message the length is none. RFC 4884, section 5.4.
  const quoted = canExtend && payload > shortestQuote ? words * 4 || shortestQuote : payload;
  layer.quote(ip, 8, Math.min(quoted, payload));
  if (payload > quoted + 4) dissectExtensions(layer, field, 8 + quoted);
}

function dissectErrorHeader(
  layer: Layer,
  field: FieldsOf<typeof fields>,
  type: number,
  code: number,
  words: number,
): void {
  if (type === icmpType.redirect) {
    layer.add(field.redir_gw, 4, 4);
    return;
  }
  if (type === icmpType.parameterProblem) layer.add(field.pointer, 4, 1);
  if (words === 0) {
    if (type === icmpType.unreachable && code === 4) {
      layer.add(field.unused, 4, 2);
      layer.add(field.mtu, 6, 2);
    } else if (type === icmpType.parameterProblem) layer.add(field.unused, 5, 3);
    else if (type !== icmpType.sourceQuench) layer.add(field.unused, 4, 4);
    return;
  }
  if (type !== icmpType.parameterProblem) layer.add(field.unused, 4, 1);
  layer.add(field.length, 5, 1);
  layer.addComputed(field['length.original_datagram'], words * 4, 5, 1);
  if (type === icmpType.unreachable && code === 4) layer.add(field.mtu, 6, 2);
  else layer.add(field.unused, 6, 2);
}

function dissectExtendedEcho(layer: Layer, field: FieldsOf<typeof fields>, type: number): void {
  layer.add(field.ident, 4, 2);
  layer.add(field.ident_le, 4, 2);
  layer.add(field['ext.echo.seq'], 6, 1);
  if (type === icmpType.extendedEcho) {
    layer.add(field['ext.echo.req.res'], 7, 1);
    layer.add(field['ext.echo.req.local'], 7, 1);
    if (layer.available > 8) dissectExtensions(layer, field, 8);
    return;
  }
  layer.add(field['ext.echo.rsp.state'], 7, 1);
  layer.add(field['ext.echo.rsp.res'], 7, 1);
  layer.add(field['ext.echo.rsp.active'], 7, 1);
  layer.add(field['ext.echo.rsp.ipv4'], 7, 1);
  layer.add(field['ext.echo.rsp.ipv6'], 7, 1);
}
