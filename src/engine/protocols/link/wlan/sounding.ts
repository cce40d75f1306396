/** Control frames that ask stations to measure the channel: announcements of a null data packet, polls, and triggers. IEEE 802.11-2020, section 9.3.1.19; 802.11ax-2021. */
import { flag, u8, u16, u32, u64 } from '../../../declare/kinds';
import type { Layer } from '../../../declare/layer';
import type { FieldsOf } from '../../../declare/protocol';

const triggerTypes = {
  0: 'Basic',
  1: 'Beamforming Report Poll (BRP)',
  2: 'MU-BAR',
  3: 'MU-RTS',
  4: 'Buffer Status Report Poll (BSRP)',
  5: 'GCR MU-BAR',
  6: 'Bandwidth Query Report Poll (BQRP)',
  7: 'NDP Feedback Report Poll (NFRP)',
  8: 'Ranging',
};

const announcements = { 0: 'VHT NDP Announcement frame', 1: 'HE NDP Announcement frame' };
const feedbackTypes = { 0: 'SU feedback requested', 1: 'MU feedback requested' };

export const soundingFields = {
  'vht_ndp.token': u8({ label: 'Sounding Dialog Token', base: 'hex' }),
  'vht_ndp.token.ranging': u8({ label: 'Ranging', base: 'hex', mask: 0x01 }),
  'vht_ndp.token.he': flag({ label: 'HE', mask: 0x02, values: announcements }),
  'vht_ndp.token.number': u8({ label: 'Sounding Dialog Token Number', mask: 0xfc }),
  'vht_ndp.sta_info.aid12': u16({ label: 'AID12', base: 'hex', mask: 0x0fff, littleEndian: true }),
  'vht_ndp.sta_info.feedback_type': flag({
    label: 'Feedback Type',
    mask: 0x1000,
    values: feedbackTypes,
    littleEndian: true,
    length: 2,
  }),
  'vht_ndp.sta_info.nc_index': u16({ label: 'Nc Index', mask: 0xe000, littleEndian: true }),
  'vht_ndp.sta_info.ranging_2008': u32({ label: 'STA Info, AID11 < 2008', base: 'hex', littleEndian: true }),
  'he_ndp.token': u8({ label: 'Sounding Dialog Token', base: 'hex' }),
  'he_ndp.token.reserved': u8({ label: 'Reserved', base: 'hex', mask: 0x01 }),
  'vht_he.token.he': flag({ label: 'HE', mask: 0x02, values: announcements }),
  'he_ndp.token.number': u8({ label: 'Sounding Dialog Token Number', mask: 0xfc }),
  'he_ndp.sta_info': u32({ label: 'STA Info', base: 'hex', littleEndian: true }),
  'he_ndp.sta_info.aid11': u32({ label: 'AID11', base: 'hex', mask: 0x7ff, littleEndian: true }),
  'he_ndp.sta_info.ru_start': u32({ label: 'RU Start', base: 'hex', mask: 0x3f800, littleEndian: true }),
  'he_ndp.sta_info.ru_end': u32({ label: 'RU End', base: 'hex', mask: 0x1fc0000, littleEndian: true }),
  'he_ndp.sta_info.feedback_type_and_ng': u32({
    label: 'Feedback Type and Ng',
    base: 'hex',
    mask: 0x6000000,
    littleEndian: true,
  }),
  'he_ndp.sta_info.disambiguation': u32({ label: 'Disambiguation', base: 'hex', mask: 0x8000000, littleEndian: true }),
  'he_ndp.sta_info.codebook_size': u32({ label: 'Codebook Size', base: 'hex', mask: 0x10000000, littleEndian: true }),
  'he_ndp.sta_info.nc': u32({ label: 'Nc', base: 'hex', mask: 0xe0000000, littleEndian: true }),
  'beamform.feedback_seg_retrans_bitmap': u8({ label: 'Feedback segment Retransmission Bitmap', base: 'hex' }),
  'trigger.he.trigger_type': u64({ label: 'Trigger Type', mask: 0xf, values: triggerTypes, littleEndian: true }),
} as const;

type Fields = FieldsOf<typeof soundingFields>;

const ranging = 0x01;
const highEfficiency = 0x02;
const tokenAt = 16;

/** Walks what follows the addresses of an announcement up to `end`, in the manner that its token says. */
export function walkAnnouncement(layer: Layer, field: Fields, end: number): void {
  const token = layer.u8(tokenAt);
  if (layer.wantsInfo) layer.appendInfo(`, Sounding Dialog Token=${token}`);
  const isHighEfficiency = (token & highEfficiency) !== 0;
  const length = isHighEfficiency || (token & ranging) !== 0 ? 4 : 2;
  showToken(layer, field, isHighEfficiency);
  if (end < tokenAt + 1 + length) layer.cutOff(tokenAt + 1 + length);
  for (let at = tokenAt + 1, station = 0; at + length <= end; at += length, station++) {
    layer.need(at, length);
    if (!layer.emitting) continue;
    layer.openText(at, length, `STA ${station}`);
    if (isHighEfficiency) showEfficientStation(layer, field, at);
    else if (length === 4) layer.add(field['vht_ndp.sta_info.ranging_2008'], at, 4);
    else showStation(layer, field, at);
    layer.close();
  }
}

function showToken(layer: Layer, field: Fields, isHighEfficiency: boolean): void {
  if (!layer.emitting) return;
  layer.open(isHighEfficiency ? field['he_ndp.token'] : field['vht_ndp.token'], tokenAt, 1);
  layer.add(isHighEfficiency ? field['he_ndp.token.reserved'] : field['vht_ndp.token.ranging'], tokenAt, 1);
  layer.add(isHighEfficiency ? field['vht_he.token.he'] : field['vht_ndp.token.he'], tokenAt, 1);
  layer.add(isHighEfficiency ? field['he_ndp.token.number'] : field['vht_ndp.token.number'], tokenAt, 1);
  layer.close();
}

const multiUser = 0x10;

function showStation(layer: Layer, field: Fields, at: number): void {
  layer.add(field['vht_ndp.sta_info.aid12'], at, 2);
  layer.add(field['vht_ndp.sta_info.feedback_type'], at, 2);
  if ((layer.u8(at + 1) & multiUser) !== 0) layer.add(field['vht_ndp.sta_info.nc_index'], at, 2);
}

function showEfficientStation(layer: Layer, field: Fields, at: number): void {
  layer.open(field['he_ndp.sta_info'], at, 4);
  for (const part of [
    'aid11',
    'ru_start',
    'ru_end',
    'feedback_type_and_ng',
    'disambiguation',
    'codebook_size',
    'nc',
  ] as const)
    layer.add(field[`he_ndp.sta_info.${part}`], at, 4);
  layer.close();
}

/** Walks what follows the addresses of a trigger: of what kind it is. */
export function walkTrigger(layer: Layer, field: Fields): void {
  layer.need(tokenAt, 8);
  if (layer.wantsInfo) {
    const type = layer.u8(tokenAt) & 0x0f;
    layer.appendInfo(` ${field['trigger.he.trigger_type'].nameOf(type) ?? `Unknown (${type})`}`);
  }
  layer.add(field['trigger.he.trigger_type'], tokenAt, 8);
}
