/** The items that a radiotap header can hold, by their bit in the present flags: size, alignment, fields. radiotap.org, "Defined fields". */

import type { Layer } from '../../../declare/layer';
import type { FieldsOf } from '../../../declare/protocol';
import type { radiotapFields } from './fields';
import { radioFacts } from './radio-facts';

export type RadiotapFields = FieldsOf<typeof radiotapFields>;

export interface Item {
  readonly size: number;
  readonly alignment: number;
  /** Keeps what the layers below ask for, and shows the item. */
  readonly read?: (layer: Layer, field: RadiotapFields, at: number) => void;
}

const unknown = (size: number, alignment: number): Item => ({ size, alignment });

export const items: readonly (Item | undefined)[] = [
  {
    size: 8,
    alignment: 8,
    read: (layer, field, at) => {
      radioFacts.timestampAt = layer.start + at;
      layer.add(field.mactime, at, 8);
    },
  },
  {
    size: 1,
    alignment: 1,
    read: (layer, field, at) => {
      radioFacts.flags = layer.u8(at);
      layer.open(field.flags, at, 1);
      layer.add(field['flags.cfp'], at, 1);
      layer.add(field['flags.preamble'], at, 1);
      layer.add(field['flags.wep'], at, 1);
      layer.add(field['flags.frag'], at, 1);
      layer.add(field['flags.fcs'], at, 1);
      layer.add(field['flags.datapad'], at, 1);
      layer.add(field['flags.badfcs'], at, 1);
      layer.add(field['flags.shortgi'], at, 1);
      layer.close();
    },
  },
  {
    size: 1,
    alignment: 1,
    read: (layer, field, at) => {
      radioFacts.rate = layer.u8(at) / 2;
      layer.add(field.datarate, at, 1, radioFacts.rate);
    },
  },
  {
    size: 4,
    alignment: 2,
    read: (layer, field, at) => {
      radioFacts.frequency = layer.u16le(at);
      radioFacts.channelFlags = layer.u16le(at + 2);
      layer.add(field['channel.freq'], at, 2);
      layer.open(field['channel.flags'], at + 2, 2);
      layer.add(field['channel.flags.700mhz'], at + 2, 2);
      layer.add(field['channel.flags.800mhz'], at + 2, 2);
      layer.add(field['channel.flags.900mhz'], at + 2, 2);
      layer.add(field['channel.flags.turbo'], at + 2, 2);
      layer.add(field['channel.flags.cck'], at + 2, 2);
      layer.add(field['channel.flags.ofdm'], at + 2, 2);
      layer.add(field['channel.flags.2ghz'], at + 2, 2);
      layer.add(field['channel.flags.5ghz'], at + 2, 2);
      layer.add(field['channel.flags.passive'], at + 2, 2);
      layer.add(field['channel.flags.dynamic'], at + 2, 2);
      layer.add(field['channel.flags.gfsk'], at + 2, 2);
      layer.add(field['channel.flags.gsm'], at + 2, 2);
      layer.add(field['channel.flags.sturbo'], at + 2, 2);
      layer.add(field['channel.flags.half'], at + 2, 2);
      layer.add(field['channel.flags.quarter'], at + 2, 2);
      layer.close();
    },
  },
  {
    size: 2,
    alignment: 2,
    read: (layer, field, at) => {
      layer.add(field['fhss.hopset'], at, 1);
      layer.add(field['fhss.pattern'], at + 1, 1);
    },
  },
  {
    size: 1,
    alignment: 1,
    read: (layer, field, at) => {
      radioFacts.signal = (layer.u8(at) << 24) >> 24;
      layer.add(field.dbm_antsignal, at, 1);
    },
  },
  {
    size: 1,
    alignment: 1,
    read: (layer, field, at) => {
      radioFacts.noise = (layer.u8(at) << 24) >> 24;
      layer.add(field.dbm_antnoise, at, 1);
    },
  },
  { size: 2, alignment: 2, read: (layer, field, at) => layer.add(field.quality, at, 2) },
  { size: 2, alignment: 2, read: (layer, field, at) => layer.add(field.txattenuation, at, 2) },
  { size: 2, alignment: 2, read: (layer, field, at) => layer.add(field.db_txattenuation, at, 2) },
  { size: 1, alignment: 1, read: (layer, field, at) => layer.add(field.txpower, at, 1) },
  { size: 1, alignment: 1, read: (layer, field, at) => layer.add(field.antenna, at, 1) },
  {
    size: 1,
    alignment: 1,
    read: (layer, field, at) => {
      radioFacts.signalAbove = layer.u8(at);
      layer.add(field.db_antsignal, at, 1);
    },
  },
  {
    size: 1,
    alignment: 1,
    read: (layer, field, at) => {
      radioFacts.noiseAbove = layer.u8(at);
      layer.add(field.db_antnoise, at, 1);
    },
  },
  {
    size: 2,
    alignment: 2,
    read: (layer, field, at) => {
      layer.open(field.rxflags, at, 2);
      layer.add(field['rxflags.badplcp'], at, 2);
      layer.close();
    },
  },
  { size: 2, alignment: 2, read: (layer, field, at) => layer.add(field.txflags, at, 2) },
  unknown(1, 1),
  { size: 1, alignment: 1, read: (layer, field, at) => layer.add(field.data_retries, at, 1) },
  {
    size: 8,
    alignment: 4,
    read: (layer, field, at) => {
      layer.add(field['xchannel.flags'], at, 4);
      layer.add(field['xchannel.freq'], at + 4, 2);
      layer.add(field['xchannel.channel'], at + 6, 1);
    },
  },
  {
    size: 3,
    alignment: 1,
    read: (layer, field, at) => {
      radioFacts.highThroughput = true;
      layer.open(field.mcs, at, 3);
      const known = layer.u8(at);
      layer.open(field['mcs.known'], at, 1);
      layer.add(field['mcs.have_bw'], at, 1);
      layer.add(field['mcs.have_index'], at, 1);
      layer.add(field['mcs.have_gi'], at, 1);
      layer.add(field['mcs.have_format'], at, 1);
      layer.add(field['mcs.have_fec'], at, 1);
      layer.add(field['mcs.have_stbc'], at, 1);
      layer.add(field['mcs.have_ness'], at, 1);
      layer.close();
      if ((known & 0x01) !== 0) layer.add(field['mcs.bw'], at + 1, 1);
      if ((known & 0x04) !== 0) layer.add(field['mcs.gi'], at + 1, 1);
      if ((known & 0x08) !== 0) layer.add(field['mcs.format'], at + 1, 1);
      if ((known & 0x10) !== 0) layer.add(field['mcs.fec'], at + 1, 1);
      if ((known & 0x20) !== 0) layer.add(field['mcs.stbc'], at + 1, 1);
      if ((known & 0x02) !== 0) layer.add(field['mcs.index'], at + 2, 1);
      layer.close();
    },
  },
  {
    size: 8,
    alignment: 4,
    read: (layer, field, at) => {
      layer.open(field.ampdu, at, 8);
      layer.add(field['ampdu.reference'], at, 4);
      layer.add(field['ampdu.flags'], at + 4, 2);
      layer.close();
    },
  },
  unknown(12, 2),
  {
    size: 12,
    alignment: 8,
    read: (layer, field, at) => {
      layer.open(field.timestamp, at, 12);
      layer.add(field['timestamp.ts'], at, 8);
      layer.add(field['timestamp.accuracy'], at + 8, 2);
      layer.add(field['timestamp.unit'], at + 10, 1);
      layer.add(field['timestamp.samplingpos'], at + 10, 1);
      layer.close();
    },
  },
  unknown(12, 2),
  unknown(12, 2),
  unknown(6, 2),
  unknown(1, 1),
  unknown(4, 2),
];
