/** Bytes that the sockets of the table sent and received in the open capture. */
import { useMemo } from 'react';
import type { SocketRow } from '../../shared/sockets';
import { usePacketsVersion, useRenewed } from '../actions/renewed';
import { askEngine } from '../bridge/engine-client';
import { hasCapture, useApp } from '../state/app-state';

export interface SocketTraffic {
  readonly sent: number;
  readonly received: number;
}

/** Sockets that are asked about at once. */
const most = 10_000;
const none: ReadonlyMap<number, SocketTraffic> = new Map();

/** By the identifier of the row; empty while no capture is open. Asked for anew when packets or sockets have come. */
export function useSocketTraffic(
  rows: ReadonlyMap<number, SocketRow>,
  visible: boolean,
): ReadonlyMap<number, SocketTraffic> {
  const open = useApp(hasCapture);
  const packets = usePacketsVersion();
  const counted = useMemo(() => [...rows.values()].filter(isCounted).slice(0, most), [rows]);
  const identifiers = useMemo(() => counted.map(({ id }) => id).join(), [counted]);
  const { value } = useRenewed({
    about: 'socket traffic',
    visible: visible && open,
    version: `${packets} ${identifiers}`,
    ask: () => trafficOf(counted),
  });
  return open && value ? value : none;
}

async function trafficOf(rows: readonly SocketRow[]): Promise<ReadonlyMap<number, SocketTraffic>> {
  const counts = await askEngine('socketTraffic', {
    sockets: rows.map(({ protocol, local, remote }) => ({ protocol: protocol as 'tcp' | 'udp', local, remote })),
  });
  return new Map(rows.map(({ id }, place) => [id, counts[place]]));
}

const isCounted = ({ protocol }: SocketRow): boolean => protocol === 'tcp' || protocol === 'udp';
