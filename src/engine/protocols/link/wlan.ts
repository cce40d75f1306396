/** IEEE 802.11 wireless LAN. IEEE 802.11-2020, clause 9. */
import { linkType } from '../../capture-file/link-types';
import { addressKind } from '../../declare/dissection';
import type { Layer } from '../../declare/layer';
import { on, protocol } from '../../declare/protocol';
import data from '../frame/data';
import llc from './llc';
import { walkControlFrame } from './wlan/control-frame';
import { type WlanFields, wlanFields } from './wlan/fields';
import { addFrameControl, flagLetters, frameFlag, frameType, typeName, typeOf } from './wlan/frame-control';
import { walkManagementBody } from './wlan/management-frame';
import { meshControlLength, showMeshControl, showMeshService } from './wlan/mesh-control';
import { addProtection } from './wlan/protection';
import { frameTrait } from './wlan/traits';
import wlanAggregate from './wlan_aggregate';

const qosBit = 0x08;
const noDataBit = 0x04;
const checkLength = 4;

export default protocol({
  id: 'wlan',
  title: 'IEEE 802.11',
  column: '802.11',
  shortName: 'IEEE 802.11',
  parents: [on('wtap_encap', linkType.ieee80211)],
  fields: wlanFields,
  dissect(layer, field) {
    const hasCheck = (layer.selector & frameTrait.check) !== 0;
    const control = layer.u8(0);
    const version = control & 3;
    if (version !== 0) {
      otherVersion(layer, field, version, hasCheck);
      return;
    }
    const flags = layer.u8(1);
    const type = typeOf(control);
    const name = typeName(type);
    if (layer.wantsInfo) layer.setInfo(name);
    if (layer.inTree) layer.heading(` ${name}, Flags: ${flagLetters(flags, hasCheck)}`);
    addFrameControl(layer, field);
    const end = hasCheck ? Math.max(layer.reported - checkLength, 0) : layer.reported;
    if (hasCheck && layer.emitting && layer.has(end, checkLength)) {
      layer.add(field.fcs, end, checkLength);
      layer.addComputed(field['fcs.status'], 2);
    }
    switch ((control & 0x0c) >> 2) {
      case frameType.management:
        walkManagement(layer, field, type, flags, hasCheck, end);
        return;
      case frameType.control:
        walkControlFrame(layer, field, type & 0x0f, end);
        if (layer.wantsInfo) layer.appendInfo(`, Flags=${flagLetters(flags, hasCheck)}`);
        return;
      case frameType.data:
        walkData(layer, field, type, flags, hasCheck, end);
    }
  },
});

/** Only version 0 has the headers that we know. Version 1 puts the type where the others have type and subtype. IEEE 802.11-2020, section 9.8. */
function otherVersion(layer: Layer, field: WlanFields, version: number, hasCheck: boolean): void {
  layer.add(field['fc.version'], 0, 1);
  if (version === 1) {
    layer.setInfo(shortFrameNames[(layer.u8(0) >> 2) & 7]);
    return;
  }
  layer.setInfo(`Unknown protocol version: ${version}`);
  layer.next(data, 2, Math.max(0, layer.reported - 2 - (hasCheck ? checkLength : 0)));
}

const shortFrameNames = [
  'PV1 QoS Data - with one SID',
  'PV1 Management',
  'PV1 Control',
  'PV1 QoS Data - no SIDs',
  'PV1 Reserved',
  'PV1 Reserved',
  'PV1 Reserved',
  'PV1 Extension (currently reserved)',
];

function walkManagement(
  layer: Layer,
  field: WlanFields,
  type: number,
  flags: number,
  hasCheck: boolean,
  end: number,
): void {
  layer.add(field.duration, 2, 2);
  setAddresses(layer, 4, 10);
  layer.add(field.ra, 4, 6);
  layer.add(field.da, 4, 6);
  layer.add(field.ta, 10, 6);
  layer.add(field.sa, 10, 6);
  layer.add(field.bssid, 16, 6);
  addSequence(layer, field, flags, hasCheck);
  let at = 24;
  if ((flags & frameFlag.order) !== 0) {
    layer.add(field.htc, at, 4);
    at += 4;
  }
  if ((flags & frameFlag.protected) === 0) walkManagementBody(layer, field, type & 0x0f, at, end);
  else if (at < end) {
    const header = addProtection(layer, field, at);
    if (at + header < end) layer.next(data, at + header, end - at - header);
  }
}

