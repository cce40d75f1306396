/** The taps `conv:…` and `endpt:…`, in the shapes of sharkd. */
import type { ConversationLayer, End } from '../../engine/statistics/conversation-pairs';
import type { LoadedCapture } from './loaded-capture';

const slice = 1000;

/** Layers by sharkd's names, in its order. */
export const tableNames: Readonly<Record<string, ConversationLayer>> = {
  Ethernet: 'eth',
  'IEEE 802.11': 'wlan',
  IPv4: 'ip',
  IPv6: 'ipv6',
  SCTP: 'sctp',
  TCP: 'tcp',
  UDP: 'udp',
};

/** Undefined for a table that there is not. */
export function conversationTap(capture: LoadedCapture, kind: 'conv' | 'endpt', name: string): object | undefined {
  const layer = Object.hasOwn(tableNames, name) ? tableNames[name] : undefined;
  if (layer === undefined) return undefined;
  const tap = `${kind}:${name}`;
  const all = capture.packetsOf('');
  const { statistics } = capture.session;
  if (kind === 'endpt') {
    const counting = statistics.endpoints(layer, all);
    while (counting.advance(slice));
    const hosts = counting.value().map(({ sent, received, ...end }) => ({
      host: end.address,
      ...(end.port < 0 ? {} : { port: String(end.port) }),
      ...traffic(received, sent),
      filter: endFilter(layer, end),
    }));
    return { tap, type: 'host', hosts, proto: name, geoip: false };
  }
  const counting = statistics.conversations(layer, all);
  while (counting.advance(slice));
  const convs = counting.value().map(({ first, second, sent, received, start, duration }) => ({
    saddr: first.address,
    daddr: second.address,
    ...(first.port < 0 ? {} : { sport: String(first.port), dport: String(second.port) }),
    ...traffic(received, sent),
    start: Number(start) / 1e9,
    stop: Number(start + duration) / 1e9,
    filter: `${endFilter(layer, first)} && ${endFilter(layer, second)}`,
  }));
  return { tap, type: 'conv', convs, proto: name, geoip: false };
}

interface Traffic {
  readonly packets: number;
  readonly bytes: number;
}

const traffic = (received: Traffic, sent: Traffic): object => ({
  rxf: received.packets,
  rxb: received.bytes,
  txf: sent.packets,
  txb: sent.bytes,
});

function endFilter(layer: ConversationLayer, { address, port }: End): string {
  if (port < 0) return `${layer}.addr==${address}`;
  return `${address.includes(':') ? 'ipv6' : 'ip'}.addr==${address} && ${layer}.port==${port}`;
}
