/** JPEG File Interchange Format: the marker segments of an image. ITU-T T.81 annex B, and T.871. */
import { bytes, text, u8, u16 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, named, protocol } from '../../declare/protocol';

const maximumSegments = 500;
const startOfImage = 0xffd8;
const endOfImage = 0xffd9;
const startOfScan = 0xffda;
const application0 = 0xffe0;
const comment = 0xfffe;

const markers: Readonly<Record<number, string>> = {
  [startOfImage]: 'Start of Image',
  [endOfImage]: 'End of Image',
  [startOfScan]: 'Start of Scan',
  [application0]: 'Reserved for application segments - 0',
  65505: 'Reserved for application segments - 1',
  65472: 'Start of Frame (non-differential, Huffman coding) - Baseline DCT',
  65474: 'Start of Frame (non-differential, Huffman coding) - Progressive DCT',
  65476: 'Define Huffman table(s)',
  65499: 'Define quantization table(s)',
  65501: 'Define restart interval',
  [comment]: 'Comment',
};

const declared = {
  marker: u16({ label: 'Marker', base: 'hex', values: markers }),
  length: u16({ label: 'Length' }),
  identifier: text({ label: 'Identifier' }),
  'version.major': u8({ label: 'Major Version' }),
  'version.minor': u8({ label: 'Minor Version' }),
  units: u8({ label: 'Units', values: { 0: 'No units', 1: 'Dots per inch', 2: 'Dots per centimetre' } }),
  Xdensity: u16({ label: 'Xdensity' }),
  Ydensity: u16({ label: 'Ydensity' }),
  'sof.precision': u8({ label: 'Sample Precision (bits)' }),
  'sof.lines': u16({ label: 'Lines' }),
  'sof.samples_per_line': u16({ label: 'Samples per line' }),
  comment: text({ label: 'Comment' }),
  entropy_coded_segment: bytes({ label: 'Entropy-coded segment' }),
};
type Fields = FieldsOf<typeof declared>;

export default protocol({
  id: 'image-jfif',
  title: 'JPEG File Interchange Format',
  column: 'JFIF (JPEG) image',
  setsColumn: false,
  parents: [named('media_type', 'image/jpeg', 'image/jpg', 'image/pjpeg', 'image/jfi')],
  fields: declared,
  dissect(layer, field) {
    if (layer.wantsInfo) layer.appendInfo(' (JPEG JFIF image)');
    if (!layer.emitting) return;
    if (layer.u16(0) !== startOfImage) {
      layer.malformed('The image does not begin with its marker', 0, 2);
      return;
    }
    layer.add(field.marker, 0, 2);
    let at = 2;
    for (let segments = 0; at < layer.available && segments < maximumSegments; segments++) {
      const marker = layer.u16(at);
      if (marker < 0xff00 || marker === endOfImage) break;
      const length = layer.u16(at + 2);
      layer.openText(at, Math.min(2 + length, layer.available - at), `Marker segment: ${markers[marker] ?? 'Other'}`);
      layer.add(field.marker, at, 2);
      layer.add(field.length, at + 2, 2);
      showSegment(layer, field, marker, at + 4, length - 2);
      layer.close();
      at += 2 + Math.max(length, 2);
      if (marker === startOfScan) {
        if (at < layer.available) layer.add(field.entropy_coded_segment, at, layer.available - at);
        break;
      }
    }
  },
});

function showSegment(layer: Layer, field: Fields, marker: number, at: number, length: number): void {
  if (marker === comment) layer.add(field.comment, at, length);
  else if (marker === application0 && length >= 12) {
    layer.add(field.identifier, at, 5);
    layer.add(field['version.major'], at + 5, 1);
    layer.add(field['version.minor'], at + 6, 1);
    layer.add(field.units, at + 7, 1);
    layer.add(field.Xdensity, at + 8, 2);
    layer.add(field.Ydensity, at + 10, 2);
  } else if (isFrame(marker) && length >= 6) {
    layer.add(field['sof.precision'], at, 1);
    layer.add(field['sof.lines'], at + 1, 2);
    layer.add(field['sof.samples_per_line'], at + 3, 2);
  }
}

/** Start of Frame markers are 0xffc0 to 0xffcf without the four that mean something else. */
const isFrame = (marker: number): boolean =>
  marker >= 0xffc0 && marker <= 0xffcf && marker !== 0xffc4 && marker !== 0xffc8 && marker !== 0xffcc;
