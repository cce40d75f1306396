/** Fiber Distributed Data Interface. ISO 9314-2. LINKTYPE_FDDI, whose addresses have their bits in reverse order. */
import { etherText } from '../../bytes/address';
import { linkType } from '../../capture-file/link-types';
import { addressKind } from '../../declare/dissection';
import { either, ether, u8 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { on, protocol } from '../../declare/protocol';
import data from '../frame/data';
import llc from './llc';

const classNames: Readonly<Record<number, string>> = {
  0: 'Void',
  4: 'SMT',
  5: 'Async LLC',
  6: 'Implementor Async',
  8: 'Nonrestricted Token',
  12: 'MAC',
  13: 'Sync LLC',
  14: 'Implementor Sync',
};
const asynchronous = 0x5;
const synchronous = 0xd;

const reversed = Uint8Array.from({ length: 256 }, (_, byte) => {
  let value = 0;
  for (let bit = 0; bit < 8; bit++) if (byte & (1 << bit)) value |= 0x80 >> bit;
  return value;
});
/** The addresses of the frame that is walked, destination first, with their bits in the usual order. */
const addresses = new Uint8Array(12);
const addressAt = (at: number) => (layer: Layer) => layer.slice(at, 6).map((byte) => reversed[byte]);

export default protocol({
  id: 'fddi',
  title: 'Fiber Distributed Data Interface',
  column: 'FDDI',
  parents: [on('wtap_encap', linkType.fddi)],
  header: 13,
  fields: {
    fc: u8({
      at: 0,
      label: 'Frame Control',
      base: 'hex',
      text: (value) => `Frame Control: ${describe(Number(value))}`,
    }),
    'fc.clf': u8({
      at: 0,
      mask: 0xf0,
      label: 'Class/Length/Format',
      base: 'hex',
      values: classNames,
      within: 'fc',
    }),
    'fc.prio': u8({
      at: 0,
      mask: 0x07,
      label: 'Priority',
      within: 'fc',
      when: (layer) => layer.u8(0) >> 4 === asynchronous,
    }),
    dst: ether({ at: 1, label: 'Destination', value: addressAt(1) }),
    src: ether({ at: 7, label: 'Source', value: addressAt(7) }),
    addr: either(['dst', 'src'], { type: 'ETHER', label: 'Source or Destination Address' }),
  },
  dissect(layer) {
    const { dissection, bytes, start } = layer;
    if (dissection.quoting === 0) {
      for (let i = 0; i < 12; i++) addresses[i] = reversed[bytes[start + 1 + i]];
      dissection.addressKind = addressKind.ether;
      dissection.addressBytes = addresses;
      dissection.destinationAt = 0;
      dissection.sourceAt = 6;
    }
    layer.header();
    layer.span(13);
    const control = layer.u8(0);
    if (layer.wantsInfo) layer.setInfo(describe(control));
    if (layer.inTree)
      layer.heading(`, ${describe(control)}, Src: ${etherText(addresses, 6)}, Dst: ${etherText(addresses, 0)}`);
    const kind = control >> 4;
    layer.next(kind === asynchronous || kind === synchronous ? llc : data, 13);
  },
});

function describe(control: number): string {
  const kind = control >> 4;
  const name = classNames[kind] ?? 'Unknown';
  return kind === asynchronous ? `${name} frame, priority ${control & 7}` : `${name} frame`;
}
