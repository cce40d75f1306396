/** When a segment or a datagram came, relative to the others of its conversation. */
import type { Field } from '../../../declare/field';
import type { Layer } from '../../../declare/layer';
import type { ConversationTimes } from '../../../declare/memory';

/** `find` is asked only where somebody wants to know. */
export function showTimes(
  layer: Layer,
  field: { readonly time_relative: Field; readonly time_delta: Field },
  find: () => ConversationTimes | undefined,
): void {
  if (layer.dissection.quoting > 0 || !layer.wants(field.time_relative, field.time_delta)) return;
  const times = find();
  if (times === undefined) return;
  layer.openText(0, 0, '[Timestamps]');
  layer.addComputed(field.time_relative, times.sinceFirst);
  layer.addComputed(field.time_delta, times.sincePrevious);
  layer.close();
}
