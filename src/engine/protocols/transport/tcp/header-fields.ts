/** The fields of TCP's fixed header, and what is computed for them. RFC 9293 section 3.1; Accurate ECN: RFC 9768. */
import { either, expert, flag, i32, text, u8, u16, u32 } from '../../../declare/kinds';
import type { Layer } from '../../../declare/layer';
import { tcpFlag, windowScaling } from '../../../declare/tcp-analysis';
import { checksumStatus } from './checksum';
import { factsOf, flagLetters, flagNames, quotedByIcmp, scaledWindow } from './segment';

const relative = (name: string, what: string) => (value: unknown, layer: Layer) =>
  `${name}: ${value}${factsOf(layer).hasLength ? `    (relative ${what} number)` : ''}`;

const port = (name: string) => (value: unknown) => `${name}: ${value}`;

/** Bits of `tcp.completeness` in words: a whole conversation has both SYNs, an ACK, and an end. */
const completenessText = (value: unknown): string => {
  const bits = Number(value);
  const words: string[] = [];
  if ((bits & 0x3f) === 0) words.push('Incomplete');
  else if ((bits & 0x07) !== 0x07) {
    words.push('Incomplete');
    if (bits === 1) words.push('SYN_SENT');
    else if (bits === 3) words.push('CLIENT_ESTABLISHED');
    else if ((bits & 0x08) !== 0) words.push('DATA');
  } else if ((bits & 0x30) !== 0) words.push('Complete', (bits & 0x08) !== 0 ? 'WITH_DATA' : 'NO_DATA');
  else words.push('Incomplete', (bits & 0x08) !== 0 ? 'DATA' : 'ESTABLISHED');
  return `[Conversation completeness: ${words.join(', ')} (${bits})]`;
};

const completenessOf = (layer: Layer): number | undefined =>
  factsOf(layer).stream < 0 ? undefined : layer.memory.tcpCompleteness(layer.dissection);

/** The bits for filters alone: in the tree the line of the whole says it. */
const unseenCompleteness = (layer: Layer): number | undefined => (layer.inTree ? undefined : completenessOf(layer));

/** One bit of `tcp.completeness`. */
const completenessFlag = (label: string, bit: number) =>
  flag({
    label,
    hidden: true,
    value: (layer) => {
      const bits = unseenCompleteness(layer);
      return bits === undefined ? undefined : (bits & bit) !== 0 ? 1 : 0;
    },
  });

/** What was seen as letters, from RST to SYN; a point for what was not. */
const completenessLetters = (bits: number): string =>
  ['R', 'F', 'D', 'A', 'S', 'S'].map((letter, place) => ((bits & (0x20 >> place)) === 0 ? '·' : letter)).join('');

