/** Real-time Transport Protocol, where a session description or the user says that it is. RFC 3550; extensions: RFC 8285. */
import { bytes, flag, u8, u16, u32 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, protocol } from '../../declare/protocol';
import { payloadTypeName } from '../names/rtp';

const boolean = { 0: 'False', 1: 'True' } as const;

const fields = {
  version: u8({ at: 0, mask: 0xc0, label: 'Version', values: { 2: 'RFC 1889 Version' } }),
  padding: flag({ at: 0, mask: 0x20, label: 'Padding', values: boolean }),
  ext: flag({ at: 0, mask: 0x10, label: 'Extension', values: boolean }),
  cc: u8({ at: 0, mask: 0x0f, label: 'Contributing source identifiers count' }),
  marker: flag({ at: 1, mask: 0x80, label: 'Marker', values: boolean }),
  p_type: u8({ at: 1, mask: 0x7f, label: 'Payload type', values: payloadTypeName }),
  seq: u16({ at: 2, label: 'Sequence number' }),
  timestamp: u32({ at: 4, label: 'Timestamp' }),
  ssrc: u32({ at: 8, label: 'Synchronization Source identifier', base: 'hex-decimal' }),
  'csrc.item': u32({ label: 'CSRC item', base: 'hex' }),
  'ext.profile': u16({ label: 'Defined by profile', base: 'hex' }),
  'ext.len': u16({ label: 'Extension length' }),
  hdr_ext: bytes({ id: 'rtp.hdr_exts', label: 'Header extensions' }),
  payload: bytes({ label: 'Payload' }),
  'padding.data': bytes({ label: 'Padding data' }),
  'padding.count': u8({ label: 'Padding count' }),
} as const;

export default protocol({
  id: 'rtp',
  title: 'Real-Time Transport Protocol',
  column: 'RTP',
  // STUN and DTLS share the ports of media. RFC 7983, section 7.
  accepts: (layer, at) => layer.has(at, 12) && layer.u8(at) >> 6 === 2,
  header: 12,
  fields,
  dissect(layer, field) {
    const type = layer.u8(1) & 0x7f;
    if (layer.wantsInfo) {
      const mark = (layer.u8(1) & 0x80) === 0 ? '' : ', Mark';
      const source = layer.u32(8).toString(16).toUpperCase();
      layer.setInfo(`PT=${payloadTypeName(type)}, SSRC=0x${source}, Seq=${layer.u16(2)}, Time=${layer.u32(4)}${mark}`);
    }
    layer.header();
    if (layer.emitting) contents(layer, field);
  },
});

function contents(layer: Layer, field: FieldsOf<typeof fields>): void {
  const first = layer.u8(0);
  let at = 12;
  for (let i = 0; i < (first & 0x0f); i++, at += 4) layer.add(field['csrc.item'], at, 4);
  if ((first & 0x10) !== 0) {
    layer.add(field['ext.profile'], at, 2);
    layer.add(field['ext.len'], at + 2, 2);
    const length = layer.u16(at + 2) * 4;
    if (length > 0) layer.add(field.hdr_ext, at + 4, length);
    at += 4 + length;
  }
  const padding = (first & 0x20) === 0 || layer.available < layer.reported ? 0 : layer.u8(layer.reported - 1);
  const end = Math.min(layer.available, layer.reported - padding);
  if (end < at) {
    layer.malformed('The padding is longer than the packet', layer.available - 1, 1);
    return;
  }
  if (end > at) layer.add(field.payload, at, end - at);
  if (padding > 1) layer.add(field['padding.data'], layer.reported - padding, padding - 1);
  if (padding > 0) layer.add(field['padding.count'], layer.reported - 1, 1);
}
