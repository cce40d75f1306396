/** The taps `nstat:…`: statistics as tables, in the shape of sharkd. */
import type { PacketView, Session } from '../../engine/session';
import { layersIn, layersOf, type PacketLayer } from '../packet-layers';
import { ResponseTimes } from '../response-times';
import type { LoadedCapture } from './loaded-capture';

interface StatisticsTable {
  readonly title: string;
  readonly columns: readonly string[];
  /** The protocol whose packets are looked at. */
  readonly protocol: string;
  rows(session: Session, view: PacketView): readonly (readonly (string | number)[])[];
}

/** RFC 2132, section 9.6, and those after it: in the order of their numbers, from 1 on. */
const dhcpMessages = [
  'Discover',
  'Offer',
  'Request',
  'Decline',
  'ACK',
  'NAK',
  'Release',
  'Inform',
  'Force Renew',
  'Lease query',
  'Lease Unassigned',
  'Lease Unknown',
  'Lease Active',
  'Bulk Lease Query',
  'Lease Query Done',
  'Active LeaseQuery',
  'Lease Query Status',
  'TLS',
];

const tables: Readonly<Record<string, StatisticsTable>> = {
  'dhcp,stat': {
    title: 'DHCP Statistics',
    columns: ['DHCP Message Type', 'Packets'],
    protocol: 'dhcp',
    rows(session, view) {
      const counts = dhcpMessages.map(() => 0);
      for (const { layer } of layersIn(session, view, 'dhcp')) {
        const type = Number(layer.value('dhcp.option.dhcp') ?? 0);
        if (type >= 1 && type <= counts.length) counts[type - 1]++;
      }
      return dhcpMessages.map((name, index) => [name, counts[index]]);
    },
  },
  'rpc,programs': {
    title: 'ONC-RPC Program Statistics',
    columns: ['Program', 'Program Num', 'Version', 'Calls', 'Min SRT (s)', 'Max SRT (s)', 'Avg SRT (s)'],
    protocol: 'rpc',
    rows: programRows,
  },
};

/** A program's version, with the times that its answers took. */
interface ProgramVersion {
  readonly name: string;
  readonly program: number;
  readonly version: number;
  readonly times: ResponseTimes;
}

/** In order of the first calls. A call counts when it is answered. */
function programRows(session: Session, view: PacketView): readonly (readonly (string | number)[])[] {
  const programs = new Map<string, ProgramVersion>();
  for (const { layer } of layersIn(session, view, 'rpc')) {
    const seconds = layer.value('rpc.time');
    const called = calledProgram(programs, seconds === undefined ? layer : callOf(layer, session));
    if (called !== undefined && seconds !== undefined) called.times.add(Number(seconds));
  }
  return [...programs.values()].map(({ name, program, version, times }) => [
    name,
    program,
    version,
    times.calls,
    times.least,
    times.most,
    Number(times.average.toFixed(9)),
  ]);
}

function calledProgram(
  programs: Map<string, ProgramVersion>,
  call: PacketLayer | undefined,
): ProgramVersion | undefined {
  const program = call?.value('rpc.program');
  if (call === undefined || program === undefined) return undefined;
  const version = call.value('rpc.programversion') ?? '0';
  const known = programs.get(`${program} ${version}`);
  if (known !== undefined) return known;
  const made = {
    name: call.name('rpc.program')!,
    program: Number(program),
    version: Number(version),
    times: new ResponseTimes(),
  };
  programs.set(`${program} ${version}`, made);
  return made;
}

/** A reply does not tell the program: its call does. */
function callOf(reply: PacketLayer, session: Session): PacketLayer | undefined {
  const frame = Number(reply.value('rpc.reqframe') ?? 0);
  if (frame === 0) return undefined;
  return layersOf(session.tree(frame), 'rpc').find((call) => call.value('rpc.xid') === reply.value('rpc.xid'));
}

/** What `info` names. */
export const tableTaps = Object.entries(tables).map(([name, { title }]) => ({ name: title, tap: `nstat:${name}` }));

/** Undefined for a table that there is not. */
export function tableTap(capture: LoadedCapture, name: string): object | undefined {
  if (!Object.hasOwn(tables, name)) return undefined;
  const { title, columns, protocol, rows } = tables[name];
  return {
    tap: `nstat:${name}`,
    type: 'nstat',
    fields: columns.map((c) => ({ c })),
    tables: [{ t: title, i: rows(capture.session, capture.packetsOf(protocol)) }],
  };
}
