/** File Transfer Protocol: the control connection. RFC 959 and RFC 2428. */
import { behindBreak, decimalAt, lineBreak } from '../../bytes/lines';
import { visible } from '../../bytes/visible';
import { flag, ipv4Address, text, u8, u16, u32 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { conversationKind } from '../../declare/memory';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import { ftpReplies } from '../names/ftp-replies';
import ftpData from './ftp-data';
import { eachLine } from './streams/text-lines';
import tls from './tls';

const controlPort = 21;
const space = 0x20;
const passive = 227;
const extendedPassive = 229;
const tlsFollows = 234;

/** Whether the client asked for TLS and has not been answered (RFC 4217, section 4). Only the first pass has it. */
class Control {
  asksForTls = false;
}
const create = (): Control => new Control();

const declared = {
  request: flag({ label: 'Request', hidden: true }),
  response: flag({ label: 'Response', hidden: true }),
  'request.command': text({ label: 'Request command' }),
  'request.arg': text({ label: 'Request arg' }),
  'response.code': u32({ label: 'Response code', values: ftpReplies }),
  'response.arg': text({ label: 'Response arg' }),
  'passive.ip': ipv4Address({ label: 'Passive IP address' }),
  'passive.port': u16({ label: 'Passive port' }),
  'active.cip': ipv4Address({ label: 'Active IP address' }),
  'active.port': u16({ label: 'Active port' }),
  'epsv.port': u16({ label: 'Extended passive port' }),
  'eprt.af': u8({ label: 'Extended active address family', values: { 1: 'IPv4', 2: 'IPv6' } }),
  'eprt.ip': ipv4Address({ label: 'Extended active IP address' }),
  'eprt.port': u16({ label: 'Extended active port' }),
};
type Fields = FieldsOf<typeof declared>;

export default protocol({
  id: 'ftp',
  title: 'File Transfer Protocol (FTP)',
  column: 'FTP',
  parents: [on('tcp.port', controlPort)],
  fields: declared,
  dissect(layer, field) {
    const asks = layer.dissection.destinationPort === controlPort;
    const { bytes, start, end } = layer;
    const found = lineBreak(bytes, start, end);
    const stop = (found < 0 ? end : found) - start;
    const behind = found < 0 ? -1 : behindBreak(bytes, found, end);
    const next = behind < 0 ? layer.available : behind - start;
    if (layer.wantsInfo) layer.setInfo(`${asks ? 'Request' : 'Response'}: ${visible(layer.text(0, stop))}`);
    if (layer.inTree) layer.openText(0, next, visible(layer.text(0, next)));
    if (asks) showRequest(layer, field, stop);
    else showResponse(layer, field, stop);
    if (layer.inTree) layer.close();
    layer.addComputed(asks ? field.request : field.response, 1);
    showFurtherLines(layer, next);
  },
});

function showRequest(layer: Layer, field: Fields, stop: number): void {
  const found = layer.find(space, 0, stop);
  const commandEnd = found < 0 ? stop : found;
  const argument = Math.min(commandEnd + 1, stop);
  layer.add(field['request.command'], 0, commandEnd);
  if (argument < stop) layer.add(field['request.arg'], argument, stop - argument);
  const command = commandEnd === 4 ? layer.latin1(0, 4).toUpperCase() : '';
  if (command === 'PORT') announceNumbers(layer, field['active.cip'], field['active.port'], argument, stop);
  else if (command === 'EPRT') announceExtended(layer, field, argument, stop);
  else if (layer.learning && command === 'AUTH')
    layer.memory.conversationState(layer.dissection, 'ftp', create).asksForTls = /^(TLS|SSL)/i.test(
      layer.latin1(argument, stop - argument),
    );
}

function showResponse(layer: Layer, field: Fields, stop: number): void {
  const code = stop >= 3 ? decimalAt(layer.bytes, layer.start, layer.start + 3) : -1;
  if (code < 100) {
    if (stop > 0) layer.add(field['response.arg'], 0, stop);
    return;
  }
  layer.add(field['response.code'], 0, 3, code);
  if (stop > 4) layer.add(field['response.arg'], 4, stop - 4);
  if (code === passive) announceNumbers(layer, field['passive.ip'], field['passive.port'], 4, stop);
  else if (code === extendedPassive) announcePort(layer, field, 4, stop);
  else if (code === tlsFollows && layer.learning) beginTls(layer);
}

function beginTls({ dissection, memory }: Layer): void {
  const control = memory.conversationState(dissection, 'ftp', create);
  if (control.asksForTls) memory.setApplication(dissection, tls, true);
  control.asksForTls = false;
}

/** `h1,h2,h3,h4,p1,p2`, anywhere in the text. */
function announceNumbers(
  layer: Layer,
  addressField: Fields['passive.ip'],
  portField: Fields['passive.port'],
  from: number,
  stop: number,
): void {
  const found = /(\d{1,3}),(\d{1,3}),(\d{1,3}),(\d{1,3}),(\d{1,3}),(\d{1,3})/.exec(layer.latin1(from, stop - from));
  if (found === null) return;
  const numbers = found.slice(1).map(Number);
  if (numbers.some((number) => number > 255)) return;
  const address = Uint8Array.from(numbers.slice(0, 4));
  const port = numbers[4] * 256 + numbers[5];
  const at = from + found.index;
  const value = ((address[0] << 24) | (address[1] << 16) | (address[2] << 8) | address[3]) >>> 0;
  layer.addComputed(addressField, value, at, found[0].length);
  layer.addComputed(portField, port, at, found[0].length);
  layer.memory.announce(layer.dissection, conversationKind.tcp, address, port, ftpData);
}

/** `(|||port|)`: at the address that answers. */
function announcePort(layer: Layer, field: Fields, from: number, stop: number): void {
  const found = /\((.)\1\1(\d{1,5})\1\)/.exec(layer.latin1(from, stop - from));
  const port = Number(found?.[2] ?? 0);
  if (found === null || port === 0 || port > 0xffff) return;
  layer.addComputed(field['epsv.port'], port, from + found.index, found[0].length);
  const { addressBytes, sourceAt, addressKind: kind } = layer.dissection;
  const address = addressBytes.slice(sourceAt, sourceAt + (kind === 3 ? 16 : 4));
  layer.memory.announce(layer.dissection, conversationKind.tcp, address, port, ftpData);
}

/** `|family|address|port|`; an IPv6 address is that of the sender. */
function announceExtended(layer: Layer, field: Fields, from: number, stop: number): void {
  const found = /^(.)([12])\1([0-9a-fA-F.:]{2,45})\1(\d{1,5})\1/.exec(layer.latin1(from, stop - from));
  if (found === null) return;
  const port = Number(found[4]);
  const familyAt = from + 1;
  const addressAt = from + 3;
  const parts = found[3].split('.').map(Number);
  layer.add(field['eprt.af'], familyAt, 1, Number(found[2]));
  const { addressBytes, sourceAt, addressKind: kind } = layer.dissection;
  let address = addressBytes.slice(sourceAt, sourceAt + (kind === 3 ? 16 : 4));
  if (found[2] === '1' && parts.length === 4 && parts.every((part) => part <= 255)) {
    address = Uint8Array.from(parts);
    const value = ((address[0] << 24) | (address[1] << 16) | (address[2] << 8) | address[3]) >>> 0;
    layer.addComputed(field['eprt.ip'], value, addressAt, found[3].length);
  }
  if (port > 0xffff) return;
  layer.addComputed(field['eprt.port'], port, addressAt + found[3].length + 1, found[4].length);
  layer.memory.announce(layer.dissection, conversationKind.tcp, address, port, ftpData);
}

function showFurtherLines(layer: Layer, from: number): void {
  if (layer.inTree)
    eachLine(layer, from, layer.available, (at, _, next) => {
      layer.addText(at, next - at, visible(layer.text(at, next - at)));
    });
}
