/** Text shown line by line: what HTTP and mail carry as `text/…`. */
import { behindBreak, lineBreak, spells } from '../../bytes/lines';
import { visible } from '../../bytes/visible';
import type { Layer } from '../../declare/layer';
import { named, protocol } from '../../declare/protocol';
import xml from './xml';

const maximumLines = 5000;
/** `<?xml version='1.0' encoding='UTF-8'?>`: shorter text is not taken for XML. */
const longestDeclaration = 38;

export default protocol({
  id: 'data-text-lines',
  title: 'Line-based text data',
  shortName: 'Line-based text data',
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
  opening: longestDeclaration,
  fields: {},
  dissect(layer) {
    const { mediaType } = layer.dissection;
    if (layer.available > longestDeclaration && spells(layer.bytes, layer.start, layer.end, '<?xml')) {
      layer.next(xml, 0);
      return;
    }
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
