/** Shows what the analysis of a TCP stream found at one packet. */
import type { Field } from '../../../declare/field';
import type { Layer } from '../../../declare/layer';
import type { FieldsOf } from '../../../declare/protocol';
import { type TcpDetails, tcpAnalysis, tcpFindings } from '../../../declare/tcp-analysis';
import type { analysisFields } from './analysis-fields';

type AnalysisFields = FieldsOf<typeof analysisFields>;

/** Shows the analysis, and puts its notes in front of the Info text, where they stay whatever comes behind. */
export function showAnalysis(layer: Layer, field: AnalysisFields): void {
  const { dissection } = layer;
  const { analysis } = dissection.tcp;
  if (layer.wantsInfo) noteInInfo(layer, analysis);
  if (!layer.emitting) return;
  const details = layer.wantsAny(detailsIn(field)) ? layer.memory.tcpDetails(dissection) : undefined;
  if (analysis === 0 && details?.analysed !== true) return;
  layer.open(field.analysis, 0, 0);
  if (details !== undefined) showDetails(layer, field, details);
  if (analysis !== 0) showFlags(layer, field, analysis, details);
  layer.close();
}

/** Fields that need a look at the earlier packets of the stream, or (`analysis`) stand there because of others that do. */
function detailsIn(field: AnalysisFields): readonly Field[] {
  detailFields ??= [
    field.analysis,
    field['analysis.acks_frame'],
    field['analysis.ack_rtt'],
    field['analysis.initial_rtt'],
    field['analysis.bytes_in_flight'],
    field['analysis.push_bytes_sent'],
    field['analysis.rto'],
    field['analysis.rto_frame'],
  ];
  return detailFields;
}
/** Made once: they are asked for with every segment. */
let detailFields: readonly Field[] | undefined;

function noteInInfo(layer: Layer, analysis: number): void {
  const { dissection } = layer;
  const { duplicateNumber, duplicateOf } = dissection.tcp;
  let notes = '';
  for (const { bit, note } of tcpFindings) {
    if ((analysis & bit) === 0) continue;
    // Later findings stand in front of earlier ones.
    const number = bit === tcpAnalysis.duplicateAcknowledgement ? ` ${duplicateOf}#${duplicateNumber}` : '';
    notes = `[${note}${number}] ${notes}`;
  }
  if (notes === '') return;
  dissection.infoFence = notes + dissection.infoFence;
  dissection.infoColumn = notes + dissection.infoColumn;
}

function showDetails(layer: Layer, field: AnalysisFields, details: TcpDetails): void {
  if (details.acknowledgedFrame > 0) {
    layer.addComputed(field['analysis.acks_frame'], details.acknowledgedFrame);
    if (details.acknowledgedAfter !== 0n) layer.addComputed(field['analysis.ack_rtt'], details.acknowledgedAfter);
  }
  if (details.initialRoundTrip !== 0n) layer.addComputed(field['analysis.initial_rtt'], details.initialRoundTrip);
  if (details.bytesInFlight > 0) {
    layer.addComputed(field['analysis.bytes_in_flight'], details.bytesInFlight);
    layer.addComputed(field['analysis.push_bytes_sent'], details.pushBytesSent);
  }
}

function showFlags(layer: Layer, field: AnalysisFields, analysis: number, details: TcpDetails | undefined): void {
  layer.open(field['analysis.flags'], 0, 0);
  const again = tcpAnalysis.fastRetransmission | tcpAnalysis.spuriousRetransmission;
  for (const { bit, key } of tcpFindings)
    if ((analysis & bit) !== 0)
      layer.addComputed(
        field[`analysis.${key}` as keyof AnalysisFields],
        bit === tcpAnalysis.duplicateAcknowledgement ? 0 : 1,
      );
  if ((analysis & again) !== 0) layer.addComputed(field['analysis.retransmission'], 1);
  if ((analysis & tcpAnalysis.retransmission) !== 0 && details !== undefined && details.retransmittedAfter !== 0n) {
    layer.addComputed(field['analysis.rto'], details.retransmittedAfter);
    layer.addComputed(field['analysis.rto_frame'], details.retransmissionFrame);
  }
  layer.close();
  const { duplicateNumber, duplicateOf } = layer.dissection.tcp;
  if ((analysis & tcpAnalysis.duplicateAcknowledgement) !== 0) {
    layer.addComputed(field['analysis.duplicate_ack_num'], duplicateNumber);
    layer.addComputed(field['analysis.duplicate_ack_frame'], duplicateOf);
    layer.addComputed(field['analysis.duplicate_ack'], duplicateNumber);
  }
}
