/** Per-Packet Information: fields in front of a packet of any link type, mostly 802.11. LINKTYPE_PPI. */
import { linkType } from '../../capture-file/link-types';
import { flag, float, i8, label, u8, u16, u32, u64 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import { table } from '../../declare/table';
import data from '../frame/data';
import { radioFacts } from './radiotap/radio-facts';
import { frameTrait } from './wlan/traits';
import wlanRadio from './wlan_radio';

const byLinkType = table('wtap_encap');
const headerLength = 8;
const commonField = 2;
const commonLength = 20;
const littleEndian = true;

const fields = {
  version: u8({ at: 0, label: 'Version' }),
  flags: u8({ at: 1, label: 'Flags', base: 'hex' }),
  'flags.alignment': flag({
    at: 1,
    mask: 0x01,
    label: 'Alignment',
    values: { 0: 'Not aligned', 1: '32-bit aligned' },
    within: 'flags',
  }),
  length: u16({ at: 2, label: 'Header length', littleEndian }),
  dlt: u32({ at: 4, label: 'DLT', littleEndian }),
  field: label({ label: 'Field' }),
  field_type: u16({
    label: 'Field type',
    littleEndian,
    values: {
      2: '802.11-Common',
      3: '802.11n MAC Extensions',
      4: '802.11n MAC+PHY Extensions',
      5: 'Spectrum-Map',
      6: 'Process-Info',
      7: 'Capture-Info',
      8: 'Aggregation Extension',
      9: '802.3 Extension',
    },
  }),
  field_len: u16({ label: 'Field length', littleEndian }),
  '80211-common.tsft': u64({ label: 'TSFT', littleEndian }),
  '80211-common.flags': u16({ label: 'Flags', base: 'hex', littleEndian }),
  '80211-common.flags.fcs': flag({ label: 'FCS present flag', mask: 0x0001, length: 2, littleEndian }),
  '80211-common.rate': float({ label: 'Data rate', unit: 'Mb/s' }),
  '80211-common.chan.freq': u16({ label: 'Channel frequency', littleEndian, unit: 'MHz' }),
  '80211-common.chan.flags': u16({ label: 'Channel flags', base: 'hex', littleEndian }),
  '80211-common.fhss.hopset': u8({ label: 'FHSS hopset', base: 'hex' }),
  '80211-common.fhss.pattern': u8({ label: 'FHSS pattern', base: 'hex' }),
  '80211-common.dbm.antsignal': i8({ label: 'dBm antenna signal', unit: 'dBm' }),
  '80211-common.dbm.antnoise': i8({ label: 'dBm antenna noise', unit: 'dBm' }),
} as const;
type PpiFields = FieldsOf<typeof fields>;

export default protocol({
  id: 'ppi',
  title: 'PPI',
  column: 'PPI',
  parents: [on('wtap_encap', linkType.ppi)],
  header: headerLength,
  fields,
  dissect(layer, field) {
    const length = layer.u16le(2);
    layer.header();
    if (length < headerLength || length > layer.reported) {
      layer.malformed('The header has an impossible length', 2, 2);
      return;
    }
    layer.span(length);
    radioFacts.reset();
    const traits = walkFields(layer, field, length);
    const carried = layer.u32le(4);
    const rest = layer.reported - length;
    if (carried === linkType.ieee80211) layer.next(wlanRadio, length, rest, traits);
    else if (!layer.nextBy(byLinkType, carried, length) && rest > 0) layer.next(data, length);
  },
});

/** Returns the traits of the frame that the fields tell. */
function walkFields(layer: Layer, field: PpiFields, end: number): number {
  const aligned = (layer.u8(1) & 1) !== 0;
  let traits = 0;
  for (let at = headerLength; at + 4 <= end; ) {
    const type = layer.u16le(at);
    const length = layer.u16le(at + 2);
    if (at + 4 + length > end) {
      layer.malformed('A field goes beyond the header', at, end - at);
      return traits;
    }
    layer.need(at, 4 + length);
    layer.open(field.field, at, 4 + length);
    layer.add(field.field_type, at, 2);
    layer.add(field.field_len, at + 2, 2);
    if (type === commonField && length >= commonLength) traits |= walkCommon(layer, field, at + 4);
    layer.close();
    at += 4 + (aligned ? (length + 3) & ~3 : length);
  }
  return traits;
}

function walkCommon(layer: Layer, field: PpiFields, at: number): number {
  radioFacts.timestampAt = layer.start + at;
  radioFacts.rate = layer.u16le(at + 10) / 2;
  radioFacts.frequency = layer.u16le(at + 12);
  radioFacts.channelFlags = layer.u16le(at + 14);
  radioFacts.signal = (layer.u8(at + 18) << 24) >> 24;
  radioFacts.noise = (layer.u8(at + 19) << 24) >> 24;
  layer.add(field['80211-common.tsft'], at, 8);
  layer.open(field['80211-common.flags'], at + 8, 2);
  layer.add(field['80211-common.flags.fcs'], at + 8, 2);
  layer.close();
  layer.add(field['80211-common.rate'], at + 10, 2, radioFacts.rate);
  layer.add(field['80211-common.chan.freq'], at + 12, 2);
  layer.add(field['80211-common.chan.flags'], at + 14, 2);
  layer.add(field['80211-common.fhss.hopset'], at + 16, 1);
  layer.add(field['80211-common.fhss.pattern'], at + 17, 1);
  layer.add(field['80211-common.dbm.antsignal'], at + 18, 1);
  layer.add(field['80211-common.dbm.antnoise'], at + 19, 1);
  return (layer.u16le(at + 8) & 1) === 0 ? 0 : frameTrait.check;
}
