/** The values of a handshake message: a table of tags with the offsets where their values end, then the values. */
import type { Layer } from '../../../declare/layer';
import type { GquicFields } from './fields';

const tagFields: Readonly<Record<string, keyof GquicFields>> = {
  'SNI\0': 'tag.sni',
  UAID: 'tag.uaid',
  'VER\0': 'tag.version',
};

/** Shows the message whose name stands at `at`. A value that its packet cuts off is said to be so in every pass. */
export function tags(layer: Layer, field: GquicFields, at: number): void {
  layer.add(field.tag, at, 4);
  layer.add(field.tag_number, at + 4, 2);
  layer.add(field.padding, at + 6, 2);
  const count = layer.u16le(at + 4);
  const values = at + 8 + count * 8;
  let start = 0;
  for (let i = 0; i < count; i++) {
    const entry = at + 8 + i * 8;
    const end = layer.u32le(entry + 4);
    if (end < start) layer.cutOff(layer.reported + 1);
    const length = Math.min(end - start, Math.max(0, layer.reported - values - start));
    tag(layer, field, entry, values + start, end - start, length);
    start += length;
  }
}

function tag(layer: Layer, field: GquicFields, entry: number, at: number, stated: number, length: number): void {
  const name = layer.latin1(entry, 4);
  layer.openText(entry, 8, layer.inTree ? `Tag/value: ${name.replace(/\0/g, '')} (l=${stated})` : '');
  layer.add(field.tag_type, entry, 4);
  layer.add(field.tag_offset_end, entry + 4, 4);
  layer.addComputed(field.tag_offset_length, stated, entry + 4, 4);
  if (length < stated) layer.remark(field['tag.length.truncated'], entry + 4, 4);
  if (length > 0) {
    layer.add(field.tag_value, at, length);
    const key = tagFields[name];
    if (key !== undefined) layer.add(field[key], at, length);
  }
  layer.close();
}
