/** A body whose media type no other protocol reads. */
import { bytes } from '../../declare/kinds';
import { protocol } from '../../declare/protocol';

export default protocol({
  id: 'media',
  title: 'Media Type',
  column: 'Media',
  setsColumn: false,
  opening: 0,
  fields: {
    type: bytes({ label: 'Media type' }),
  },
  dissect(layer, field) {
    if (layer.wantsInfo) layer.appendInfo(` (${layer.dissection.mediaType})`);
    if (!layer.emitting) return;
    layer.add(field.type, 0, layer.available);
    if (layer.inTree) layer.retitle(`Media type: ${layer.dissection.mediaType} (${layer.available} bytes)`);
  },
});
