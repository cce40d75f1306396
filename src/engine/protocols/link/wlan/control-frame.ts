/** Control frames. IEEE 802.11-2020, section 9.3.1. */
import { etherText } from '../../../bytes/address';
import { addressKind } from '../../../declare/dissection';
import type { Layer } from '../../../declare/layer';
import type { WlanFields } from './fields';
import { walkAnnouncement, walkTrigger } from './sounding';

const subtype = {
  trigger: 2,
  reportPoll: 4,
  announcement: 5,
  blockAckRequest: 8,
  blockAck: 9,
  powerSavePoll: 10,
  requestToSend: 11,
  contentionFreeEnd: 14,
  contentionFreeEndAck: 15,
} as const;

/** Walks what follows the frame control field, up to `end`. */
export function walkControlFrame(layer: Layer, field: WlanFields, kind: number, end: number): void {
  if (kind === subtype.powerSavePoll) {
    layer.add(field.aid, 2, 2);
    layer.add(field.bssid, 4, 6);
    layer.add(field.ta, 10, 6);
    setAddresses(layer, 4, 10, 'BSSID');
    return;
  }
  layer.add(field.duration, 2, 2);
  layer.add(field.ra, 4, 6);
  switch (kind) {
    case subtype.requestToSend:
      layer.add(field.ta, 10, 6);
      setAddresses(layer, 4, 10, 'RA');
      return;
    case subtype.trigger:
    case subtype.reportPoll:
    case subtype.announcement:
      layer.add(field.ta, 10, 6);
      setAddresses(layer, 4, 10, 'RA');
      if (kind === subtype.announcement) walkAnnouncement(layer, field, end);
      else if (kind === subtype.trigger) walkTrigger(layer, field);
      else layer.add(field['beamform.feedback_seg_retrans_bitmap'], 16, 1, layer.u8(16));
      return;
    case subtype.contentionFreeEnd:
    case subtype.contentionFreeEndAck:
      layer.add(field.bssid, 10, 6);
      setAddresses(layer, 4, 10, 'RA');
      return;
    case subtype.blockAckRequest:
    case subtype.blockAck:
      layer.add(field.ta, 10, 6);
      setAddresses(layer, 4, 10, 'RA');
      walkBlockAck(layer, field, kind === subtype.blockAck);
      return;
    default:
      setAddresses(layer, 4, -1, 'RA');
  }
}

/** The columns name the roles of the addresses: control frames have no source and destination. */
function setAddresses(layer: Layer, receiver: number, transmitter: number, role: string): void {
  const { dissection, bytes, start } = layer;
  layer.need(receiver, 6);
  if (dissection.quoting > 0) return;
  dissection.addressKind = addressKind.text;
  dissection.sourceText = '';
  dissection.destinationText = '';
  // The first pass shows nobody any columns.
  if (layer.learning) return;
  dissection.destinationText = `${etherText(bytes, start + receiver)} (${role})`;
  if (transmitter >= 0 && layer.has(transmitter, 6))
    dissection.sourceText = `${etherText(bytes, start + transmitter)} (TA)`;
}

function walkBlockAck(layer: Layer, field: WlanFields, withBitmap: boolean): void {
  const control = layer.u16le(16);
  layer.add(field['ba.control'], 16, 2);
  const basicOrCompressed = (control & 0x1e) === 0 || (control & 0x1e) === 0x04;
  if (!basicOrCompressed) return;
  layer.open(field['fixed.ssc'], 18, 2);
  layer.add(field['fixed.ssc.fragment'], 18, 2);
  layer.add(field['fixed.ssc.sequence'], 18, 2);
  layer.close();
  if (withBitmap && layer.reported > 20) layer.add(field['ba.bm'], 20, Math.min(8, layer.reported - 20));
}
