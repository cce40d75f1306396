/** The machines of the sample capture: a laptop in an office, a shop on the net, and two servers behind it in VLAN 30. */
import { ethernet, type Payload, udp } from '../build';
import { frameBetween, type Host, Recording } from '../conversation';
import { SeededRandom } from '../random';

/** Numbers of the interfaces in the file. */
export const OFFICE = 0;
export const MIRROR = 1;

const LAPTOP_MAC = '3c:22:fb:4a:90:17';
export const GATEWAY_MAC = '00:0d:b9:5f:21:30';

export const laptop: Host = { mac: LAPTOP_MAC, address: '192.168.20.34' };
export const laptopLinkLocal: Host = { mac: LAPTOP_MAC, address: 'fe80::3e22:fbff:fe4a:9017', timeToLive: 255 };
export const laptopGlobal: Host = { mac: LAPTOP_MAC, address: '2001:db8:20::34' };
export const gateway: Host = { mac: GATEWAY_MAC, address: '192.168.20.1' };
export const gatewayLinkLocal: Host = { mac: GATEWAY_MAC, address: 'fe80::20d:b9ff:fe5f:2130', timeToLive: 255 };
export const printer: Host = { mac: '00:1b:a9:c3:07:55', address: '192.168.20.77', timeToLive: 255 };

/** Beyond the gateway: its MAC address, and hops already counted off. */
const beyond = (address: string, timeToLive: number): Host => ({ mac: GATEWAY_MAC, address, timeToLive });
export const resolver = beyond('192.0.2.53', 61);
export const oldResolver = beyond('192.0.2.54', 61);
export const timeServer = beyond('192.0.2.123', 58);
export const shop = beyond('203.0.113.80', 54);
export const tracker = beyond('203.0.113.99', 54);
export const payment = beyond('198.51.100.17', 52);
export const catalogue = beyond('2001:db8:80::25', 55);

export const shopInside: Host = { mac: '52:54:00:30:00:10', address: '10.30.0.10' };
export const inventory: Host = { mac: '52:54:00:30:00:44', address: '10.30.0.44' };
export const monitor: Host = { mac: '52:54:00:30:00:05', address: '10.30.0.5' };
export const DATA_VLAN = 30;

/** Second 0 of the capture: 2026-03-12 14:05:07 UTC. */
export const recording = new Recording(1_773_324_307_000_000_000n);
export const random = new SeededRandom(20);

/** A UDP datagram between two hosts in the office. */
export function datagram(seconds: number, from: Host, to: Host, ports: [number, number], payload: Payload): void {
  const [sourcePort, destinationPort] = ports;
  const segment = udp({ sourcePort, destinationPort }, payload);
  const identification = random.between(1, 0xffff);
  recording.add(seconds, frameBetween(from, to, 17, segment, { identification }), { interface: OFFICE });
}

/** An Ethernet frame in the office that carries no IP. */
export function linkFrame(seconds: number, from: Host, destination: string, type: number, payload: Payload): void {
  recording.add(seconds, ethernet({ source: from.mac, destination, type }, payload), { interface: OFFICE });
}
