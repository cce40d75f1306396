/** Server Message Block, versions 2 and 3: the headers, and what they ask for. [MS-SMB2], section 2.2. */
import { visible } from '../../bytes/visible';
import { bytes, flag, frameNumber, relativeTime, text, u16, u32, u64 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, protocol, recognised } from '../../declare/protocol';
import { ntStatusNames } from '../names/nt-status';
import { showInfoBehind } from './streams/info';

const headerLength = 64;
const isResponse = 0x01;
const isAsynchronous = 0x02;
const command = { treeConnect: 3, create: 5, negotiate: 0 } as const;
const maximumName = 1024;

const commands: Readonly<Record<number, string>> = {
  0: 'Negotiate Protocol',
  1: 'Session Setup',
  2: 'Session Logoff',
  3: 'Tree Connect',
  4: 'Tree Disconnect',
  5: 'Create',
  6: 'Close',
  7: 'Flush',
  8: 'Read',
  9: 'Write',
  10: 'Lock',
  11: 'Ioctl',
  12: 'Cancel',
  13: 'KeepAlive',
  14: 'Find',
  15: 'Notify',
  16: 'GetInfo',
  17: 'SetInfo',
  18: 'Break',
};
const dialects = {
  514: 'SMB 2.0.2',
  528: 'SMB 2.1',
  768: 'SMB 3.0',
  770: 'SMB 3.0.2',
  785: 'SMB 3.1.1',
  767: 'SMB2 wildcard',
};

const responds = (layer: Layer): boolean => (layer.u32le(16) & isResponse) !== 0;
const synchronous = (layer: Layer): boolean => (layer.u32le(16) & isAsynchronous) === 0;

const declared = {
  header_len: u16({ at: 4, label: 'Header Length', littleEndian: true }),
  'credit.charge': u16({ at: 6, label: 'Credit Charge', littleEndian: true }),
  nt_status: u32({ at: 8, label: 'NT Status', base: 'hex', littleEndian: true, values: ntStatusNames, when: responds }),
  channel_sequence: u16({ at: 8, label: 'Channel Sequence', littleEndian: true, when: (layer) => !responds(layer) }),
  cmd: u16({ at: 12, label: 'Command', littleEndian: true, values: commands }),
  'credits.requested': u16({
    at: 14,
    label: 'Credits requested',
    littleEndian: true,
    when: (layer) => !responds(layer),
  }),
  'credits.granted': u16({ at: 14, label: 'Credits granted', littleEndian: true, when: responds }),
  flags: u32({ at: 16, label: 'Flags', base: 'hex', littleEndian: true }),
  'flags.response': flag({ at: 16, length: 4, mask: 0x01, label: 'Response', littleEndian: true, within: 'flags' }),
  'flags.async': flag({ at: 16, length: 4, mask: 0x02, label: 'Async command', littleEndian: true, within: 'flags' }),
  'flags.chained': flag({ at: 16, length: 4, mask: 0x04, label: 'Chained', littleEndian: true, within: 'flags' }),
  'flags.signature': flag({ at: 16, length: 4, mask: 0x08, label: 'Signing', littleEndian: true, within: 'flags' }),
  chain_offset: u32({ at: 20, label: 'Chain Offset', base: 'hex', littleEndian: true }),
  msg_id: u64({ at: 24, label: 'Message ID', littleEndian: true }),
  pid: u32({ at: 32, label: 'Process Id', base: 'hex', littleEndian: true, when: synchronous }),
  tid: u32({ at: 36, label: 'Tree Id', base: 'hex', littleEndian: true, when: synchronous }),
  aid: u64({ at: 32, label: 'Async Id', base: 'hex', littleEndian: true, when: (layer) => !synchronous(layer) }),
  sesid: u64({ at: 40, label: 'Session Id', base: 'hex', littleEndian: true }),
  signature: bytes({ at: 48, length: 16, label: 'Signature' }),
  response_to: frameNumber({ label: 'Response to', generated: true }),
  response_in: frameNumber({ label: 'Response in', generated: true }),
  time: relativeTime({ label: 'Time from request', generated: true }),
  dialect: u16({ label: 'Dialect', base: 'hex', littleEndian: true, values: dialects }),
  tree: text({ label: 'Tree', encoding: 'utf-16le' }),
  filename: text({ label: 'Filename', encoding: 'utf-16le' }),
  'header.transform.enc_data': bytes({ label: 'Data' }),
};
type Fields = FieldsOf<typeof declared>;

