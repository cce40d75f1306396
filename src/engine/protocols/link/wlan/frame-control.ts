/** The frame control field: what kind of frame it is, and its flags. IEEE 802.11-2020, section 9.2.4.1. */
import type { Layer } from '../../../declare/layer';
import { frameTypeNames } from '../../names/wlan';
import type { WlanFields } from './fields';

export const frameType = { management: 0, control: 1, data: 2, extension: 3 } as const;

/** Bits of the second byte. */
export const frameFlag = {
  toDistribution: 0x01,
  fromDistribution: 0x02,
  moreFragments: 0x04,
  retry: 0x08,
  powerManagement: 0x10,
  moreData: 0x20,
  protected: 0x40,
  order: 0x80,
} as const;

/** Type and subtype as one number: type * 16 + subtype. */
export function typeOf(firstByte: number): number {
  return ((firstByte & 0x0c) << 2) | (firstByte >> 4);
}

export const typeName = (type: number): string => frameTypeNames[type] ?? 'Unrecognized (Reserved frame)';

/** The flags a letter each, as `.p.....TC`; the last stands for a frame check sequence. */
export function flagLetters(flags: number, hasCheck: boolean): string {
  let text = '';
  for (let bit = 7; bit >= 0; bit--) text += flags & (1 << bit) ? letters[bit] : '.';
  return hasCheck ? `${text}C` : text;
}

const letters = ['T', 'F', 'M', 'R', 'P', 'm', 'p', 'o'];

/** Shows the field and its parts. */
export function addFrameControl(layer: Layer, field: WlanFields): void {
  if (!layer.emitting) return;
  layer.add(field['fc.type_subtype'], 0, 2, typeOf(layer.u8(0)));
  layer.open(field.fc, 0, 2, layer.u16(0));
  layer.add(field['fc.version'], 0, 1);
  layer.add(field['fc.type'], 0, 1);
  layer.add(field['fc.subtype'], 0, 1);
  layer.open(field.flags, 1, 1);
  layer.add(field['fc.ds'], 1, 1);
  layer.add(field['fc.tods'], 1, 1);
  layer.add(field['fc.fromds'], 1, 1);
  layer.add(field['fc.frag'], 1, 1);
  layer.add(field['fc.retry'], 1, 1);
  layer.add(field['fc.pwrmgt'], 1, 1);
  layer.add(field['fc.moredata'], 1, 1);
  layer.add(field['fc.protected'], 1, 1);
  layer.add(field['fc.order'], 1, 1);
  layer.close();
  layer.close();
}
