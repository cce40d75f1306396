/** Kerberos version 5: its messages up to where they are encrypted. RFC 4120. */
import { readDer } from '../../bytes/der';
import { type Layer, oneMoreSegment } from '../../declare/layer';
import { on, protocol } from '../../declare/protocol';
import { errorNames } from '../names/kerberos';
import { type KerberosFields, kerberosFields } from './kerberos/fields';
import { errorCode, messages, showMessage } from './kerberos/messages';

/** Over TCP a message follows its length in four bytes (RFC 4120, section 7.2.2); no message is longer than this. */
const recordMark = 4;
const longestRecord = 10 * 1024 * 1024;

/** Application tags of Kerberos. RFC 4120, section 5.10. */
const applicationTags: readonly number[] = [1, 2, 3, 10, 11, 12, 13, 14, 15, 20, 21, 22, 25, 26, 27, 28, 29, 30];
const beginsMessage = (byte: number): boolean => (byte & 0xc0) === 0x40 && applicationTags.includes(byte & 0x1f);

export default protocol({
  id: 'kerberos',
  title: 'Kerberos',
  column: 'KRB5',
  parents: [on('tcp.port', 88), on('udp.port', 88)],
  accepts: (layer, at) => layer.protocol.id !== 'udp' || (layer.has(at, 1) && beginsMessage(layer.u8(at))),
  fields: kerberosFields,
  dissect(layer, field) {
    layer.setInfo('');
    if (layer.parent?.protocol.id !== 'tcp') {
      message(layer, field, 0, layer.available);
      return;
    }
    for (let at = 0; at < layer.reported; ) {
      const left = layer.reported - at;
      if (left < recordMark && layer.needMore(at, oneMoreSegment)) return;
      const length = layer.u32(at) & 0x7fff_ffff;
      if (length > longestRecord) {
        layer.appendInfo('Continuation', ', ');
        return;
      }
      if (left < recordMark + length && layer.needMore(at, recordMark + length - left)) return;
      const end = Math.min(at + recordMark + length, layer.available);
      layer.openText(at, recordMark, `Record Mark: ${length} bytes`);
      layer.add(field['rm.reserved'], at, 4);
      layer.add(field['rm.length'], at, 4);
      layer.close();
      message(layer, field, at + recordMark, end);
      at += recordMark + length;
    }
  },
});

function message(layer: Layer, field: KerberosFields, at: number, end: number): void {
  const bytes = layer.bytes.subarray(layer.start, layer.end);
  const element = readDer(bytes, at, end);
  const number = element === undefined || (element.tag & 0xe0) !== 0x60 ? -1 : element.tag & 0x1f;
  const known = messages[number];
  if (element === undefined || known === undefined) {
    if (end > at && (bytes[at] & 0xe0) === 0x60) layer.appendInfo(messages[bytes[at] & 0x1f]?.name ?? '', ', ');
    layer.malformed('This is no Kerberos message, or not a whole one', at, end - at);
    return;
  }
  if (!layer.emitting && !layer.wantsInfo) return;
  const error = number === 30 ? errorCode(bytes, element) : undefined;
  layer.appendInfo(error === undefined ? known.name : `KRB Error: ${errorNames[error] ?? error}`, ', ');
  showMessage(layer, field, element, number);
}
