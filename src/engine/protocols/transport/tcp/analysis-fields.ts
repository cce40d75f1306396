/** The fields that show the analysis of a TCP stream, and how its PDUs were put together. */
import { bytes, expert, frameNumber, label, relativeTime, text, u32 } from '../../../declare/kinds';

export const analysisFields = {
  time_relative: relativeTime({ label: 'Time since first frame in this TCP stream', generated: true, unit: 'seconds' }),
  time_delta: relativeTime({ label: 'Time since previous frame in this TCP stream', generated: true, unit: 'seconds' }),
  analysis: label({ label: 'SEQ/ACK analysis', generated: true }),
  'analysis.acks_frame': frameNumber({ label: 'This is an ACK to the segment in frame', generated: true }),
  'analysis.ack_rtt': relativeTime({ label: 'The RTT to ACK the segment was', generated: true, unit: 'seconds' }),
  'analysis.initial_rtt': relativeTime({ label: 'iRTT', generated: true, unit: 'seconds' }),
  'analysis.bytes_in_flight': u32({ label: 'Bytes in flight', generated: true }),
  'analysis.push_bytes_sent': u32({ label: 'Bytes sent since last PSH flag', generated: true }),
  'analysis.flags': label({ label: 'TCP Analysis Flags', generated: true }),
  'analysis.reused_ports': expert('note', {
    group: 'sequence',
    label: 'A new tcp session is started with the same ports as an earlier session in this trace',
  }),
  'analysis.retransmission': expert('note', { group: 'sequence', label: 'This frame is a (suspected) retransmission' }),
  'analysis.rto': relativeTime({ label: 'The RTO for this segment was', generated: true, unit: 'seconds' }),
  'analysis.rto_frame': frameNumber({ label: 'RTO based on delta from frame', generated: true }),
  'analysis.fast_retransmission': expert('note', {
    group: 'sequence',
    label: 'This frame is a (suspected) fast retransmission',
  }),
  'analysis.spurious_retransmission': expert('note', {
    group: 'sequence',
    label: 'This frame is a (suspected) spurious retransmission',
  }),
  'analysis.out_of_order': expert('warning', {
    group: 'sequence',
    label: 'This frame is a (suspected) out-of-order segment',
  }),
  'analysis.lost_segment': expert('warning', {
    group: 'sequence',
    label: 'Previous segment(s) not captured (common at capture start)',
  }),
  'analysis.ack_lost_segment': expert('warning', {
    group: 'sequence',
    label: "ACKed segment that wasn't captured (common at capture start)",
  }),
  'analysis.window_update': expert('chat', { label: 'TCP window update' }),
  'analysis.window_full': expert('warning', {
    group: 'sequence',
    label: 'TCP window specified by the receiver is now completely full',
  }),
  'analysis.keep_alive': expert('note', { group: 'sequence', label: 'TCP keep-alive segment' }),
  'analysis.keep_alive_ack': expert('note', { group: 'sequence', label: 'ACK to a TCP keep-alive segment' }),
  'analysis.duplicate_ack': expert('note', {
    group: 'sequence',
    label: 'This is a TCP duplicate ack',
    text: (number) => (number === 0 ? '[This is a TCP duplicate ack]' : `Duplicate ACK (#${number})`),
  }),
  'analysis.duplicate_ack_num': u32({ label: 'Duplicate ACK #', generated: true }),
  'analysis.duplicate_ack_frame': frameNumber({ label: 'Duplicate to the ACK in frame', generated: true }),
  'analysis.zero_window_probe': expert('note', { group: 'sequence', label: 'TCP Zero Window Probe' }),
  'analysis.zero_window': expert('warning', { group: 'sequence', label: 'TCP Zero Window segment' }),
  'analysis.zero_window_probe_ack': expert('note', { group: 'sequence', label: 'ACK to a TCP Zero Window Probe' }),
  payload: bytes({ label: 'TCP payload' }),
  segment_data: bytes({ label: 'TCP segment data' }),
  segments: label({ label: 'Reassembled TCP Segments', generated: true }),
  segment: frameNumber({ label: 'Frame', generated: true }),
  'segment.count': u32({ label: 'Segment count', generated: true }),
  'reassembled.length': u32({ label: 'Reassembled TCP length', generated: true }),
  'reassembled.data': bytes({ label: 'Reassembled TCP Data', generated: true }),
  reassembled_in: frameNumber({ label: 'Reassembled PDU in frame', generated: true }),
  reset_cause: text({ label: 'Reset cause' }),
} as const;
