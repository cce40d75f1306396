/** What several messages of one packet say in the Info column. */
import type { Layer } from '../../../declare/layer';

/** Sets the Info text for the first message of a packet, and continues it for those that follow. */
export function showInfoBehind(layer: Layer, text: string, separator: string): void {
  if (layer.follows) layer.appendInfo(text, separator);
  else layer.setInfo(text);
}