export default protocol({
  id: 'smb2',
  title: 'SMB2 (Server Message Block Protocol version 2)',
  column: 'SMB2',
  parents: [recognised('netbios', isSmb2)],
  fields: declared,
  dissect(layer, field) {
    // An encrypted or compressed message has another first byte and a header of its own.
    if (layer.u8(0) !== 0xfe) {
      if (layer.wantsInfo) showInfoBehind(layer, layer.u8(0) === 0xfd ? 'Encrypted SMB3' : 'Compressed SMB3', ';');
      layer.add(field['header.transform.enc_data'], 0, layer.available);
      return;
    }
    layer.need(0, headerLength);
    layer.header();
    const chained = layer.u32le(20);
    const end = chained >= headerLength && chained < layer.available ? chained : layer.available;
    const code = layer.u16le(12);
    const answers = responds(layer);
    const body = headerLength;
    const name = answers ? undefined : nameField(layer, field, code);
    if (layer.wantsInfo) showInfo(layer, code, answers, name);
    relate(layer, field, answers, code);
    if (code === command.negotiate && answers && end >= body + 6) layer.add(field.dialect, body + 4, 2);
    if (name !== undefined) layer.add(name.field, name.at, name.length);
    if (end < layer.available) {
      layer.again(end);
      layer.trim(end);
    }
  },
});

function isSmb2(layer: Layer, at: number): boolean {
  const first = layer.u8(at);
  return (first === 0xfe || first === 0xfd || first === 0xfc) && layer.u24(at + 1) === 0x53_4d_42;
}

interface Name {
  readonly field: Fields['tree'];
  readonly at: number;
  readonly length: number;
}

/** The path or file name that a request carries: its offset counts from the header. */
function nameField(layer: Layer, field: Fields, code: number): Name | undefined {
  if (!layer.emitting && !layer.wantsInfo) return undefined;
  const isTree = code === command.treeConnect;
  if (!isTree && code !== command.create) return undefined;
  const places = headerLength + (isTree ? 4 : 44);
  if (!layer.has(places, 4)) return undefined;
  const at = layer.u16le(places);
  const length = Math.min(layer.u16le(places + 2), maximumName);
  if (at < headerLength || length === 0 || !layer.has(at, length)) return undefined;
  return { field: isTree ? field.tree : field.filename, at, length };
}

const utf16 = new TextDecoder('utf-16le');

function showInfo(layer: Layer, code: number, answers: boolean, name: Name | undefined): void {
  let text = `${commands[code] ?? 'Unknown'} ${answers ? 'Response' : 'Request'}`;
  if (name !== undefined) {
    const label = code === command.treeConnect ? 'Tree' : 'File';
    text += ` ${label}: ${visible(utf16.decode(layer.slice(name.at, name.length)))}`;
  }
  const status = answers ? layer.u32le(8) : 0;
  if (status !== 0)
    text += `, Error: ${ntStatusNames.get(status) ?? `Unknown (0x${status.toString(16).padStart(8, '0')})`}`;
  showInfoBehind(layer, text, ';');
}

function relate(layer: Layer, field: Fields, answers: boolean, code: number): void {
  const { memory, dissection } = layer;
  const key = layer.u32le(24);
  if (!answers) {
    const exchange = memory.request(dissection, 'smb2', key, code);
    if (exchange.response > 0) layer.addComputed(field.response_in, exchange.response);
    return;
  }
  // A first answer that only says that the real one will come leaves the request open.
  if (layer.u32le(8) === pending) return;
  const exchange = memory.response(dissection, 'smb2', key);
  if (exchange === undefined) return;
  layer.addComputed(field.response_to, exchange.request);
  layer.addElapsed(field.time, exchange);
}

const pending = 0x0000_0103;
