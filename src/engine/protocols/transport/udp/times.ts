/** When a datagram came, relative to the others between the same endpoints. */
import type { Field } from '../../../declare/field';
import type { Layer } from '../../../declare/layer';

export function showTimes(layer: Layer, field: { readonly time_relative: Field; readonly time_delta: Field }): void {
  if (layer.dissection.quoting > 0 || !layer.wants(field.time_relative, field.time_delta)) return;
  const times = layer.memory.conversationTimes(layer.dissection);
  if (times === undefined) return;
  layer.openText(0, 0, '[Timestamps]');
  layer.addComputed(field.time_relative, times.sinceFirst);
  layer.addComputed(field.time_delta, times.sincePrevious);
  layer.close();
}
