/** Portable Network Graphics: the chunks of an image. W3C PNG, third edition, section 5. */
import { bytes, label, text, u8, u32 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, named, protocol } from '../../declare/protocol';

const signatureLength = 8;
const maximumChunks = 2000;
const colourTypes = {
  0: 'Greyscale',
  2: 'Truecolour',
  3: 'Indexed-colour',
  4: 'Greyscale with alpha',
  6: 'Truecolour with alpha',
};

const declared = {
  signature: bytes({ at: 0, length: signatureLength, label: 'PNG Signature' }),
  'chunk.type': text({ label: 'Chunk' }),
  'chunk.data': label({ label: 'Data' }),
  'chunk.len': u32({ label: 'Len' }),
  'chunk.crc': u32({ label: 'CRC', base: 'hex' }),
  'ihdr.width': u32({ label: 'Width' }),
  'ihdr.height': u32({ label: 'Height' }),
  'ihdr.bitdepth': u8({ label: 'Bit Depth' }),
  'ihdr.colour_type': u8({ label: 'Colour Type', values: colourTypes }),
  'ihdr.compression_method': u8({ label: 'Compression Method', values: { 0: 'Deflate' } }),
  'ihdr.filter_method': u8({ label: 'Filter Method', values: { 0: 'Adaptive' } }),
  'ihdr.interlace_method': u8({ label: 'Interlace Method', values: { 0: 'No interlace', 1: 'Adam7' } }),
  'text.keyword': text({ label: 'Keyword' }),
  'text.string': text({ label: 'String' }),
};

export default protocol({
  id: 'png',
  title: 'Portable Network Graphics',
  column: 'PNG',
  setsColumn: false,
  parents: [named('media_type', 'image/png')],
  fields: declared,
  dissect(layer, field) {
    if (layer.wantsInfo) layer.appendInfo(' (PNG)');
    if (!layer.emitting) return;
    layer.header();
    let at = signatureLength;
    for (let chunks = 0; at < layer.available && chunks < maximumChunks; chunks++) {
      const length = layer.u32(at);
      const type = layer.latin1(at + 4, 4);
      layer.open(field['chunk.type'], at + 4, 4);
      layer.add(field['chunk.len'], at, 4);
      layer.add(field['chunk.data'], at + 8, Math.min(length, layer.available - at - 8));
      if (type === 'IHDR') showHeader(layer, field, at + 8);
      else if (type === 'tEXt') showText(layer, field, at + 8, length);
      layer.add(field['chunk.crc'], at + 8 + length, 4);
      layer.close(at + 12 + length);
      at += 12 + length;
    }
  },
});

function showHeader(layer: Layer, field: FieldsOf<typeof declared>, at: number): void {
  layer.add(field['ihdr.width'], at, 4);
  layer.add(field['ihdr.height'], at + 4, 4);
  layer.add(field['ihdr.bitdepth'], at + 8, 1);
  layer.add(field['ihdr.colour_type'], at + 9, 1);
  layer.add(field['ihdr.compression_method'], at + 10, 1);
  layer.add(field['ihdr.filter_method'], at + 11, 1);
  layer.add(field['ihdr.interlace_method'], at + 12, 1);
}

function showText(layer: Layer, field: FieldsOf<typeof declared>, at: number, length: number): void {
  const nul = layer.find(0, at, at + length);
  if (nul < 0) return;
  layer.add(field['text.keyword'], at, nul - at);
  layer.add(field['text.string'], nul + 1, at + length - nul - 1);
}
