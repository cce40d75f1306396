/** How an 802.11 frame was received, in the same words whatever header told it. */
import { flag, float, i8, i32, u8, u16, u32, u64 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, protocol } from '../../declare/protocol';
import { unsigned } from '../../declare/value';
import { radioFacts } from './radiotap/radio-facts';
import wlan from './wlan';

const physicalNames: Readonly<Record<number, string>> = {
  1: '802.11 FHSS',
  3: '802.11 DSSS',
  4: '802.11b (HR/DSSS)',
  5: '802.11a (OFDM)',
  6: '802.11g (ERP)',
  7: '802.11n (HT)',
  8: '802.11ac (VHT)',
  11: '802.11ax (HE)',
};
const physical = { hopping: 1, b: 4, a: 5, g: 6, n: 7 };

const channelFlag = {
  cck: 0x0020,
  ofdm: 0x0040,
  twoGigahertz: 0x0080,
  fiveGigahertz: 0x0100,
  dynamic: 0x0400,
  hopping: 0x0800,
};
const shortPreamble = 0x02;

const fields = {
  phy: u32({ label: 'PHY type', values: physicalNames }),
  short_preamble: flag({ label: 'Short preamble', values: { 0: 'False', 1: 'True' } }),
  data_rate: float({ label: 'Data rate', unit: 'Mb/s' }),
  channel: u32({ label: 'Channel' }),
  frequency: u16({ label: 'Frequency', unit: 'MHz' }),
  signal_db: u8({ label: 'Signal strength (dB)', unit: 'dB' }),
  signal_dbm: i8({ label: 'Signal strength (dBm)', unit: 'dBm' }),
  noise_db: u8({ label: 'Noise level (dB)', unit: 'dB' }),
  noise_dbm: i8({ label: 'Noise level (dBm)', unit: 'dBm' }),
  snr: i32({ label: 'Signal/noise ratio (dB)', unit: 'dB' }),
  timestamp: u64({ label: 'TSF timestamp' }),
} as const;

export default protocol({
  id: 'wlan_radio',
  title: '802.11 radio information',
  column: '802.11 Radio',
  fields,
  dissect(layer, field) {
    layer.span(0);
    if (layer.emitting) showFacts(layer, field);
    layer.next(wlan, 0, layer.reported, layer.selector);
  },
});

function showFacts(layer: Layer, field: FieldsOf<typeof fields>): void {
  const facts = radioFacts;
  const kind = physicalKind();
  if (kind > 0) layer.addComputed(field.phy, kind);
  if (kind === physical.b) layer.addComputed(field.short_preamble, (facts.flags & shortPreamble) === 0 ? 0 : 1);
  if (facts.rate > 0) layer.addComputed(field.data_rate, facts.rate);
  const channel = channelOf(facts.frequency);
  if (channel > 0) layer.addComputed(field.channel, channel);
  if (facts.frequency > 0) layer.addComputed(field.frequency, facts.frequency);
  if (facts.signalAbove >= 0) layer.addComputed(field.signal_db, facts.signalAbove);
  if (!Number.isNaN(facts.signal)) layer.addComputed(field.signal_dbm, facts.signal);
  if (facts.noiseAbove >= 0) layer.addComputed(field.noise_db, facts.noiseAbove);
  if (!Number.isNaN(facts.noise)) {
    layer.addComputed(field.noise_dbm, facts.noise);
    if (!Number.isNaN(facts.signal)) layer.addComputed(field.snr, facts.signal - facts.noise);
  }
  if (facts.timestampAt >= 0) {
    const low = unsigned(layer.bytes, facts.timestampAt, 4, true);
    const high = unsigned(layer.bytes, facts.timestampAt + 4, 4, true);
    layer.addComputed(field.timestamp, (BigInt(high) << 32n) | BigInt(low));
  }
}

function physicalKind(): number {
  const { channelFlags, highThroughput } = radioFacts;
  if (highThroughput) return physical.n;
  if (channelFlags & channelFlag.hopping) return physical.hopping;
  if (channelFlags & channelFlag.cck) return physical.b;
  if ((channelFlags & channelFlag.ofdm) !== 0)
    return (channelFlags & channelFlag.twoGigahertz) === 0 ? physical.a : physical.g;
  return (channelFlags & channelFlag.dynamic) === 0 ? 0 : physical.g;
}

/** The channel's number in its band. IEEE 802.11-2020, annex E. */
function channelOf(frequency: number): number {
  if (frequency === 2484) return 14;
  if (frequency >= 2412 && frequency <= 2472) return (frequency - 2407) / 5;
  if (frequency >= 4910 && frequency <= 4980) return (frequency - 4000) / 5;
  if (frequency >= 5000 && frequency <= 5925) return (frequency - 5000) / 5;
  if (frequency >= 5955 && frequency <= 7115) return (frequency - 5950) / 5;
  return 0;
}
