/** Transmission Control Protocol. RFC 9293. */
import type { TcpFacts } from '../../declare/dissection';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import { tcpFlag, windowScaling } from '../../declare/tcp-analysis';
import { showAnalysis } from './tcp/analysis';
import { analysisFields } from './tcp/analysis-fields';
import { headerFields } from './tcp/header-fields';
import { optionFields } from './tcp/option-fields';
import { offeredWindowShift, showOptions } from './tcp/options';
import { factsOf, flagNames, quotedByIcmp, scaledWindow } from './tcp/segment';
import { showTimes } from './tcp/times';

const fields = { ...headerFields, ...optionFields, ...analysisFields } as const;

export default protocol({
  id: 'tcp',
  title: 'Transmission Control Protocol',
  columnAfter: 4,
  parents: [on('ip.proto', 6)],
  fields,
  dissect(layer, field) {
    const { dissection, memory } = layer;
    const facts = factsOf(layer);
    if (layer.available < knownLength) giveUp(layer, facts);
    readHeader(layer, facts);
    dissection.transportLayers++;
    memory.enterTcp(dissection, facts);
    layer.header();
    layer.need(0, 20);
    if (layer.emitting || layer.wantsInfo) showHeader(layer, field, facts);
    const headerLength = (layer.u8(12) >> 4) * 4;
    if (headerLength < 20 || (!facts.hasLength && dissection.quoting === 0)) dissection.undecided = true;
    if (headerLength < 20) {
      layer.addComputed(field.bogus_header_length, 1, 12, 1);
      return;
    }
    const { flags } = facts;
    const shown = Math.min(headerLength, layer.available);
    if (layer.inTree) layer.span(shown);
    if ((flags & tcpFlag.syn) !== 0 && dissection.quoting === 0) {
      const shift = offeredWindowShift(layer.bytes, layer.start + 20, layer.start + shown);
      // Whether scaling was offered in options that the capture cut is unknown: what the other side says counts alone.
      if (shift !== windowScaling.unknown || headerLength <= layer.available)
        memory.tcpWindowScale(dissection, shift, (flags & tcpFlag.ack) !== 0);
    }
    if (headerLength > layer.available) {
      const isHeard = layer.emitting || layer.wantsInfo;
      if (layer.available > 20 && isHeard) showOptions(layer, field, headerLength, flags);
      layer.cutOff(headerLength);
    }
    if (layer.carries(headerLength, layer.available - headerLength)) return;
    if (layer.emitting) showTimes(layer, field, () => memory.tcpDetails(dissection));
    if (headerLength > 20 && (layer.emitting || layer.wantsInfo)) showOptions(layer, field, headerLength, flags);
    if (dissection.quoting === 0 && (layer.emitting || layer.wantsInfo)) showAnalysis(layer, field);
    // An empty FIN, too, can complete what reaches to the end of the stream.
    if (layer.available > headerLength || (flags & tcpFlag.fin) !== 0) handOn(layer, field, headerLength);
  },
});

/** Up to the window: enough of the header to follow the stream, should the capture end there. */
const knownLength = 16;

/** Shows what there is of a header that was cut too short, and ends the walk. */
function giveUp(layer: Layer, facts: TcpFacts): never {
  const { dissection } = layer;
  facts.stream = -1;
  facts.hasLength = false;
  facts.sequenceBase = 0;
  facts.acknowledgementBase = 0;
  if (layer.has(0, 4)) {
    dissection.sourcePort = layer.u16(0);
    dissection.destinationPort = layer.u16(2);
  }
  if (layer.has(0, 4) && layer.wantsInfo) layer.setInfo(`${dissection.sourcePort} → ${dissection.destinationPort}`);
  layer.header();
  return layer.cutOff(20);
}

function readHeader(layer: Layer, facts: TcpFacts): void {
  const { dissection } = layer;
  dissection.sourcePort = layer.u16(0);
  dissection.destinationPort = layer.u16(2);
  facts.present = true;
  facts.sequence = layer.u32(4) | 0;
  facts.acknowledgement = layer.u32(8) | 0;
  const flags = layer.u16(12);
  facts.flags = flags & 0x0fff;
  facts.window = layer.u16(14);
  facts.analysis = 0;
  const length = layer.reported - (flags >> 12) * 4;
  facts.hasLength = length >= 0 && dissection.quoting === 0;
  facts.length = facts.hasLength ? length : 0;
}

