/** What TCP analysis says of a packet: the bits of the packet table, the names of the filter fields, and the words of the Info column. */

/** One finding. `bit` is its place in `TcpFacts.analysis`; `key` continues `tcp.analysis.`; `note` stands in front of the Info text. */
export interface TcpFinding {
  readonly bit: number;
  readonly key: string;
  readonly note: string;
}

/** Bits of `TcpFacts.analysis`. They are part of the packet table: new ones go behind. */
export const tcpAnalysis = {
  reusedPorts: 1 << 0,
  retransmission: 1 << 1,
  fastRetransmission: 1 << 2,
  spuriousRetransmission: 1 << 3,
  outOfOrder: 1 << 4,
  lostSegment: 1 << 5,
  acknowledgedLostSegment: 1 << 6,
  windowUpdate: 1 << 7,
  windowFull: 1 << 8,
  keepAlive: 1 << 9,
  keepAliveAcknowledgement: 1 << 10,
  duplicateAcknowledgement: 1 << 11,
  zeroWindowProbe: 1 << 12,
  zeroWindow: 1 << 13,
  zeroWindowProbeAcknowledgement: 1 << 14,
} as const;

/** Any of these is a retransmission: a fast and a spurious one are not marked as a plain one besides. */
export const sentAgain =
  tcpAnalysis.retransmission | tcpAnalysis.fastRetransmission | tcpAnalysis.spuriousRetransmission;

/** All findings in the order in which they are shown. A fast or a spurious retransmission is shown as a retransmission, too. */
export const tcpFindings: readonly TcpFinding[] = [
  { bit: tcpAnalysis.reusedPorts, key: 'reused_ports', note: 'TCP Port numbers reused' },
  { bit: tcpAnalysis.retransmission, key: 'retransmission', note: 'TCP Retransmission' },
  { bit: tcpAnalysis.fastRetransmission, key: 'fast_retransmission', note: 'TCP Fast Retransmission' },
  { bit: tcpAnalysis.spuriousRetransmission, key: 'spurious_retransmission', note: 'TCP Spurious Retransmission' },
  { bit: tcpAnalysis.outOfOrder, key: 'out_of_order', note: 'TCP Out-Of-Order' },
  { bit: tcpAnalysis.lostSegment, key: 'lost_segment', note: 'TCP Previous segment not captured' },
  { bit: tcpAnalysis.acknowledgedLostSegment, key: 'ack_lost_segment', note: 'TCP ACKed unseen segment' },
  { bit: tcpAnalysis.windowUpdate, key: 'window_update', note: 'TCP Window Update' },
  { bit: tcpAnalysis.windowFull, key: 'window_full', note: 'TCP Window Full' },
  { bit: tcpAnalysis.keepAlive, key: 'keep_alive', note: 'TCP Keep-Alive' },
  { bit: tcpAnalysis.keepAliveAcknowledgement, key: 'keep_alive_ack', note: 'TCP Keep-Alive ACK' },
  { bit: tcpAnalysis.duplicateAcknowledgement, key: 'duplicate_ack', note: 'TCP Dup ACK' },
  { bit: tcpAnalysis.zeroWindowProbe, key: 'zero_window_probe', note: 'TCP ZeroWindowProbe' },
  { bit: tcpAnalysis.zeroWindow, key: 'zero_window', note: 'TCP ZeroWindow' },
  { bit: tcpAnalysis.zeroWindowProbeAcknowledgement, key: 'zero_window_probe_ack', note: 'TCP ZeroWindowProbeAck' },
];

/** Bits of the 12 flags of a TCP header. RFC 9293 section 3.1; AE: RFC 9768. */
export const tcpFlag = {
  fin: 0x001,
  syn: 0x002,
  rst: 0x004,
  psh: 0x008,
  ack: 0x010,
  urg: 0x020,
  ece: 0x040,
  cwr: 0x080,
  ae: 0x100,
} as const;

/** Values of `TcpFacts.windowShift` that are no shift: the handshake was not seen, or one side did not offer scaling. RFC 7323. */
export const windowScaling = { unknown: -1, unused: -2 } as const;

/** What is recomputed from the stream's earlier packets when somebody looks at one. Times are nanoseconds, 0 stands for "none". */
export interface TcpDetails {
  /** Whether the packet has an analysis even without flags. */
  readonly analysed: boolean;
  readonly sinceFirst: bigint;
  readonly sincePrevious: bigint;
  /** The packet whose last byte this one acknowledges, and how long it took. */
  readonly acknowledgedFrame: number;
  readonly acknowledgedAfter: bigint;
  /** From the last SYN to the first ACK behind it. */
  readonly initialRoundTrip: bigint;
  readonly bytesInFlight: number;
  /** Payload sent up to here since the last segment that was pushed. */
  readonly pushBytesSent: number;
  /** How long after packet `retransmissionFrame` a retransmission was sent. */
  readonly retransmittedAfter: bigint;
  readonly retransmissionFrame: number;
}
