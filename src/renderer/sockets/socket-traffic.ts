/** Bytes that the sockets of the table sent and received in the open capture, asked for after every refresh. */
import { useEffect, useState } from 'react';
import type { SocketRow } from '../../shared/sockets';
import { askEngine } from '../bridge/engine-client';
import { useApp } from '../state/app-state';
import type { SocketsState } from '../state/sockets';

export interface SocketTraffic {
  readonly sent: number;
  readonly received: number;
}

/** Sockets that are asked about at once. */
const most = 10_000;
const none: ReadonlyMap<number, SocketTraffic> = new Map();

/** By the identifier of the row; empty while no capture is open. */
export function useSocketTraffic({ rows, at }: SocketsState, visible: boolean): ReadonlyMap<number, SocketTraffic> {
  const open = useApp((state) => state.capture !== undefined && state.capture.gone === undefined);
  const packets = useApp((state) => state.capture?.status?.packets ?? 0);
  const [traffic, setTraffic] = useState(none);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a refresh, or new packets, are what is waited for
  useEffect(() => {
    if (!visible || !open) return;
    let current = true;
    const asked = [...rows.values()].filter(isCounted).slice(0, most);
    askEngine('socketTraffic', {
      sockets: asked.map(({ protocol, local, remote }) => ({ protocol: protocol as 'tcp' | 'udp', local, remote })),
    }).then(
      (counts) => {
        if (current) setTraffic(new Map(asked.map(({ id }, place) => [id, counts[place]])));
      },
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [visible, open, at, packets === 0]);
  return open ? traffic : none;
}

const isCounted = ({ protocol }: SocketRow): boolean => protocol === 'tcp' || protocol === 'udp';