function showHeader(layer: Layer, field: FieldsOf<typeof fields>, facts: TcpFacts): void {
  const { dissection } = layer;
  const { flags, hasLength, length } = facts;
  const sequence = (facts.sequence - facts.sequenceBase) >>> 0;
  const acknowledgement = (flags & tcpFlag.ack) === 0 ? 0 : (facts.acknowledgement - facts.acknowledgementBase) >>> 0;
  const whole = layer.u8(12) >> 4 >= 5;
  if (layer.wantsInfo) {
    let info = `${dissection.sourcePort} → ${dissection.destinationPort} [${flagNames(flags)}] Seq=${sequence}`;
    if ((flags & tcpFlag.ack) !== 0) info += ` Ack=${acknowledgement}`;
    info += ` Win=${scaledWindow(layer)}`;
    if (!whole) info += `, bogus TCP header length (${(layer.u8(12) >> 4) * 4}, must be at least 20)`;
    else {
      if ((flags & tcpFlag.urg) !== 0) info += ` Urg=${layer.u16(18)}`;
      if (hasLength) info += ` Len=${length}`;
    }
    layer.setInfo(info);
  }
  if (layer.inTree)
    layer.heading(
      `, Src Port: ${dissection.sourcePort}, Dst Port: ${dissection.destinationPort}, Seq: ${sequence}${
        (flags & tcpFlag.ack) !== 0 ? `, Ack: ${acknowledgement}` : ''
      }${hasLength ? `, Len: ${length}` : ''}`,
    );
  if (layer.emitting && whole) showRemarks(layer, field, flags);
}

function showRemarks(layer: Layer, field: FieldsOf<typeof fields>, flags: number): void {
  if (!factsOf(layer).hasLength && !quotedByIcmp(layer) && layer.dissection.quoting === 0)
    layer.addComputed(field.short_segment, 1);
  if ((flags & tcpFlag.syn) !== 0)
    layer.addComputed((flags & tcpFlag.ack) !== 0 ? field['connection.synack'] : field['connection.syn'], 1, 13, 1);
  if ((flags & tcpFlag.fin) !== 0) {
    layer.addComputed(field['connection.fin'], 1, 13, 1);
    const first = layer.memory.tcpClosesFirst(layer.dissection);
    layer.addComputed(first ? field['connection.fin_active'] : field['connection.fin_passive'], 1, 13, 1);
  }
  const { acknowledgement, acknowledgementBase, hasLength } = factsOf(layer);
  const opening = tcpFlag.syn | tcpFlag.ack;
  if (hasLength && (flags & opening) === opening && (acknowledgement - acknowledgementBase) >>> 0 > 1)
    layer.addComputed(field['analysis.tfo_ack'], 1, 8, 4);
  if ((flags & tcpFlag.rst) !== 0) layer.addComputed(field['connection.rst'], 1, 13, 1);
  if ((flags & tcpFlag.ack) === 0 && layer.u32(8) !== 0) layer.addComputed(field['ack.nonzero'], 1, 8, 4);
  if ((flags & tcpFlag.urg) === 0 && layer.u16(18) !== 0) layer.addComputed(field['urgent_pointer.non_zero'], 1, 18, 2);
}

function handOn(layer: Layer, field: FieldsOf<typeof fields>, at: number): void {
  const length = layer.available - at;
  if ((factsOf(layer).flags & tcpFlag.rst) !== 0) {
    // A reset may carry text that says why. RFC 9293 section 3.5.3.
    if (length > 0) layer.add(field.reset_cause, at, length);
    return;
  }
  if (length > 0) {
    layer.add(field.payload, at, length);
    if (layer.inTree) layer.retitle(`TCP payload (${layer.reported - at} bytes)`);
  }
  layer.memory.tcpPayload(layer, at, field);
}
