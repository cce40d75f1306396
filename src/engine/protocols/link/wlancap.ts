/** AVS capture headers in front of 802.11 frames. LINKTYPE_IEEE802_11_AVS. */
import { i32, u32, u64 } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';
import { radioFacts } from './radiotap/radio-facts';
import wlanRadio from './wlan_radio';

const avsLinkType = 163;
/** First word of the header, without the version in its last half byte. */
export const avsMagic = 0x80211000;
const headerLength = 64;
const decibelMilliwatts = 2;

export default protocol({
  id: 'wlancap',
  title: 'AVS WLAN Capture header',
  column: 'WLAN',
  shortName: 'AVS WLANCAP',
  parents: [on('wtap_encap', avsLinkType)],
  header: headerLength,
  fields: {
    magic: u32({ at: 0, mask: 0xfffffff0, label: 'Header magic', base: 'hex' }),
    version: u32({ at: 0, mask: 0x0000000f, label: 'Header revision' }),
    length: u32({ at: 4, label: 'Header length' }),
    mactime: u64({ at: 8, label: 'MAC timestamp' }),
    hosttime: u64({ at: 16, label: 'Host timestamp' }),
    phytype: u32({ at: 24, label: 'PHY type' }),
    channel: u32({ at: 28, label: 'Channel' }),
    data_rate: u64({ label: 'Data Rate', value: (layer) => BigInt(layer.u32(32)) * 100_000n, unit: 'bit/s' }),
    priority: u32({ at: 40, label: 'Priority' }),
    ssi_type: u32({
      at: 44,
      label: 'SSI Type',
      values: { 0: 'None', 1: 'Normalized RSSI', 2: 'dBm', 3: 'Raw RSSI' },
    }),
    dbm_antsignal: i32({
      at: 48,
      label: 'SSI Signal (dBm)',
      unit: 'dBm',
      when: (layer) => layer.u32(44) === decibelMilliwatts,
    }),
    dbm_antnoise: i32({
      at: 52,
      label: 'SSI Noise (dBm)',
      unit: 'dBm',
      when: (layer) => layer.u32(44) === decibelMilliwatts,
    }),
    preamble: u32({ at: 56, label: 'Preamble', values: { 0: 'Undefined', 1: 'Short', 2: 'Long' } }),
    encoding: u32({ at: 60, label: 'Encoding Type', values: { 1: 'CCK', 2: 'PBCC', 3: 'OFDM' } }),
  },
  dissect(layer) {
    const length = layer.u32(4);
    layer.header();
    if (length < headerLength || length > layer.reported) {
      layer.malformed('The header has an impossible length', 4, 4);
      return;
    }
    radioFacts.reset();
    radioFacts.rate = layer.u32(32) / 10;
    if (layer.u32(44) === decibelMilliwatts) {
      radioFacts.signal = layer.u32(48) | 0;
      radioFacts.noise = layer.u32(52) | 0;
    }
    layer.span(length);
    layer.next(wlanRadio, length);
  },
});
