/** Radiotap: how an 802.11 frame was received or is to be sent. radiotap.org. */
import { linkType } from '../../capture-file/link-types';
import type { Field } from '../../declare/field';
import type { Layer } from '../../declare/layer';
import { on, protocol } from '../../declare/protocol';
import { radiotapFields } from './radiotap/fields';
import { items, type RadiotapFields } from './radiotap/items';
import { radioFacts } from './radiotap/radio-facts';
import { frameTrait } from './wlan/traits';
import wlanRadio from './wlan_radio';

const fixedLength = 8;
const checkAtEnd = 0x10;
const dataPad = 0x20;
const tlvBit = 28;
const radiotapNamespaceBit = 29;
const vendorNamespaceBit = 30;
const definedBits = 0x1fff_ffff;
/** More present words than that are no header. */
const maximumWords = 32;

export default protocol({
  id: 'radiotap',
  title: 'Radiotap Header',
  column: 'Radiotap',
  shortName: '802.11 Radiotap',
  parents: [on('wtap_encap', linkType.ieee80211Radiotap)],
  header: fixedLength,
  fields: radiotapFields,
  dissect(layer, field) {
    const length = layer.u16le(2);
    layer.header();
    layer.span(length);
    if (layer.inTree) layer.heading(` v${layer.u8(0)}, Length ${length}`);
    if (length < fixedLength) {
      layer.malformed('The header is shorter than its fixed part', 2, 2);
      return;
    }
    radioFacts.reset();
    walkItems(layer, field, length);
    const traits =
      ((radioFacts.flags & checkAtEnd) !== 0 ? frameTrait.check : 0) |
      ((radioFacts.flags & dataPad) !== 0 ? frameTrait.padded : 0);
    layer.next(wlanRadio, length, layer.reported - length, traits);
  },
});

function walkItems(layer: Layer, field: RadiotapFields, length: number): void {
  const words = countWords(layer, length);
  showPresent(layer, field, words);
  let at = 4 + 4 * words;
  let radiotapNamespace = true;
  // Without a word on whose they are, the bits of a further present word are numbered on from the first one's: none is defined.
  let numberedOn = false;
  for (let word = 0; word < words; word++) {
    const present = layer.u32le(4 + 4 * word);
    if (numberedOn && (present & definedBits) !== 0) return;
    for (let bit = 0; bit < tlvBit; bit++) {
      if ((present & (1 << bit)) === 0 || !radiotapNamespace) continue;
      const item = items[bit];
      // Without its size the place of all that follows is unknown.
      if (item === undefined) return;
      at = aligned(at, item.alignment);
      if (at + item.size > length) {
        layer.malformed('An item goes beyond the header', 0, length);
        return;
      }
      item.read?.(layer, field, at);
      at += item.size;
    }
    if ((present & (1 << vendorNamespaceBit)) !== 0) {
      at = aligned(at, 2);
      if (at + 6 > length) return;
      layer.add(field.vendor_oui, at, 3);
      layer.add(field.vendor_subns, at + 3, 1);
      layer.add(field.vendor_data_len, at + 4, 2, layer.u16le(at + 4));
      at += 6 + layer.u16le(at + 4);
      radiotapNamespace = false;
    } else if ((present & (1 << radiotapNamespaceBit)) !== 0) radiotapNamespace = true;
    numberedOn = radiotapNamespace && (present & (1 << radiotapNamespaceBit)) === 0;
  }
}

const aligned = (at: number, alignment: number): number => (at + alignment - 1) & ~(alignment - 1);

function countWords(layer: Layer, length: number): number {
  let words = 1;
  while (words < maximumWords && 8 + 4 * words <= length && (layer.u8(3 + 4 * words) & 0x80) !== 0) words++;
  return words;
}

function showPresent(layer: Layer, field: RadiotapFields, words: number): void {
  if (!layer.emitting) return;
  layer.open(field.present, 4, 4 * words);
  for (let word = 0; word < words; word++) {
    const at = 4 + 4 * word;
    layer.open(field['present.word'], at, 4);
    for (const bit of presentBits(field)) layer.add(bit, at, 4);
    layer.close();
  }
  layer.close();
}

let bits: readonly Field[] | undefined;

/** The fields of the bits of a present word, in their order. */
function presentBits(field: RadiotapFields): readonly Field[] {
  bits ??= Object.entries(field)
    .filter(([key]) => key.startsWith('present.') && key !== 'present.word')
    .map(([, bit]) => bit)
    .sort((a, b) => a.shift - b.shift);
  return bits;
}
