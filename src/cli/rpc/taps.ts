/** `tap`: statistics by name, in the shapes of sharkd. */
import type { HierarchyNode } from '../../engine/session';
import { conversationTap, tableNames } from './conversation-taps';
import { delayTap, delayTaps } from './delay-taps';
import { expertTap } from './expert-tap';
import { objectTap, objectTaps } from './exported-objects';
import { flowTap, flowTaps } from './flow-taps';
import type { LoadedCapture } from './loaded-capture';
import { type Request, RpcError } from './request';
import { rtpAnalyseTap, rtpStreamsTap, rtpTaps } from './rtp-taps';
import { serviceTap, serviceTaps } from './service-taps';
import { tableTap, tableTaps } from './table-taps';
import { treeTap, treeTaps } from './tree-taps';

const invalidRequest = -32600;
const unknownTap = -11012;
/** Taps of one request, sharkd's bound. */
const maximumTaps = 16;

/** A kind of tables, each with a name of its own behind the kind's: `stat:http`. */
interface TapKind {
  /** What sharkd answers for a name that it does not know. */
  readonly unknown: number;
  /** Undefined for a name that there is not. */
  tap(capture: LoadedCapture, name: string): object | undefined;
}

const kinds: Readonly<Record<string, TapKind>> = {
  stat: { unknown: -11001, tap: treeTap },
  seqa: { unknown: -11002, tap: flowTap },
  nstat: { unknown: -11006, tap: tableTap },
  rtd: { unknown: -11007, tap: delayTap },
  srt: { unknown: -11009, tap: serviceTap },
  eo: { unknown: -11011, tap: objectTap },
  'rtp-analyse': { unknown: unknownTap, tap: rtpAnalyseTap },
  conv: { unknown: -11003, tap: (capture, name) => conversationTap(capture, 'conv', name) },
  endpt: { unknown: -11004, tap: (capture, name) => conversationTap(capture, 'endpt', name) },
};

/** What `info` names. */
export const tapNames = {
  stats: treeTaps,
  nstat: tableTaps,
  convs: Object.keys(tableNames).flatMap((name) => [
    { name: `Conversation List/${name}`, tap: `conv:${name}` },
    { name: `Endpoint/${name}`, tap: `endpt:${name}` },
  ]),
  seqa: flowTaps,
  taps: [...rtpTaps, { name: 'Protocol Hierarchy', tap: 'phs' }, { name: 'Expert Information', tap: 'expert' }],
  eo: objectTaps,
  srt: serviceTaps,
  rtd: delayTaps,
};

/** @throws RpcError */
export function answerTaps(capture: LoadedCapture, params: Request['params']): object {
  if (params.tap0 === undefined) throw new RpcError(invalidRequest, 'Mandatory parameter tap0 is missing');
  const taps: object[] = [];
  for (let index = 0; index < maximumTaps && params[`tap${index}`] !== undefined; index++)
    taps.push(tapNamed(capture, String(params[`tap${index}`])));
  // sharkd answers what was asked for last first.
  return { taps: taps.reverse() };
}

function tapNamed(capture: LoadedCapture, tap: string): object {
  if (tap === 'phs') return { tap, type: 'phs', filter: '', protos: hierarchy(capture) };
  if (tap === 'expert') return expertTap(capture);
  if (tap === 'rtp-streams') return rtpStreamsTap(capture);
  const [kind, name] = tap.split(/:(.*)/s, 2);
  if (name === undefined || !Object.hasOwn(kinds, kind))
    throw new RpcError(unknownTap, `The tap ${tap} is not recognized`);
  const answer = kinds[kind].tap(capture, name);
  if (answer === undefined) throw new RpcError(kinds[kind].unknown, `The table ${name} of ${kind} is not found`);
  return answer;
}

const hierarchy = (capture: LoadedCapture): readonly object[] =>
  protocols(capture.session.hierarchy(capture.packetsOf('')));

const protocols = ({ children }: HierarchyNode): readonly object[] =>
  children.map((child) => ({
    proto: child.name,
    frames: child.packets,
    bytes: child.bytes,
    ...(child.children.length > 0 ? { protos: protocols(child) } : {}),
  }));
