/** Secure Shell up to where it is encrypted: version strings and key exchange. RFC 4253; hassh: Salesforce 2018. */
import { type Layer, oneMoreSegment } from '../../declare/layer';
import { on, protocol } from '../../declare/protocol';
import { table } from '../../declare/table';
import { messageName } from '../names/ssh';
import { type SshFields, sshFields } from './ssh/fields';
import { messageBody } from './ssh/messages';
import { SshSession, sshVersion } from './ssh/session';

const byPort = table('tcp.port');
/** A version string is shorter than this. RFC 4253, section 4.2. */
const maximumBanner = 255;
const maximumPacket = 0xffff;

export default protocol({
  id: 'ssh',
  title: 'SSH Protocol',
  column: 'SSH',
  parents: [on('tcp.port', 22, 29418)],
  fields: sshFields,
  dissect(layer, field) {
    const { dissection, memory, learning } = layer;
    const { frame } = dissection;
    const fromServer = byPort.get(dissection.destinationPort) !== layer.protocol;
    const session = learning ? memory.conversationState(dissection, 'ssh', () => new SshSession()) : new SshSession();
    const word = memory.remember(dissection, learning ? session.pack(fromServer, frame) : 0);
    if (!learning) session.unpack(word, fromServer, frame);
    if (session.version !== sshVersion.unknown) layer.setColumn(`SSHv${session.version}`);
    layer.setInfo(fromServer ? 'Server: ' : 'Client: ');
    walk(layer, field, session, fromServer);
    layer.addComputed(field.direction, fromServer ? 1 : 0);
  },
});

function walk(layer: Layer, field: SshFields, session: SshSession, fromServer: boolean): void {
  let separator = '';
  for (let at = 0; at < layer.reported; separator = ', ') {
    const left = layer.reported - at;
    if (startsBanner(layer, at)) {
      const end = layer.find(0x0a, at, Math.min(layer.available, at + maximumBanner));
      if (end < 0 && left < maximumBanner) {
        layer.needMore(at, oneMoreSegment);
        return;
      }
      at = banner(layer, field, session, { at, end: end < 0 ? layer.available : end + 1, fromServer });
      continue;
    }
    if (session.version !== sshVersion.two || session.encrypted(fromServer, layer.dissection.frame)) {
      encrypted(layer, field, at, separator);
      return;
    }
    if (left < 4) {
      layer.needMore(at, oneMoreSegment);
      return;
    }
    const stated = layer.u32(at);
    const length = stated >= maximumPacket ? left - 4 : stated;
    if (left < length + 4) {
      layer.needMore(at, length + 4 - left);
      return;
    }
    const code = packet(layer, field, session, { at, end: at + 4 + length, fromServer, separator });
    at += 4 + length;
    if (code !== 21 || at >= layer.reported) continue;
    // What a side sends behind its New Keys is encrypted at once.
    layer.add(field.encrypted_packet, at, layer.available - at);
    return;
  }
}

const startsBanner = (layer: Layer, at: number): boolean => layer.has(at, 4) && layer.u32(at) === 0x5353_482d;

interface Part {
  readonly at: number;
  readonly end: number;
  readonly fromServer: boolean;
}

function banner(layer: Layer, field: SshFields, session: SshSession, { at, end, fromServer }: Part): number {
  // The client's string decides, as it comes last or is answered by one that fits.
  if (!fromServer && layer.has(at, 8)) {
    const version = layer.latin1(at + 4, 4);
    session.version = version === '1.99' || version.startsWith('2.') ? sshVersion.two : sshVersion.one;
  }
  let length = end - at;
  while (length > 0 && (layer.u8(at + length - 1) === 0x0a || layer.u8(at + length - 1) === 0x0d)) length--;
  layer.add(field.protocol, at, length);
  if (layer.wantsInfo) layer.appendInfo(`Protocol (${layer.text(at, length)})`);
  return end;
}

function encrypted(layer: Layer, field: SshFields, at: number, separator: string): void {
  if (layer.wantsInfo) layer.appendInfo(`${separator}Encrypted packet (len=${layer.reported - at})`);
  layer.add(field.encrypted_packet, at, layer.available - at);
}

function packet(
  layer: Layer,
  field: SshFields,
  session: SshSession,
  { at, end, fromServer, separator }: Part & { readonly separator: string },
): number {
  layer.openText(at, end - at, 'SSH Version 2');
  layer.add(field.packet_length, at, 4);
  if (layer.u32(at) >= maximumPacket) layer.addComputed(field['packet_length.error'], 1, at, 4);
  const padding = end - at > 5 ? layer.u8(at + 4) : 0;
  const payloadEnd = end - padding;
  let code = -1;
  if (payloadEnd > at + 5) {
    layer.add(field.padding_length, at + 4, 1);
    code = layer.u8(at + 5);
    const name = messageName(code, session.exchange);
    if (layer.wantsInfo) layer.appendInfo(separator + name);
    layer.openText(at + 5, payloadEnd - at - 5, code >= 20 && code < 50 ? 'Key Exchange' : 'Transport');
    layer.add(field.message_code, at + 5, 1);
    if (layer.inTree) layer.retitle(`Message Code: ${name} (${code})`);
    messageBody(layer, field, session, { code, at: at + 6, end: payloadEnd, fromServer });
    layer.close();
    if (padding > 0) layer.add(field.padding_string, payloadEnd, padding);
  } else layer.malformed('The padding is longer than the packet', at, end - at);
  layer.close();
  return code;
}
