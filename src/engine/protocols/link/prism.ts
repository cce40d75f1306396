/** Prism capture headers in front of 802.11 frames, in the byte order of the machine that captured them. LINKTYPE_IEEE802_11_PRISM. */
import { linkType } from '../../capture-file/link-types';
import type { Field } from '../../declare/field';
import { i32, label, text, u16, u32 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import { radioFacts } from './radiotap/radio-facts';
import wlanRadio from './wlan_radio';
import wlancap, { avsMagic } from './wlancap';

const headerLength = 24;
const itemLength = 12;

const fields = {
  msgcode: u32({ label: 'Message Code', base: 'hex' }),
  msglen: u32({ label: 'Message Length' }),
  devname: text({ label: 'Device Name' }),
  did: label({ label: 'DID' }),
  'did.type': u32({ label: 'DID', base: 'hex' }),
  'did.status': u16({ label: 'Status', values: { 0: 'Supplied', 1: 'Not Supplied' } }),
  'did.length': u16({ label: 'Length' }),
  'did.hosttime': u32({ label: 'Host Time' }),
  'did.mactime': u32({ label: 'MAC timestamp (lower 32 bits)' }),
  'did.channel': u32({ label: 'Channel' }),
  'did.rssi': i32({ label: 'RSSI' }),
  'did.sq': u32({ label: 'Signal Quality' }),
  'did.signal': i32({ label: 'Signal' }),
  'did.noise': i32({ label: 'Noise' }),
  'did.rate': u32({ label: 'Data rate (Mb/s)' }),
  'did.istx': u32({ label: 'IsTX', base: 'hex' }),
  'did.frmlen': u32({ label: 'Frame Length' }),
  'did.unknown': u32({ label: 'Unknown DID Field', base: 'hex-decimal' }),
} as const;
type PrismFields = FieldsOf<typeof fields>;

const kinds: readonly (keyof typeof fields)[] = [
  'did.unknown',
  'did.hosttime',
  'did.mactime',
  'did.channel',
  'did.rssi',
  'did.sq',
  'did.signal',
  'did.noise',
  'did.rate',
  'did.istx',
  'did.frmlen',
];
const signalKind = 6;
const noiseKind = 7;
const rateKind = 8;

export default protocol({
  id: 'prism',
  title: 'Prism capture header',
  column: 'Prism',
  parents: [on('wtap_encap', linkType.ieee80211Prism)],
  fields,
  dissect(layer, field) {
    if ((layer.u32(0) & 0xfffffff0) >>> 0 === avsMagic) {
      layer.next(wlancap, 0);
      return;
    }
    layer.need(0, headerLength);
    const little = layer.u32le(4) <= layer.u32(4);
    const length = little ? layer.u32le(4) : layer.u32(4);
    if (length < headerLength || length > layer.reported) {
      layer.malformed('The header has an impossible length', 4, 4);
      return;
    }
    layer.add(field.msgcode, 0, 4, little ? layer.u32le(0) : layer.u32(0));
    layer.add(field.msglen, 4, 4, length);
    layer.add(field.devname, 8, 16);
    radioFacts.reset();
    for (let at = headerLength; at + itemLength <= length; at += itemLength) walkItem(layer, field, at, little);
    layer.span(length);
    layer.next(wlanRadio, length);
  },
});

function walkItem(layer: Layer, field: PrismFields, at: number, little: boolean): void {
  layer.need(at, itemLength);
  const type = little ? layer.u32le(at) : layer.u32(at);
  const status = little ? layer.u16le(at + 4) : layer.u16(at + 4);
  const value = little ? layer.u32le(at + 8) : layer.u32(at + 8);
  const kind = kindOf(type);
  const supplied = status === 0;
  if (supplied && kind === rateKind) radioFacts.rate = value / 2;
  if (supplied && kind === signalKind) radioFacts.signal = value | 0;
  if (supplied && kind === noiseKind) radioFacts.noise = value | 0;
  if (!layer.emitting) return;
  const shown: Field = field[kinds[kind]];
  layer.open(field.did, at, itemLength);
  if (layer.inTree) layer.append(` ${shown.label}`);
  layer.add(field['did.type'], at, 4, type);
  layer.add(field['did.status'], at + 4, 2, status);
  layer.add(field['did.length'], at + 6, 2, little ? layer.u16le(at + 6) : layer.u16(at + 6));
  if (supplied) layer.add(shown, at + 8, 4, shown.type === 'INT32' ? value | 0 : value);
  layer.close();
}

/** Two drivers number the items differently. */
function kindOf(type: number): number {
  const low = type & 0xfff;
  const number = low === 0x044 ? type >>> 16 : low === 0x041 ? type >>> 12 : 0;
  return number < kinds.length ? number : 0;
}
