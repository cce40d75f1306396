/** Text shown line by line: what HTTP and mail carry as `text/…`. */
import { behindBreak, lineBreak } from '../../bytes/lines';
import { visible } from '../../bytes/visible';
import type { Layer } from '../../declare/layer';
import { named, protocol } from '../../declare/protocol';

const maximumLines = 5000;

export default protocol({
  id: 'data-text-lines',
  title: 'Line-based text data',
  setsColumn: false,
  parents: [
    named(
      'media_type',
      'text/plain',
      'text/html',
      'text/richtext',
      'text/enriched',
      'text/parameters',
      'text/vnd.sun.j2me.app-descriptor',
      'text/css',
      'text/javascript',
      'application/x-javascript',
      'application/x-ns-proxy-autoconfig',
    ),
  ],
  fields: {},
  dissect(layer) {
    const { mediaType } = layer.dissection;
    if (layer.wantsInfo && mediaType !== '') layer.appendInfo(` (${mediaType})`);
    if (layer.inTree) showLines(layer, mediaType);
  },
});

function showLines(layer: Layer, mediaType: string): void {
  const { bytes, start, end } = layer;
  let count = 0;
  let line = start;
  while (line < end && count < maximumLines) {
    const stop = lineBreak(bytes, line, end);
    const behind = stop < 0 ? -1 : behindBreak(bytes, stop, end);
    const next = behind < 0 ? end : behind;
    layer.addText(line - start, next - line, visible(layer.text(line - start, next - line)));
    count++;
    line = next;
  }
  if (line < end) layer.limited(`More than ${maximumLines} lines: the rest is not shown`, line - start, end - line);
  layer.heading(`${mediaType === '' ? '' : `: ${mediaType}`} (${count} lines)`);
}
