/** Graphics Interchange Format: version and screen of an image. GIF89a specification, sections 17 to 19. */
import { bytes, text, u8, u16 } from '../../declare/kinds';
import { named, protocol } from '../../declare/protocol';

const headerLength = 13;

export default protocol({
  id: 'image-gif',
  title: 'Compuserve GIF',
  column: 'GIF image',
  setsColumn: false,
  header: headerLength,
  parents: [named('media_type', 'image/gif')],
  fields: {
    version: text({ at: 0, length: 6, label: 'Version' }),
    'screen.width': u16({ at: 6, label: 'Screen width', littleEndian: true }),
    'screen.height': u16({ at: 8, label: 'Screen height', littleEndian: true }),
    'global.color_map.present': u8({ at: 10, mask: 0x80, label: 'Global color map is present' }),
    'global.color_bpp': u8({ at: 10, mask: 0x70, label: 'Bits per color minus 1' }),
    'global.color_map.ordered': u8({ at: 10, mask: 0x08, label: 'Global color map is ordered' }),
    'global.bpp': u8({ at: 10, mask: 0x07, label: 'Image bits per pixel minus 1' }),
    image_background_index: u8({ at: 11, label: 'Background color index' }),
    'global.pixel_aspect_ratio': u8({ at: 12, label: 'Global pixel aspect ratio' }),
    'global.color_map': bytes({ label: 'Global color map' }),
  },
  dissect(layer, field) {
    if (layer.wantsInfo) layer.appendInfo(` (${layer.text(0, 6)})`);
    layer.header();
    if (!layer.emitting || layer.u8(10) < 0x80) return;
    layer.add(field['global.color_map'], headerLength, 3 << ((layer.u8(10) & 7) + 1));
  },
});
