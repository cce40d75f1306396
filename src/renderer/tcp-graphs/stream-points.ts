/** Fetches all segments of a TCP stream from the engine, batch by batch. */
import { useEffect, useState } from 'react';
import type { TcpPoints } from '../../shared/view';
import { askEngine } from '../bridge/engine-client';
import { useApp } from '../state/app-state';
import type { Points } from './graphs';

/** More than a screen can show, and what a drawing can still take. */
const most = 500_000;

export interface StreamPoints {
  readonly points: Points | undefined;
  readonly failure: string | undefined;
  /** The stream has more segments than are drawn. */
  readonly cut: boolean;
}

const nothing: StreamPoints = { points: undefined, failure: undefined, cut: false };

/** The stream's segments; fetched anew when the capture has grown. */
export function useStreamPoints(stream: number, visible: boolean): StreamPoints {
  const packets = useApp((state) => state.capture?.status?.packets ?? 0);
  const [fetched, setFetched] = useState<StreamPoints>(nothing);
  const [key, setKey] = useState('');
  const wanted = `${stream} ${packets}`;
  useEffect(() => {
    if (!visible || key === wanted) return;
    let current = true;
    const timer = setTimeout(
      () => {
        fetchPoints(stream, () => current).then(
          (points) => {
            if (!current) return;
            setKey(wanted);
            setFetched(points);
          },
          (error: Error) => {
            if (current) setFetched({ ...nothing, failure: error.message });
          },
        );
      },
      key === '' ? 0 : 500,
    );
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [stream, visible, wanted, key]);
  return fetched;
}

async function fetchPoints(stream: number, isCurrent: () => boolean): Promise<StreamPoints> {
  const batches: TcpPoints[] = [];
  let count = 0;
  let row: number | undefined = 0;
  while (row !== undefined && count < most && isCurrent()) {
    const batch: TcpPoints = await askEngine('tcpPoints', { stream, fromRow: row });
    batches.push(batch);
    count += batch.count;
    row = batch.nextRow;
  }
  return { points: joined(batches, count), failure: undefined, cut: row !== undefined };
}

function joined(batches: readonly TcpPoints[], count: number): Points {
  const join = <Column extends Uint8Array | Uint16Array | Uint32Array | Float64Array>(
    create: (length: number) => Column,
    column: (batch: TcpPoints) => Column,
  ): Column => {
    const whole = create(count);
    let at = 0;
    for (const batch of batches) {
      whole.set(column(batch), at);
      at += batch.count;
    }
    return whole;
  };
  const u32 = (column: (batch: TcpPoints) => Uint32Array) => join((length) => new Uint32Array(length), column);
  const f64 = (column: (batch: TcpPoints) => Float64Array) => join((length) => new Float64Array(length), column);
  return {
    count,
    frame: u32(({ frame }) => frame),
    time: f64(({ time }) => time),
    backward: join(
      (length) => new Uint8Array(length),
      ({ backward }) => backward,
    ),
    flags: join(
      (length) => new Uint16Array(length),
      ({ flags }) => flags,
    ),
    analysis: u32(({ analysis }) => analysis),
    sequence: u32(({ sequence }) => sequence),
    length: u32(({ length }) => length),
    acknowledgement: u32(({ acknowledgement }) => acknowledgement),
    window: u32(({ window }) => window),
    roundTrip: f64(({ roundTrip }) => roundTrip),
    inFlight: u32(({ inFlight }) => inFlight),
  };
}
