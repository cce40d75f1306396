/** The methods `frames` and `frame`: rows of the packet list, and one packet in full. */

import { rowFlag } from '../../engine/session';
import { catalogue } from '../../engine/session/open-session';
import type { DetailNode, PacketDetail } from '../../engine/view';
import { chosenColumns } from './chosen-columns';
import { frameTree } from './frame-tree';
import type { LoadedCapture } from './loaded-capture';
import { type Request, RpcError } from './request';

const badFilter = -13002;
const badReference = -8001;
const badPrevious = -8002;
const badFrame = -8003;

/** @throws RpcError */
export function frames(capture: LoadedCapture, params: Request['params']): readonly object[] {
  const { session } = capture;
  const cells = chosenColumns(session, params);
  const view = capture.view(String(params.filter ?? ''));
  if ('message' in view) throw new RpcError(badFilter, `Filter expression invalid: ${view.message}`);
  const references = referencesOf(params.refs, capture);
  for (const reference of references) session.setTimeReference(reference, true);
  const from = Number(params.skip ?? 0);
  const rows = session.rows(view, from, Number(params.limit ?? view.count));
  for (const reference of references) session.setTimeReference(reference, false);
  return rows.map((row) => ({
    c: cells === undefined ? row.cells : cells(row.number),
    num: row.number,
    ...(row.flags & rowFlag.commented ? { ct: true } : {}),
    ...(row.flags & rowFlag.ignored ? { i: true } : {}),
    ...(row.flags & rowFlag.marked ? { m: true } : {}),
    ...capture.colours(row),
  }));
}

function referencesOf(refs: unknown, capture: LoadedCapture): readonly number[] {
  return String(refs ?? '')
    .split(',')
    .map(Number)
    .filter((number) => Number.isSafeInteger(number) && number > 1 && number <= capture.packets);
}

/** @throws RpcError */
export function frame(capture: LoadedCapture, params: Request['params']): object {
  const number = Number(params.frame);
  const { session } = capture;
  checkFrames(number, params, capture.packets);
  // What is told of the time since another packet depends on these.
  capture.packetsOf(params.prev_frame === undefined ? '' : `frame.number in {${params.prev_frame}, ${number}}`);
  const reference = Number(params.ref_frame ?? 1);
  if (reference > 1) session.setTimeReference(reference, true);
  const detail = session.detail(number);
  const lines = params.proto ? session.tree(number) : undefined;
  const [row] = session.rows(capture.packetsOf(''), number - 1, 1);
  if (reference > 1) session.setTimeReference(reference, false);
  const comments = session.comments(number);
  const [whole, ...others] = detail.buffers;
  return {
    ...(comments.length > 0 ? { comment: comments } : {}),
    ...(lines === undefined ? {} : { tree: frameTree(detail, lines, params.hidden === true, kindOf) }),
    ...(params.columns ? { col: row.cells } : {}),
    ...(params.bytes ? { bytes: base64(whole?.bytes) } : {}),
    ...(params.bytes && others.length > 0
      ? { ds: others.map(({ name, bytes }) => ({ name, bytes: base64(bytes) })) }
      : {}),
    ...capture.colours(row),
    fol: followers(detail),
  };
}

/** @throws RpcError */
function checkFrames(number: number, { ref_frame, prev_frame }: Request['params'], packets: number): void {
  if (Number(ref_frame ?? 0) > number)
    throw new RpcError(badReference, 'Invalid ref_frame - The ref_frame occurs after the frame specified');
  if (Number(prev_frame ?? 0) >= number)
    throw new RpcError(badPrevious, 'Invalid prev_frame - The prev_frame occurs on or after the frame specified');
  if (number > packets) throw new RpcError(badFrame, 'Invalid frame - The frame number requested is out of range');
}

const base64 = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('base64');

/** Subtrees of one field are of one kind. */
const kindOf = ({ field }: Pick<DetailNode, 'field'>): number => (catalogue.field(field)[0]?.index ?? 0) + 1;

/** What can be followed from this packet, the innermost first: a name, and the filter for its stream. */
function followers({ nodes }: PacketDetail): readonly (readonly [string, string])[] {
  const stream = (field: string) => nodes.findLast((node) => node.field === field)?.value;
  const has = (protocol: string) => nodes.some((node) => node.kind === 'layer' && node.field === protocol);
  const tcp = stream('tcp.stream');
  const udp = stream('udp.stream');
  const followed: (readonly [string, string])[] = [];
  if (tcp !== undefined) {
    if (has('http')) followed.push(['HTTP', `tcp.stream eq ${tcp}`]);
    if (has('tls')) followed.push(['TLS', `tcp.stream eq ${tcp}`]);
    followed.push(['TCP', `tcp.stream eq ${tcp}`]);
  }
  if (udp !== undefined) followed.push(['UDP', `udp.stream eq ${udp}`]);
  return followed;
}
