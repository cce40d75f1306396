/** Git's own transport: packet lines, each with its length in four hexadecimal digits. gitprotocol-common(5), gitprotocol-pack(5). */
import { bytes, u8, u16 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { on, protocol } from '../../declare/protocol';
import { takePdu } from './streams/length-framed';

const lengthDigits = 4;
const versionWord = 'version ';

export default protocol({
  id: 'git',
  title: 'Git Smart Protocol',
  column: 'Git',
  parents: [on('tcp.port', 9418)],
  fields: {
    version: u8({
      label: 'Git Protocol Version',
      values: { 49: 'Git protocol version 1', 50: 'Git protocol version 2' },
    }),
    packet_type: u8({ label: 'Git Packet Type', values: { 0: 'Flush', 1: 'Delimiter', 2: 'Response end' } }),
    length: u16({ label: 'Packet length', base: 'hex' }),
    sideband_control_code: u8({
      label: 'Sideband control code',
      base: 'hex',
      values: { 1: 'Git packfile data', 2: 'Git progress data', 3: 'Git error data' },
    }),
    data: bytes({ label: 'Packet data' }),
  },
  dissect(layer, field) {
    const whole = takePdu(layer, lengthDigits, (line, at) => {
      const length = lengthAt(line, at);
      return length < 0 ? -1 : Math.max(length, lengthDigits);
    });
    if (!whole) return;
    layer.setInfo('Git Smart Protocol');
    const length = lengthAt(layer, 0);
    if (length < lengthDigits) {
      layer.add(field.packet_type, 0, lengthDigits, Math.max(length, 0));
      return;
    }
    layer.add(field.length, 0, lengthDigits, length);
    let at = lengthDigits;
    if (at >= layer.available) return;
    if (length > at + versionWord.length && layer.latin1(at, versionWord.length) === versionWord)
      layer.add(field.version, at + versionWord.length, 1);
    const code = layer.u8(at);
    if (code >= 1 && code <= 3) layer.add(field.sideband_control_code, at++, 1);
    if (at < layer.available) layer.add(field.data, at, layer.available - at);
  },
});

/** The length that the line at `at` begins with, -1 when no four digits stand there. */
function lengthAt(layer: Layer, at: number): number {
  const digits = layer.latin1(at, lengthDigits);
  return /^[0-9a-fA-F]{4}$/.test(digits) ? Number.parseInt(digits, 16) : -1;
}
