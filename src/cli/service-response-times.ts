/** How long servers took to answer, by what they were asked: Wireshark's service response times. */
import type { PacketView, Session } from '../engine/session';
import { layersIn, layersOf, type PacketLayer } from './packet-layers';
import { ResponseTimes } from './response-times';

export interface ServiceTable {
  readonly title: string;
  /** What the procedures are values of. */
  readonly field: string;
  /** Title of the procedures, where Wireshark has one. */
  readonly column?: string;
  readonly protocol: string;
  /** The field that tells the time, in the answer. */
  readonly time: string;
  /** The answers in a layer. */
  answers(layer: PacketLayer, session: Session): readonly Answer[];
}

interface Answer {
  readonly procedure: number;
  readonly name: string;
  readonly seconds: number;
}

export interface ProcedureTimes {
  readonly procedure: number;
  readonly name: string;
  readonly times: ResponseTimes;
}

/** Each time belongs to the command before it: one packet can have several. */
const timedCommands =
  (command: string, time: string) =>
  (layer: PacketLayer): readonly Answer[] => {
    const answers: Answer[] = [];
    let procedure = -1;
    let name = '';
    for (const { field, value, name: text } of layer.inOrder(command, time))
      if (field === command) [procedure, name] = [Number(value), text];
      else if (procedure >= 0) answers.push({ procedure, name, seconds: Number(value) });
    return answers;
  };

/** RFC 4511, section 4.2 and on: operations of LDAP and the numbers of their answers. */
const ldapOperations: Readonly<Record<number, readonly [procedure: number, name: string]>> = {
  1: [0, 'Bind'],
  5: [3, 'Search'],
  7: [6, 'Modify'],
  9: [8, 'Add'],
  11: [10, 'Delete'],
  13: [12, 'Modrdn'],
  15: [14, 'Compare'],
  24: [23, 'Extended'],
};

const ldapAnswers = (layer: PacketLayer): readonly Answer[] =>
  timedCommands(
    'ldap.protocolOp',
    'ldap.time',
  )(layer).flatMap(({ procedure: answer, seconds }) => {
    const operation = ldapOperations[answer];
    return operation === undefined ? [] : [{ procedure: operation[0], name: operation[1], seconds }];
  });

/** RFC 3416, section 3: kinds of requests. */
const snmpRequests: Readonly<Record<number, string>> = { 0: 'Get', 1: 'GetNext', 3: 'Set', 5: 'Bulk', 6: 'Inform' };

/** An answer does not tell what was asked: the request does. */
function snmpAnswers(layer: PacketLayer, session: Session): readonly Answer[] {
  const seconds = layer.value('snmp.time');
  const request = Number(layer.value('snmp.response_to') ?? 0);
  if (seconds === undefined || request === 0) return [];
  const [asked] = layersOf(session.tree(request), 'snmp');
  const procedure = Number(asked?.value('snmp.data') ?? -1);
  const name = snmpRequests[procedure];
  return name === undefined ? [] : [{ procedure, name, seconds: Number(seconds) }];
}

export const serviceTables: Readonly<Record<string, ServiceTable>> = {
  ldap: {
    title: 'LDAP Commands',
    field: 'ldap.protocolOp',
    protocol: 'ldap',
    time: 'ldap.time',
    answers: ldapAnswers,
  },
  smb: {
    title: 'SMB Commands',
    field: 'smb.cmd',
    column: 'Commands',
    protocol: 'smb',
    time: 'smb.time',
    answers: timedCommands('smb.cmd', 'smb.time'),
  },
  smb2: {
    title: 'SMB2',
    field: 'smb2.cmd',
    column: 'Commands',
    protocol: 'smb2',
    time: 'smb2.time',
    answers: timedCommands('smb2.cmd', 'smb2.time'),
  },
  snmp: { title: 'SNMP Commands', field: 'snmp.data', protocol: 'snmp', time: 'snmp.time', answers: snmpAnswers },
};

/** Of the packets of a view, which are those that tell a time; by the numbers of the procedures. */
export function serviceTimes(session: Session, view: PacketView, table: ServiceTable): readonly ProcedureTimes[] {
  const procedures = new Map<number, ProcedureTimes>();
  for (const { layer } of layersIn(session, view, table.protocol))
    for (const { procedure, name, seconds } of table.answers(layer, session)) {
      const known = procedures.get(procedure) ?? { procedure, name, times: new ResponseTimes() };
      procedures.set(procedure, known);
      known.times.add(seconds);
    }
  return [...procedures.values()].sort((one, other) => one.procedure - other.procedure);
}
