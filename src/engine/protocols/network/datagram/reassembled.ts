/** Shows from which packets a datagram was put together. Used by both versions of the Internet Protocol. */
import type { Field } from '../../../declare/field';
import type { Layer } from '../../../declare/layer';
import type { Reassembled } from '../../../declare/memory';

export interface ReassembledFields {
  readonly fragments: Field;
  readonly fragment: Field;
  readonly 'fragment.count': Field;
  readonly 'reassembled.length': Field;
  readonly 'reassembled.data': Field;
}

export function showReassembled(layer: Layer, field: ReassembledFields, whole: Reassembled): void {
  if (!layer.emitting) return;
  const { bytes, pieces } = whole;
  layer.open(field.fragments, 0, 0, bytes);
  if (layer.inTree) {
    const list = pieces.map(({ frame, length }) => `#${frame}(${length})`).join(', ');
    layer.retitle(`[${pieces.length} ${field.fragments.label} (${bytes.length} bytes): ${list}]`);
  }
  for (const { frame, offset, length } of pieces) {
    layer.addComputed(field.fragment, frame);
    if (layer.inTree) layer.retitle(`[Frame: ${frame}, payload: ${offset}-${offset + length - 1} (${length} bytes)]`);
  }
  layer.addComputed(field['fragment.count'], pieces.length);
  layer.addComputed(field['reassembled.length'], bytes.length);
  layer.addComputed(field['reassembled.data'], bytes);
  layer.close();
}
