/** Bodies of management frames: fixed parameters, then tagged ones. IEEE 802.11-2020, section 9.3.3. */
import type { Layer } from '../../../declare/layer';
import type { WlanFields } from './fields';
import { type EqualsPart, equalsAlgorithm, equalsParts } from './simultaneous-authentication';
import { addTags } from './tags';

const subtype = {
  associationRequest: 0,
  associationResponse: 1,
  reassociationRequest: 2,
  reassociationResponse: 3,
  probeRequest: 4,
  probeResponse: 5,
  beacon: 8,
  announcement: 9,
  disassociate: 10,
  authentication: 11,
  deauthenticate: 12,
  action: 13,
  actionNoAck: 14,
} as const;

/** Nanoseconds would be too fine: the beacon interval counts units of 1024 microseconds. IEEE 802.11-2020, section 9.4.1.3. */
const secondsPerTimeUnit = 0.001024;

/** Walks the body from `at` to `end`. */
export function walkManagementBody(layer: Layer, field: WlanFields, kind: number, at: number, end: number): void {
  if (at >= end) return;
  const fixed = fixedLength(kind);
  layer.open(field.mgt, at, Math.max(0, Math.min(end, layer.available) - at));
  let tagged = at + fixed;
  if (fixed > 0) {
    layer.need(at, fixed);
    const parts = furtherParts(layer, kind, at, tagged, end);
    for (const [, place, length] of parts) tagged = place + length;
    layer.need(at, tagged - at);
    layer.open(field['fixed.all'], at, tagged - at);
    layer.append(` (${tagged - at} bytes)`);
    addFixed(layer, field, kind, at);
    for (const [key, place, length] of parts) if (length > 0) layer.add(field[key], place, length);
    layer.close();
  }
  if (fixed >= 0 && tagged < end && kind !== subtype.announcement) {
    if (kind === subtype.action || kind === subtype.actionNoAck) layer.add(field['tag.data'], tagged, end - tagged);
    else {
      layer.open(field['tagged.all'], tagged, Math.max(0, Math.min(end, layer.available) - tagged));
      layer.append(` (${end - tagged} bytes)`);
      addTags(layer, field, tagged, end);
      layer.close();
    }
  }
  layer.close();
}

function fixedLength(kind: number): number {
  switch (kind) {
    case subtype.associationRequest:
      return 4;
    case subtype.associationResponse:
    case subtype.reassociationResponse:
    case subtype.authentication:
      return 6;
    case subtype.reassociationRequest:
      return 10;
    case subtype.probeResponse:
    case subtype.beacon:
      return 12;
    case subtype.disassociate:
    case subtype.deauthenticate:
    case subtype.action:
    case subtype.actionNoAck:
      return 2;
    default:
      return 0;
  }
}

function addFixed(layer: Layer, field: WlanFields, kind: number, at: number): void {
  switch (kind) {
    case subtype.associationRequest:
      addCapabilities(layer, field, at);
      layer.add(field['fixed.listen_ival'], at + 2, 2);
      return;
    case subtype.reassociationRequest:
      addCapabilities(layer, field, at);
      layer.add(field['fixed.listen_ival'], at + 2, 2);
      layer.add(field['fixed.current_ap'], at + 4, 6);
      return;
    case subtype.associationResponse:
    case subtype.reassociationResponse:
      addCapabilities(layer, field, at);
      layer.add(field['fixed.status_code'], at + 2, 2);
      layer.add(field['fixed.aid'], at + 4, 2);
      return;
    case subtype.probeResponse:
    case subtype.beacon: {
      layer.add(field['fixed.timestamp'], at, 8);
      const interval = layer.u16le(at + 8);
      layer.add(field['fixed.beacon'], at + 8, 2, interval);
      if (layer.inTree) layer.append(` (${(interval * secondsPerTimeUnit).toFixed(6)} seconds)`);
      if (layer.wantsInfo) layer.appendInfo(`, BI=${interval}`);
      addCapabilities(layer, field, at + 10);
      return;
    }
    case subtype.authentication:
      layer.add(field['fixed.auth.alg'], at, 2);
      layer.add(field['fixed.auth_seq'], at + 2, 2);
      layer.add(field['fixed.status_code'], at + 4, 2);
      if (layer.u16le(at) === equalsAlgorithm) layer.add(field['fixed.sae_message_type'], at + 2, 2);
      return;
    case subtype.disassociate:
    case subtype.deauthenticate:
      layer.add(field['fixed.reason_code'], at, 2);
      return;
    case subtype.action:
    case subtype.actionNoAck:
      layer.add(field['fixed.category_code'], at, 1);
      layer.add(field['fixed.action_code'], at + 1, 1);
  }
}

/** Actions that begin with a token, by category: what is asked and what is answered share it. IEEE 802.11-2020, section 9.6. */
const tokenActions: Readonly<Record<number, ReadonlySet<number>>> = {
  0: new Set([0, 1, 2, 3]),
  3: new Set([0, 1]),
  5: new Set([0, 1, 2, 3, 4, 5]),
};

/** What stands in `[at, end)` without a tag behind the fixed fields that begin at `fixedAt`. */
function furtherParts(layer: Layer, kind: number, fixedAt: number, at: number, end: number): readonly EqualsPart[] {
  if (kind === subtype.authentication && layer.u16le(fixedAt) === equalsAlgorithm)
    return equalsParts(layer, fixedAt, at, end);
  const acts = kind === subtype.action || kind === subtype.actionNoAck;
  if (!acts || at >= end || !tokenActions[layer.u8(fixedAt)]?.has(layer.u8(fixedAt + 1))) return [];
  if (layer.wantsInfo) layer.appendInfo(`, Dialog Token=${layer.u8(at)}`);
  return [['fixed.dialog_token', at, 1]];
}

function addCapabilities(layer: Layer, field: WlanFields, at: number): void {
  if (!layer.emitting) return;
  layer.open(field['fixed.capabilities'], at, 2);
  layer.add(field['fixed.capabilities.ess'], at, 2);
  layer.add(field['fixed.capabilities.ibss'], at, 2);
  layer.add(field['fixed.capabilities.reserved1'], at, 2);
  layer.add(field['fixed.capabilities.reserved2'], at, 2);
  layer.add(field['fixed.capabilities.privacy'], at, 2);
  layer.add(field['fixed.capabilities.short_preamble'], at, 2);
  layer.add(field['fixed.capabilities.reserved3'], at, 2);
  layer.add(field['fixed.capabilities.reserved4'], at, 2);
  layer.add(field['fixed.capabilities.spec_man'], at, 2);
  layer.add(field['fixed.capabilities.qos'], at, 2);
  layer.add(field['fixed.capabilities.short_slot_time'], at, 2);
  layer.add(field['fixed.capabilities.apsd'], at, 2);
  layer.add(field['fixed.capabilities.radio_measurement'], at, 2);
  layer.add(field['fixed.capabilities.epd'], at, 2);
  layer.add(field['fixed.capabilities.reserved5'], at, 2);
  layer.add(field['fixed.capabilities.reserved6'], at, 2);
  layer.close();
}