function walkData(layer: Layer, field: WlanFields, type: number, flags: number, hasCheck: boolean, end: number): void {
  let at = addDataAddresses(layer, field, flags);
  addSequence(layer, field, flags, hasCheck);
  let aggregated = false;
  const service = at;
  if ((type & qosBit) !== 0) {
    aggregated = (layer.u16le(at) & 0x80) !== 0;
    at += (flags & frameFlag.order) === 0 ? 2 : 6;
  }
  if ((layer.selector & frameTrait.padded) !== 0) at = (at + 3) & ~3;
  if ((type & qosBit) !== 0) {
    // The parts of an aggregate have mesh controls of their own.
    const isReadable = (type & noDataBit) === 0 && (flags & frameFlag.protected) === 0 && !aggregated;
    const mesh = isReadable ? meshControlLength(layer, layer.u16le(service), flags, at) : 0;
    addQualityOfService(layer, field, service, flags, mesh > 0);
    if ((flags & frameFlag.order) !== 0) layer.add(field.htc, service + 2, 4);
    if (mesh > 0) showMeshControl(layer, field, at, mesh);
    at += mesh;
  }
  layer.span(at);
  if ((type & noDataBit) !== 0 || at >= end) return;
  if ((flags & frameFlag.protected) !== 0) {
    at += addProtection(layer, field, at);
    if (at < end) layer.next(data, at, end - at);
    return;
  }
  // Pieces of a fragmented body are not put together.
  if ((flags & frameFlag.moreFragments) !== 0 || (layer.u8(22) & 0x0f) !== 0) layer.next(data, at, end - at);
  else layer.next(aggregated ? wlanAggregate : llc, at, end - at);
}

/** What the addresses mean depends on which way the frame goes. IEEE 802.11-2020, table 9-30. Returns where the header goes on. */
function addDataAddresses(layer: Layer, field: WlanFields, flags: number): number {
  layer.add(field.duration, 2, 2);
  layer.need(4, 20);
  const distribution = flags & (frameFlag.toDistribution | frameFlag.fromDistribution);
  const bridged = distribution === (frameFlag.toDistribution | frameFlag.fromDistribution);
  const destination = (flags & frameFlag.toDistribution) !== 0 ? 16 : 4;
  const source = bridged ? 24 : (flags & frameFlag.fromDistribution) !== 0 ? 16 : 10;
  setAddresses(layer, destination, source);
  layer.add(field.ra, 4, 6);
  layer.add(field.ta, 10, 6);
  layer.add(field.da, destination, 6);
  layer.add(field.sa, source, 6);
  if (bridged) return 30;
  const station = distribution === frameFlag.fromDistribution ? 4 : 10;
  const cell = distribution === frameFlag.toDistribution ? 4 : distribution === frameFlag.fromDistribution ? 10 : 16;
  layer.add(field.bssid, cell, 6);
  layer.add(field.staa, station, 6);
  return 24;
}

function setAddresses(layer: Layer, destination: number, source: number): void {
  const { dissection, bytes, start } = layer;
  layer.need(destination, 6);
  layer.need(source, 6);
  if (dissection.quoting > 0) return;
  dissection.addressKind = addressKind.ether;
  dissection.addressBytes = bytes;
  dissection.destinationAt = start + destination;
  dissection.sourceAt = start + source;
}

function addSequence(layer: Layer, field: WlanFields, flags: number, hasCheck: boolean): void {
  const control = layer.u16le(22);
  layer.add(field.frag, 22, 2);
  layer.add(field.seq, 22, 2);
  if (layer.wantsInfo)
    layer.appendInfo(`, SN=${control >> 4}, FN=${control & 0x0f}, Flags=${flagLetters(flags, hasCheck)}`);
}

function addQualityOfService(layer: Layer, field: WlanFields, at: number, flags: number, inMesh: boolean): void {
  if (!layer.emitting) return;
  const fromStation = (flags & frameFlag.fromDistribution) === 0;
  layer.open(field.qos, at, 2);
  layer.add(field['qos.tid'], at, 2);
  layer.add(field['qos.priority'], at, 2);
  layer.add(fromStation && !inMesh ? field['qos.bit4'] : field['qos.eosp'], at, 2);
  layer.add(field['qos.ack'], at, 2);
  layer.add(field['qos.amsdupresent'], at, 2);
  if (inMesh) showMeshService(layer, field, at);
  else if (!fromStation) layer.add(field['qos.ps_buf_state'], at, 2);
  else layer.add((layer.u8(at) & 0x10) === 0 ? field['qos.txop_dur_req'] : field['qos.queue_size'], at, 2);
  layer.close();
}
