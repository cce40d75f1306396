/** The methods `intervals` and `iograph`: packets and bytes of equal stretches of time, in the shapes of sharkd. */
import type { PacketView } from '../../engine/session';
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

/** Graphs of other units, which need a field, are left out, as those that sharkd does not know. */
export function iograph(capture: LoadedCapture, params: Request['params']): object {
  const graphs: object[] = [];
  for (let number = 0; number < maximumGraphs && params[`graph${number}`] !== undefined; number++) {
    const unit = String(params[`graph${number}`]);
    if (!Object.hasOwn(values, unit)) continue;
    const filter = params[`filter${number}`];
    const view = capture.view(String(filter ?? ''));
    if ('message' in view) throw new RpcError(badGraphFilter, `Filter "${filter}" is invalid - ${view.message}`);
    graphs.push({ items: items(stretchesOf(capture, view, Number(params.interval ?? defaultInterval)), values[unit]) });
  }
  return { iograph: graphs };
}

/** Values one after the other; behind a gap the number of the stretch stands first, in hexadecimal. */
function items(stretches: ReadonlyMap<number, Stretch>, measure: (stretch: Stretch) => number): (number | string)[] {
  const list: (number | string)[] = [];
  let next = 0;
  for (const [index, stretch] of stretches) {
    if (index !== next) list.push(index.toString(16));
    list.push(measure(stretch));
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
