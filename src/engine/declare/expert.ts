/** Expert messages in Wireshark's numbers: how grave one is, and which of its groups it belongs to. */
import type { ExpertGroup, Field, FieldOptions } from './field';
import type { IssueKind } from './sink';

/** Values of `_ws.expert.severity`. */
export const severityNumber: Readonly<Record<NonNullable<FieldOptions['severity']>, number>> = {
  comment: 0x0010_0000,
  chat: 0x0020_0000,
  note: 0x0040_0000,
  warning: 0x0060_0000,
  error: 0x0080_0000,
};

export const severityNames: Readonly<Record<number, string>> = {
  1048576: 'Comment',
  2097152: 'Chat',
  4194304: 'Note',
  6291456: 'Warning',
  8388608: 'Error',
};

/** Values of `_ws.expert.group`. */
const groupNumber: Readonly<Record<ExpertGroup, number>> = {
  checksum: 0x0100_0000,
  sequence: 0x0200_0000,
  malformed: 0x0700_0000,
  protocol: 0x0900_0000,
  comments: 0x0b00_0000,
};

export const groupNames: Readonly<Record<number, string>> = {
  16777216: 'Checksum',
  33554432: 'Sequence',
  50331648: 'Response',
  67108864: 'Request',
  83886080: 'Undecoded',
  100663296: 'Reassemble',
  117440512: 'Malformed',
  134217728: 'Debug',
  150994944: 'Protocol',
  167772160: 'Security',
  184549376: 'Comment',
  201326592: 'Decryption',
  218103808: 'Assumption',
  234881024: 'Deprecated',
};

const groupOfSeverity: Partial<Record<NonNullable<FieldOptions['severity']>, ExpertGroup>> = {
  comment: 'comments',
  chat: 'sequence',
};

/** The group of a field that is an expert message. */
export const groupOf = ({ options: { severity = 'note', group } }: Field): number =>
  groupNumber[group ?? groupOfSeverity[severity] ?? 'protocol'];

/** Severity and group of something that is wrong with a layer. */
export const issueExpert = (kind: IssueKind): { readonly severity: number; readonly group: number } => ({
  severity: severityNumber.error,
  group: groupNumber[kind === 'malformed' || kind === 'contradiction' ? 'malformed' : 'protocol'],
});