export const headerFields = {
  srcport: u16({ at: 0, label: 'Source Port', text: port('Source Port') }),
  dstport: u16({ at: 2, label: 'Destination Port', text: port('Destination Port') }),
  port: either(['srcport', 'dstport'], { type: 'UINT16', label: 'Source or Destination Port' }),
  stream: u32({
    label: 'Stream index',
    value: (layer) => (factsOf(layer).stream < 0 ? undefined : factsOf(layer).stream),
  }),
  completeness: u8({
    label: 'Conversation completeness',
    text: completenessText,
    value: completenessOf,
    description: 'What was captured of the conversation: 1 SYN, 2 SYN/ACK, 4 ACK, 8 data, 16 FIN, 32 RST',
  }),
  'completeness.rst': completenessFlag('RST', 0x20),
  'completeness.fin': completenessFlag('FIN', 0x10),
  'completeness.data': completenessFlag('Data', 0x08),
  'completeness.ack': completenessFlag('ACK', 0x04),
  'completeness.syn-ack': completenessFlag('SYN-ACK', 0x02),
  'completeness.syn': completenessFlag('SYN', 0x01),
  'completeness.str': text({
    label: 'Completeness Flags',
    hidden: true,
    value: (layer) => {
      const bits = unseenCompleteness(layer);
      return bits === undefined ? undefined : completenessLetters(bits);
    },
  }),
  len: u32({
    label: 'TCP Segment Len',
    value: (layer) => {
      const { hasLength, length } = factsOf(layer);
      return hasLength ? length : undefined;
    },
  }),
  seq: u32({
    at: 4,
    label: 'Sequence Number',
    text: relative('Sequence Number', 'sequence'),
    value: (layer) => (layer.u32(4) - factsOf(layer).sequenceBase) >>> 0,
  }),
  seq_raw: u32({ at: 4, label: 'Sequence Number (raw)', when: (layer) => !quotedByIcmp(layer) }),
  nxtseq: u32({
    label: 'Next Sequence Number',
    text: (value) => `[Next Sequence Number: ${value}    (relative sequence number)]`,
    value: (layer) => {
      const { hasLength, sequence, sequenceBase, length, flags } = factsOf(layer);
      if (!hasLength || layer.u8(12) >> 4 < 5) return undefined;
      return (sequence - sequenceBase + length + ((flags & (tcpFlag.syn | tcpFlag.fin)) !== 0 ? 1 : 0)) >>> 0;
    },
  }),
  ack: u32({
    at: 8,
    label: 'Acknowledgment Number',
    text: (value, layer) =>
      (layer.u16(12) & tcpFlag.ack) !== 0
        ? relative('Acknowledgment Number', 'ack')(value, layer)
        : `Acknowledgment Number: ${value}`,
    value: (layer) =>
      (layer.u16(12) & tcpFlag.ack) !== 0 ? (layer.u32(8) - factsOf(layer).acknowledgementBase) >>> 0 : layer.u32(8),
    when: headerIsWhole,
  }),
  ack_raw: u32({ at: 8, label: 'Acknowledgment number (raw)', when: headerIsWhole }),
  hdr_len: u8({
    at: 12,
    mask: 0xf0,
    label: 'Header Length',
    value: (layer) => (layer.u8(12) >> 4) * 4,
    text: (bytes) => `Header Length: ${bytes} bytes (${Number(bytes) / 4})`,
  }),
  flags: u16({
    at: 12,
    mask: 0x0fff,
    label: 'Flags',
    base: 'hex',
    text: (value) => `Flags: 0x${Number(value).toString(16).padStart(3, '0')} (${flagNames(Number(value))})`,
    when: headerIsWhole,
  }),
  'flags.res': flag({ at: 12, mask: 0x0e, label: 'Reserved', within: 'flags', when: headerIsWhole }),
  'flags.ae': flag({ at: 12, mask: 0x01, label: 'Accurate ECN', within: 'flags', when: headerIsWhole }),
  'flags.cwr': flag({ at: 13, mask: 0x80, label: 'Congestion Window Reduced', within: 'flags', when: headerIsWhole }),
  'flags.ece': flag({ at: 13, mask: 0x40, label: 'ECN-Echo', within: 'flags', when: headerIsWhole }),
  'flags.urg': flag({ at: 13, mask: 0x20, label: 'Urgent', within: 'flags', when: headerIsWhole }),
  'flags.ack': flag({ at: 13, mask: 0x10, label: 'Acknowledgment', within: 'flags', when: headerIsWhole }),
  'flags.push': flag({ at: 13, mask: 0x08, label: 'Push', within: 'flags', when: headerIsWhole }),
  'flags.reset': flag({ at: 13, mask: 0x04, label: 'Reset', within: 'flags', when: headerIsWhole }),
  'flags.syn': flag({ at: 13, mask: 0x02, label: 'Syn', within: 'flags', when: headerIsWhole }),
  'flags.fin': flag({ at: 13, mask: 0x01, label: 'Fin', within: 'flags', when: headerIsWhole }),
  'flags.str': text({
    label: 'TCP Flags',
    generated: true,
    within: 'flags',
    value: (layer) => flagLetters(layer.u16(12) & 0x0fff),
    when: headerIsWhole,
  }),
  window_size_value: u16({ at: 14, label: 'Window', when: headerIsWhole }),
  window_size: u32({ label: 'Calculated window size', value: scaledWindow, when: headerIsWhole }),
  window_size_scalefactor: i32({
    label: 'Window size scaling factor',
    when: (layer) => headerIsWhole(layer) && (layer.u8(13) & tcpFlag.syn) === 0 && factsOf(layer).stream >= 0,
    value: (layer) => {
      const { windowShift } = factsOf(layer);
      return windowShift < 0 ? windowShift : 1 << windowShift;
    },
    text: (value) =>
      `[Window size scaling factor: ${value}${
        value === windowScaling.unknown
          ? ' (unknown)'
          : value === windowScaling.unused
            ? ' (no window scaling used)'
            : ''
      }]`,
  }),
  checksum: u16({ at: 16, label: 'Checksum', base: 'hex', when: headerIsWhole }),
  'checksum.status': u8({
    label: 'Checksum Status',
    values: { 0: 'Bad', 1: 'Good', 2: 'Unverified', 3: 'Not present', 4: 'Illegal' },
    value: checksumStatus,
    when: headerIsWhole,
  }),
  urgent_pointer: u16({ at: 18, label: 'Urgent Pointer', when: headerIsWhole }),
  bogus_header_length: expert('error', { label: 'Bogus TCP Header length' }),
  short_segment: expert('warning', { label: 'Short segment' }),
  'ack.nonzero': expert('note', {
    label: 'The acknowledgment number field is nonzero while the ACK flag is not set',
  }),
  'urgent_pointer.non_zero': expert('note', {
    label: 'The urgent pointer field is nonzero while the URG flag is not set',
  }),
  'checksum_bad.expert': expert('error', { group: 'checksum', label: 'Bad checksum' }),
  'connection.syn': expert('chat', {
    label: 'Connection establish request (SYN)',
    text: (_, layer) => `Connection establish request (SYN): server port ${layer.u16(2)}`,
  }),
  'connection.synack': expert('chat', {
    label: 'Connection establish acknowledge (SYN+ACK)',
    text: (_, layer) => `Connection establish acknowledge (SYN+ACK): server port ${layer.u16(0)}`,
  }),
  'connection.fin': expert('chat', { label: 'Connection finish (FIN)' }),
  'connection.fin_active': expert('note', { group: 'sequence', label: 'This frame initiates the connection closing' }),
  'connection.fin_passive': expert('note', { group: 'sequence', label: 'This frame undergoes the connection closing' }),
  'connection.rst': expert('warning', { group: 'sequence', label: 'Connection reset (RST)' }),
} as const;

/** A header shorter than its fixed part is given up behind the length. */
function headerIsWhole(layer: Layer): boolean {
  return layer.u8(12) >> 4 >= 5;
}
