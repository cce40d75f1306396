/** Precision Time Protocol, version 2: all messages but the contents of signalling, management and their extensions. IEEE 1588-2008, clause 13. */
import { double, flag, i8, i16, i32, u8, u16, u32, u64 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';

const headerLength = 34;
const timestampLength = 10;

const messageTypes = {
  0: 'Sync Message',
  1: 'Delay_Req Message',
  2: 'Peer_Delay_Req Message',
  3: 'Peer_Delay_Resp Message',
  8: 'Follow_Up Message',
  9: 'Delay_Resp Message',
  10: 'Peer_Delay_Resp_Follow_Up Message',
  11: 'Announce Message',
  12: 'Signalling Message',
  13: 'Management Message',
};
const timeSources = {
  16: 'ATOMIC_CLOCK',
  32: 'GPS',
  48: 'TERRESTRIAL_RADIO',
  64: 'PTP',
  80: 'NTP',
  96: 'HAND_SET',
  144: 'OTHER',
  160: 'INTERNAL_OSCILLATOR',
};

const declared = {
  'v2.majorsdoid': u8({ at: 0, label: 'majorSdoId', base: 'hex', mask: 0xf0 }),
  'v2.messagetype': u8({ at: 0, label: 'messageType', base: 'hex', mask: 0x0f, values: messageTypes }),
  'v2.minorversionptp': u8({ at: 1, label: 'minorVersionPTP', mask: 0xf0 }),
  'v2.versionptp': u8({ at: 1, label: 'versionPTP', mask: 0x0f }),
  'v2.messagelength': u16({ at: 2, label: 'messageLength' }),
  'v2.domainnumber': u8({ at: 4, label: 'domainNumber' }),
  'v2.minorsdoid': u8({ at: 5, label: 'minorSdoId' }),
  'v2.flags': u16({ at: 6, label: 'flags', base: 'hex' }),
  'v2.flags.security': flag({ at: 6, length: 2, label: 'PTP_SECURITY', mask: 0x8000, within: 'v2.flags' }),
  'v2.flags.specific2': flag({ at: 6, length: 2, label: 'PTP profile Specific 2', mask: 0x4000, within: 'v2.flags' }),
  'v2.flags.specific1': flag({ at: 6, length: 2, label: 'PTP profile Specific 1', mask: 0x2000, within: 'v2.flags' }),
  'v2.flags.unicast': flag({ at: 6, length: 2, label: 'PTP_UNICAST', mask: 0x0400, within: 'v2.flags' }),
  'v2.flags.twostep': flag({ at: 6, length: 2, label: 'PTP_TWO_STEP', mask: 0x0200, within: 'v2.flags' }),
  'v2.flags.alternatemaster': flag({
    at: 6,
    length: 2,
    label: 'PTP_ALTERNATE_MASTER',
    mask: 0x0100,
    within: 'v2.flags',
  }),
  'v2.flags.synchronizationUncertain': flag({
    at: 6,
    length: 2,
    label: 'SYNCHRONIZATION_UNCERTAIN',
    mask: 0x40,
    within: 'v2.flags',
  }),
  'v2.flags.frequencytraceable': flag({
    at: 6,
    length: 2,
    label: 'FREQUENCY_TRACEABLE',
    mask: 0x20,
    within: 'v2.flags',
  }),
  'v2.flags.timetraceable': flag({ at: 6, length: 2, label: 'TIME_TRACEABLE', mask: 0x10, within: 'v2.flags' }),
  'v2.flags.timescale': flag({ at: 6, length: 2, label: 'PTP_TIMESCALE', mask: 0x08, within: 'v2.flags' }),
  'v2.flags.utcreasonable': flag({ at: 6, length: 2, label: 'PTP_UTC_REASONABLE', mask: 0x04, within: 'v2.flags' }),
  'v2.flags.li59': flag({ at: 6, length: 2, label: 'PTP_LI_59', mask: 0x02, within: 'v2.flags' }),
  'v2.flags.li61': flag({ at: 6, length: 2, label: 'PTP_LI_61', mask: 0x01, within: 'v2.flags' }),
  'v2.correction.ns': u64({ label: 'correction' }),
  'v2.correction.subns': double({ label: 'correctionSubNs' }),
  'v2.messagetypespecific': u32({ at: 16, label: 'messageTypeSpecific' }),
  'v2.clockidentity': u64({ at: 20, label: 'ClockIdentity', base: 'hex' }),
  'v2.sourceportid': u16({ at: 28, label: 'SourcePortID' }),
  'v2.sequenceid': u16({ at: 30, label: 'sequenceId' }),
  'v2.controlfield': u8({ at: 32, label: 'controlField' }),
  'v2.logmessageperiod': i8({ at: 33, label: 'logMessagePeriod' }),
  'v2.an.origintimestamp.seconds': u64({ label: 'originTimestamp (seconds)' }),
  'v2.an.origintimestamp.nanoseconds': i32({ label: 'originTimestamp (nanoseconds)' }),
  'v2.an.origincurrentutcoffset': i16({ label: 'originCurrentUTCOffset' }),
  'v2.an.priority1': u8({ label: 'priority1' }),
  'v2.an.grandmasterclockclass': u8({ label: 'grandmasterClockClass' }),
  'v2.an.grandmasterclockaccuracy': u8({ label: 'grandmasterClockAccuracy', base: 'hex' }),
  'v2.an.grandmasterclockvariance': u16({ label: 'grandmasterClockVariance' }),
  'v2.an.priority2': u8({ label: 'priority2' }),
  'v2.an.grandmasterclockidentity': u64({ label: 'grandmasterClockIdentity', base: 'hex' }),
  'v2.an.localstepsremoved': u16({ label: 'localStepsRemoved' }),
  'v2.timesource': u8({ label: 'TimeSource', base: 'hex', values: timeSources }),
  'v2.sdr.origintimestamp.seconds': u64({ label: 'originTimestamp (seconds)' }),
  'v2.sdr.origintimestamp.nanoseconds': i32({ label: 'originTimestamp (nanoseconds)' }),
  'v2.fu.preciseorigintimestamp.seconds': u64({ label: 'preciseOriginTimestamp (seconds)' }),
  'v2.fu.preciseorigintimestamp.nanoseconds': u32({ label: 'preciseOriginTimestamp (nanoseconds)' }),
  'v2.dr.receivetimestamp.seconds': u64({ label: 'receiveTimestamp (seconds)' }),
  'v2.dr.receivetimestamp.nanoseconds': i32({ label: 'receiveTimestamp (nanoseconds)' }),
  'v2.dr.requestingsourceportidentity': u64({ label: 'requestingSourcePortIdentity', base: 'hex' }),
  'v2.dr.requestingsourceportid': u16({ label: 'requestingSourcePortId' }),
  'v2.pdrq.origintimestamp.seconds': u64({ label: 'originTimestamp (seconds)' }),
  'v2.pdrq.origintimestamp.nanoseconds': i32({ label: 'originTimestamp (nanoseconds)' }),
  'v2.pdrs.requestreceipttimestamp.seconds': u64({ label: 'requestreceiptTimestamp (seconds)' }),
  'v2.pdrs.requestreceipttimestamp.nanoseconds': i32({ label: 'requestreceiptTimestamp (nanoseconds)' }),
  'v2.pdrs.requestingportidentity': u64({ label: 'requestingSourcePortIdentity', base: 'hex' }),
  'v2.pdrs.requestingsourceportid': u16({ label: 'requestingSourcePortId' }),
  'v2.pdfu.responseorigintimestamp.seconds': u64({ label: 'responseOriginTimestamp (seconds)' }),
  'v2.pdfu.responseorigintimestamp.nanoseconds': i32({ label: 'responseOriginTimestamp (nanoseconds)' }),
  'v2.pdfu.requestingportidentity': u64({ label: 'requestingSourcePortIdentity', base: 'hex' }),
  'v2.pdfu.requestingsourceportid': u16({ label: 'requestingSourcePortId' }),
};
type Key = keyof typeof declared;
type Fields = FieldsOf<typeof declared>;
type Part = readonly [key: Key, at: number, length: number];

const timestamp = (name: string): readonly Part[] => [
  [`${name}.seconds` as Key, headerLength, 6],
  [`${name}.nanoseconds` as Key, headerLength + 6, 4],
];
const requester = (identity: Key, port: Key): readonly Part[] => [
  [identity, headerLength + timestampLength, 8],
  [port, headerLength + timestampLength + 8, 2],
];

/** What follows the header, by the message's type. */
const bodies: Readonly<Record<number, readonly Part[]>> = {
  0: timestamp('v2.sdr.origintimestamp'),
  1: timestamp('v2.sdr.origintimestamp'),
  2: timestamp('v2.pdrq.origintimestamp'),
  3: [
    ...timestamp('v2.pdrs.requestreceipttimestamp'),
    ...requester('v2.pdrs.requestingportidentity', 'v2.pdrs.requestingsourceportid'),
  ],
  8: timestamp('v2.fu.preciseorigintimestamp'),
  9: [
    ...timestamp('v2.dr.receivetimestamp'),
    ...requester('v2.dr.requestingsourceportidentity', 'v2.dr.requestingsourceportid'),
  ],
  10: [
    ...timestamp('v2.pdfu.responseorigintimestamp'),
    ...requester('v2.pdfu.requestingportidentity', 'v2.pdfu.requestingsourceportid'),
  ],
  11: [
    ...timestamp('v2.an.origintimestamp'),
    ['v2.an.origincurrentutcoffset', 44, 2],
    ['v2.an.priority1', 47, 1],
    ['v2.an.grandmasterclockclass', 48, 1],
    ['v2.an.grandmasterclockaccuracy', 49, 1],
    ['v2.an.grandmasterclockvariance', 50, 2],
    ['v2.an.priority2', 52, 1],
    ['v2.an.grandmasterclockidentity', 53, 8],
    ['v2.an.localstepsremoved', 61, 2],
    ['v2.timesource', 63, 1],
  ],
};

export default protocol({
  id: 'ptp',
  title: 'Precision Time Protocol (IEEE1588)',
  column: 'PTP',
  parents: [on('udp.port', 319, 320), on('ethertype', 0x88f7)],
  // Version 1, over UDP alone, has another header.
  accepts: (layer, at) => layer.protocol.id !== 'udp' || (layer.has(at, 2) && (layer.u8(at + 1) & 0x0f) === 2),
  header: headerLength,
  fields: declared,
  dissect(layer, field) {
    layer.setColumn('PTPv2');
    const type = layer.u8(0) & 0x0f;
    if (layer.wantsInfo) layer.setInfo(field['v2.messagetype'].nameOf(type) ?? 'Unknown Message');
    const length = layer.u16(2);
    if (length >= headerLength) layer.trim(length);
    layer.header();
    if (!layer.emitting) return;
    showCorrection(layer, field);
    for (const [key, at, size] of bodies[type] ?? []) {
      layer.need(at, size);
      if (size === 6) layer.addComputed(field[key], BigInt(layer.u48(at)), at, size);
      else layer.add(field[key], at, size);
    }
  },
});

/** Nanoseconds, times 2^16, as a signed integer of 64 bits (clause 13.3.2.7). */
function showCorrection(layer: Layer, field: Fields): void {
  const nanoseconds = BigInt.asUintN(64, BigInt.asIntN(48, BigInt(layer.u48(8))));
  layer.addComputed(field['v2.correction.ns'], nanoseconds, 8, 6);
  layer.addComputed(field['v2.correction.subns'], layer.u16(14) / 65_536, 14, 2);
}
