/** Server Message Block, version 1: the header and the command's name. [MS-CIFS], section 2.2.3. */
import { bytes, flag, frameNumber, relativeTime, u8, u16, u32 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { protocol, recognised } from '../../declare/protocol';
import { ntStatusNames } from '../names/nt-status';
import { smbCommands } from '../names/smb-commands';

const headerLength = 32;
const isResponse = 0x80;
/** Flags 2: the status is a 32-bit number, not a class and a code. */
const longStatus = 0x4000;

const hasLongStatus = (layer: Layer): boolean => (layer.u16le(10) & longStatus) !== 0;

export default protocol({
  id: 'smb',
  title: 'SMB (Server Message Block Protocol)',
  column: 'SMB',
  parents: [recognised('netbios', isSmb)],
  header: headerLength,
  fields: {
    server_component: u32({ at: 0, label: 'Server Component', base: 'hex' }),
    cmd: u8({ at: 4, label: 'SMB Command', base: 'hex', values: smbCommands }),
    nt_status: u32({
      at: 5,
      label: 'NT Status',
      base: 'hex',
      littleEndian: true,
      values: ntStatusNames,
      when: hasLongStatus,
    }),
    error_class: u8({ at: 5, label: 'Error Class', base: 'hex', when: (layer) => !hasLongStatus(layer) }),
    error_code: u16({
      at: 7,
      label: 'Error Code',
      base: 'hex',
      littleEndian: true,
      when: (layer) => !hasLongStatus(layer),
    }),
    flags: u8({ at: 9, label: 'Flags', base: 'hex' }),
    'flags.response': flag({
      at: 9,
      mask: 0x80,
      label: 'Request/Response',
      within: 'flags',
      values: { 0: 'Request', 1: 'Response' },
    }),
    flags2: u16({ at: 10, label: 'Flags2', base: 'hex', littleEndian: true }),
    'pid.high': u16({ at: 12, label: 'Process ID High', littleEndian: true }),
    signature: bytes({ at: 14, length: 8, label: 'Signature' }),
    reserved: bytes({ at: 22, length: 2, label: 'Reserved' }),
    tid: u16({ at: 24, label: 'Tree ID', littleEndian: true }),
    pid: u16({ at: 26, label: 'Process ID', littleEndian: true }),
    uid: u16({ at: 28, label: 'User ID', littleEndian: true }),
    mid: u16({ at: 30, label: 'Multiplex ID', littleEndian: true }),
    wct: u8({ label: 'Word Count (WCT)' }),
    response_to: frameNumber({ label: 'Response to', generated: true }),
    response_in: frameNumber({ label: 'Response in', generated: true }),
    time: relativeTime({ label: 'Time from request', generated: true }),
  },
  dissect(layer, field) {
    const { memory, dissection } = layer;
    const answers = (layer.u8(9) & isResponse) !== 0;
    const command = layer.u8(4);
    layer.header();
    if (layer.wantsInfo) {
      const status = hasLongStatus(layer) ? layer.u32le(5) : 0;
      const error =
        answers && status !== 0 ? `, Error: ${ntStatusNames.get(status) ?? `0x${status.toString(16)}`}` : '';
      layer.setInfo(`${smbCommands[command] ?? 'Unknown'} ${answers ? 'Response' : 'Request'}${error}`);
    }
    const key = layer.u16le(30) * 65_536 + layer.u16le(26);
    if (answers) {
      const exchange = memory.response(dissection, 'smb', key);
      if (exchange !== undefined) {
        layer.addComputed(field.response_to, exchange.request);
        layer.addElapsed(field.time, exchange);
      }
    } else {
      const exchange = memory.request(dissection, 'smb', key, command);
      if (exchange.response > 0) layer.addComputed(field.response_in, exchange.response);
    }
    if (layer.has(headerLength, 1)) layer.add(field.wct, headerLength, 1);
  },
});

function isSmb(layer: Layer, at: number): boolean {
  return layer.u32(at) === 0xff53_4d42;
}
