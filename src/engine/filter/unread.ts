/** Names that filters from elsewhere ask for, of protocols that nobody here reads yet: known, and in no packet. */
import type { Field, FieldDeclaration, FieldType } from '../declare/field';
import { type Protocol, protocol } from '../declare/protocol';

const status = {
  type: 'UINT8' as FieldType,
  label: 'Checksum Status',
  values: { 0: 'Bad', 1: 'Good', 2: 'Unverified' },
};

/** Fields by the protocols they belong to: those that Wireshark's default colouring rules name. */
const declared: Readonly<Record<string, Readonly<Record<string, FieldDeclaration>>>> = {
  carp: {},
  cdp: { 'checksum.status': status },
  dcerpc: {},
  edp: { 'checksum.status': status },
  eigrp: {},
  gvrp: {},
  hsrp: { state: { type: 'UINT8', label: 'State' } },
  ismp: {},
  mstp: { 'checksum.status': status },
  netbios: {},
  ospf: { msg: { type: 'UINT8', label: 'Message Type' } },
  pim: {},
  sctp: { 'checksum.status': status, chunk_type: { type: 'UINT8', label: 'Chunk type', values: { 6: 'ABORT' } } },
  smb: {},
  stp: { type: { type: 'UINT8', label: 'BPDU Type' } },
  stt: { 'checksum.status': status },
  sysdig: {},
  systemd_journal: {},
  udp: { 'checksum.status': status },
  vrrp: {},
  wlan: { 'fcs.status': status },
};

let fields: ReadonlyMap<string, Field> | undefined;

/** The field of such a name. */
export function unreadField(name: string): Field | undefined {
  fields ??= new Map(
    Object.entries(declared).flatMap(([id, own]) => {
      const made: Protocol = protocol({ id, title: id.toUpperCase(), fields: own, dissect: () => undefined });
      return [made.self, ...Object.values(made.fields)].map((field) => [field.id, field] as const);
    }),
  );
  return fields.get(name);
}
