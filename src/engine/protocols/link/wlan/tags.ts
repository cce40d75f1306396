/** Tagged parameters (elements) of management frames. IEEE 802.11-2020, section 9.4.2. */
import { hexText } from '../../../bytes/address';
import type { Layer } from '../../../declare/layer';
import { tagNames } from '../../names/wlan';
import type { WlanFields } from './fields';
import { addRobustSecurity, addWpa } from './security';

const tag = {
  ssid: 0,
  supportedRates: 1,
  channel: 3,
  trafficIndicationMap: 5,
  country: 7,
  erpInformation: 42,
  htCapabilities: 45,
  oldErpInformation: 47,
  robustSecurity: 48,
  extendedRates: 50,
  htOperation: 61,
  meshId: 114,
  vendor: 221,
} as const;

/** Walks the elements from `from` to `end`. */
export function addTags(layer: Layer, field: WlanFields, from: number, end: number): void {
  const heard = layer.emitting || layer.wantsInfo;
  for (let at = from; at + 2 <= end; ) {
    const number = layer.u8(at);
    const length = layer.u8(at + 1);
    if (at + 2 + length > end) {
      layer.malformed(`Tag ${number} goes beyond the frame`, at, end - at);
      return;
    }
    layer.need(at, 2 + length);
    if (heard) showTag(layer, field, number, at, length);
    at += 2 + length;
  }
}

function showTag(layer: Layer, field: WlanFields, number: number, at: number, length: number): void {
  layer.open(field.tag, at, 2 + length);
  if (layer.inTree) layer.append(`: ${tagNames[number] ?? `Unknown (${number})`}`);
  layer.add(field['tag.number'], at, 1);
  layer.add(field['tag.length'], at + 1, 1);
  addTag(layer, field, number, at + 2, length);
  layer.close();
}

function addTag(layer: Layer, field: WlanFields, number: number, at: number, length: number): void {
  switch (number) {
    case tag.ssid:
      addSsid(layer, field, at, length);
      return;
    case tag.supportedRates:
    case tag.extendedRates: {
      const rate = number === tag.supportedRates ? field.supported_rates : field.extended_supported_rates;
      for (let i = 0; i < length; i++) {
        layer.add(rate, at + i, 1);
        if (layer.inTree) layer.append(rateText(layer.u8(at + i)));
      }
      return;
    }
    case tag.channel:
      if (length >= 1) layer.add(field['ds.current_channel'], at, 1);
      return;
    case tag.trafficIndicationMap:
      addTrafficIndicationMap(layer, field, at, length);
      return;
    case tag.country:
      addCountry(layer, field, at, length);
      return;
    case tag.erpInformation:
    case tag.oldErpInformation:
      if (length < 1) return;
      layer.open(field.erp_info, at, 1);
      layer.add(field['erp_info.erp_present'], at, 1);
      layer.add(field['erp_info.use_protection'], at, 1);
      layer.add(field['erp_info.barker_preamble_mode'], at, 1);
      layer.add(field['erp_info.reserved'], at, 1);
      layer.close();
      return;
    case tag.robustSecurity:
      addRobustSecurity(layer, field, at, at + length);
      return;
    case tag.htCapabilities:
      if (length < 3) return;
      layer.add(field['ht.capabilities'], at, 2);
      layer.add(field['ht.ampduparam'], at + 2, 1);
      if (length > 3) layer.add(field['tag.data'], at + 3, length - 3);
      return;
    case tag.htOperation:
      if (length < 1) return;
      layer.add(field['ht.info.primarychannel'], at, 1);
      if (length > 1) layer.add(field['tag.data'], at + 1, length - 1);
      return;
    case tag.meshId:
      layer.add(field['mesh.id'], at, length);
      if (layer.wantsInfo && length > 0) layer.appendInfo(`, MESHID=${layer.text(at, length)}`);
      return;
    case tag.vendor:
      addVendor(layer, field, at, length);
      return;
    default:
      if (length > 0) layer.add(field['tag.data'], at, length);
  }
}

function addSsid(layer: Layer, field: WlanFields, at: number, length: number): void {
  layer.add(field.ssid, at, length);
  const text = networkName(layer, at, length);
  if (layer.inTree) layer.append(` ${text}`);
  if (layer.wantsInfo) layer.appendInfo(`, SSID=${text}`);
}

/** A network's name is bytes: those that are no readable UTF-8 are shown as they are. IEEE 802.11-2020, section 9.4.2.2. */
function networkName(layer: Layer, at: number, length: number): string {
  if (length === 0) return 'Wildcard (Broadcast)';
  const text = layer.text(at, length);
  return unreadable.test(text) ? hexText(layer.slice(at, length)) : `"${text}"`;
}
const unreadable = /[\p{Cc}\ufffd]/u;

/** Rates count units of 500 kbit/s; the top bit marks those that every station must speak. */
const rateText = (rate: number): string => ` (${(rate & 0x7f) / 2}${rate & 0x80 ? '(B)' : ''} Mbit/s)`;

function addTrafficIndicationMap(layer: Layer, field: WlanFields, at: number, length: number): void {
  if (length < 3) return;
  layer.add(field['tim.dtim_count'], at, 1);
  layer.add(field['tim.dtim_period'], at + 1, 1);
  layer.open(field['tim.bmapctl'], at + 2, 1);
  layer.add(field['tim.bmapctl.multicast'], at + 2, 1);
  layer.add(field['tim.bmapctl.offset'], at + 2, 1);
  layer.close();
  if (length > 3) layer.add(field['tim.partial_virtual_bitmap'], at + 3, length - 3);
}

function addCountry(layer: Layer, field: WlanFields, at: number, length: number): void {
  if (length < 3) return;
  layer.add(field['country_info.code'], at, 2);
  layer.add(field['country_info.environment'], at + 2, 1);
  for (let i = 3; i + 3 <= length; i += 3) {
    layer.open(field['country_info.fnm'], at + i, 3);
    layer.add(field['country_info.fnm.fcn'], at + i, 1);
    layer.add(field['country_info.fnm.nc'], at + i + 1, 1);
    layer.add(field['country_info.fnm.mtpl'], at + i + 2, 1);
    layer.close();
  }
}

const microsoft = 0x0050f2;
const wpaType = 1;

function addVendor(layer: Layer, field: WlanFields, at: number, length: number): void {
  if (length < 4) {
    if (length > 0) layer.add(field['tag.data'], at, length);
    return;
  }
  layer.add(field['tag.oui'], at, 3);
  layer.add(field['tag.vendor.oui.type'], at + 3, 1);
  if (layer.u24(at) === microsoft) {
    layer.add(field['wfa.ie.type'], at + 3, 1);
    if (layer.u8(at + 3) === wpaType) {
      addWpa(layer, field, at + 4, at + length);
      return;
    }
  }
  layer.add(field['tag.vendor.data'], at + 3, length - 3);
}
