/** The methods `intervals` and `iograph`: packets and bytes of equal stretches of time, in the shapes of sharkd. */
import type { PacketView } from '../../engine/session';
import { fieldGraph, type Graph } from './field-graphs';
import type { LoadedCapture } from './loaded-capture';
import { type Request, RpcError } from './request';

const badIntervalFilter = -7001;
const badGraphFilter = -6001;
/** Milliseconds of a stretch where none are asked for. */
const defaultInterval = 1000;
const maximumGraphs = 10;

interface Stretch {
  frames: number;
  bytes: number;
}

export function intervals(capture: LoadedCapture, { interval, filter }: Request['params']): object {
  const view = capture.view(String(filter ?? ''));
  if ('message' in view) throw new RpcError(badIntervalFilter, `Invalid filter parameter: ${filter}`);
  const stretches = [...stretchesOf(capture, view, Number(interval ?? defaultInterval))];
  return {
    intervals: stretches.map(([index, { frames, bytes }]) => [index, frames, bytes]),
    last: stretches.at(-1)?.[0] ?? 0,
    frames: stretches.reduce((sum, [, { frames }]) => sum + frames, 0),
    bytes: stretches.reduce((sum, [, { bytes }]) => sum + bytes, 0),
  };
}

const values: Readonly<Record<string, (stretch: Stretch) => number>> = {
  packets: ({ frames }) => frames,
  bytes: ({ bytes }) => bytes,
  bits: ({ bytes }) => bytes * 8,
};

/** Graphs of what nobody knows are left out, as sharkd leaves them out. @throws RpcError */
export function iograph(capture: LoadedCapture, params: Request['params']): object {
  if (params.graph0 === undefined) throw new RpcError(-32600, 'Mandatory parameter graph0 is missing');
  const graphs: object[] = [];
  for (let number = 0; number < maximumGraphs && params[`graph${number}`] !== undefined; number++) {
    const filter = params[`filter${number}`];
    const view = capture.view(String(filter ?? ''));
    if ('message' in view) throw new RpcError(badGraphFilter, `Filter "${filter}" is invalid - ${view.message}`);
    const graph = graphOf(capture, view, String(params[`graph${number}`]), Number(params.interval ?? defaultInterval));
    if (graph !== undefined) graphs.push({ items: items(graph) });
  }
  return { iograph: graphs };
}

function graphOf(capture: LoadedCapture, view: PacketView, request: string, interval: number): Graph | undefined {
  if (!Object.hasOwn(values, request)) return fieldGraph(capture, view, request, interval);
  const measure = values[request];
  return new Map(Array.from(stretchesOf(capture, view, interval), ([index, stretch]) => [index, measure(stretch)]));
}

/** Values one after the other, without zeros; behind a gap the number of the stretch stands first, in hexadecimal. */
function items(graph: Graph): (number | string)[] {
  const list: (number | string)[] = [];
  let next = 0;
  for (const [index, value] of graph) {
    if (value === 0) continue;
    if (index !== next) list.push(index.toString(16));
    list.push(value);
    next = index + 1;
  }
  return list;
}

/** By number, ascending, those in which there are packets. Packets from before the capture's first one are left out. */
function stretchesOf({ session }: LoadedCapture, view: PacketView, interval: number): ReadonlyMap<number, Stretch> {
  const stretches = new Map<number, Stretch>();
  const first = session.time(1) ?? 0n;
  for (let at = 0; at < view.count; at++) {
    const number = view.frameAt(at);
    const index = Number(((session.time(number) ?? first) - first) / BigInt(Math.round(interval * 1_000_000)));
    if (index < 0) continue;
    const stretch = stretches.get(index) ?? { frames: 0, bytes: 0 };
    stretch.frames++;
    stretch.bytes += session.bytesOnWire(number);
    stretches.set(index, stretch);
  }
  return new Map([...stretches].sort(([a], [b]) => a - b));
}
