/** `-z conv,…` and `-z endpoints,…`: conversations and endpoints, as tshark lays them out. */
import type { Conversation, ConversationLayer, End, Endpoint, Traffic } from '../engine/statistics/conversation-pairs';
import type { TimeFormat } from '../engine/view';
import { print } from './output';

const ruler = '='.repeat(80);

const titles: Readonly<Record<ConversationLayer, string>> = {
  eth: 'Ethernet',
  wlan: 'IEEE 802.11',
  ip: 'IPv4',
  ipv6: 'IPv6',
  tcp: 'TCP',
  udp: 'UDP',
  sctp: 'SCTP',
};

const ported: ReadonlySet<ConversationLayer> = new Set(['tcp', 'udp', 'sctp']);

export function printConversations(
  layer: ConversationLayer,
  list: readonly Conversation[],
  filter: string,
  timeFormat: TimeFormat,
  /** When the first packet was captured, in nanoseconds since 1970. */
  firstTime: bigint,
): void {
  const start = startOf(timeFormat, firstTime);
  const indent = ported.has(layer) ? 59 : 47;
  const space = ' '.repeat(indent);
  print(`${ruler}\n${titles[layer]} Conversations\nFilter:${filter === '' ? '<No Filter>' : filter}\n`);
  print(`${space}|       <-      | |       ->      | |     Total     |${start.title}|   Duration   |\n`);
  print(`${space}| Frames  Bytes | | Frames  Bytes | | Frames  Bytes |      Start     |              |\n`);
  const width = ported.has(layer) ? 26 : 20;
  for (const each of mostPacketsFirst(list)) {
    const { first, second, sent, received } = each;
    const total = { packets: sent.packets + received.packets, bytes: sent.bytes + received.bytes };
    const ends = `${endText(first).padEnd(width)} <-> ${endText(second).padEnd(width)}`;
    const traffic = [received, sent, total].map((one) => trafficText(one)).join('  ');
    print(`${ends}  ${traffic}  ${start.text(each)}   ${seconds(each.duration).toFixed(4).padStart(12)}\n`);
  }
  print(`${ruler}\n`);
}

export function printEndpoints(layer: ConversationLayer, list: readonly Endpoint[], filter: string): void {
  const hasPorts = ported.has(layer);
  print(`${ruler}\n${titles[layer]} Endpoints\nFilter:${filter === '' ? '<No Filter>' : filter}\n`);
  print(
    `                       |  ${hasPorts ? 'Port  ||  ' : ''}Packets  | |  Bytes  | | Tx Packets | | Tx Bytes | | Rx Packets | | Rx Bytes |\n`,
  );
  for (const { address, port, sent, received } of mostPacketsFirst(list)) {
    const columns = [
      `${address.padEnd(20)}      ${hasPorts ? `${String(port).padStart(5)}     ` : ''}`,
      `${number(sent.packets + received.packets, 6)}     ${number(sent.bytes + received.bytes, 9)}     `,
      `${number(sent.packets, 6)}       ${number(sent.bytes, 9)}      `,
      `${number(received.packets, 6)}       ${number(received.bytes, 9)}   \n`,
    ];
    print(columns.join(''));
  }
  print(`${ruler}\n`);
}

/** As tshark adds them up: of long times the last digits are those that a double has. */
const seconds = (nanoseconds: bigint): number =>
  Number(nanoseconds / 1_000_000_000n) + Number(nanoseconds % 1_000_000_000n) / 1e9;

const number = (value: number, width: number): string => String(value).padStart(width);

/** Among equals the earlier one stands first. */
function mostPacketsFirst<Counted extends { readonly sent: Traffic; readonly received: Traffic }>(
  list: readonly Counted[],
): readonly Counted[] {
  const packets = ({ sent, received }: Counted) => sent.packets + received.packets;
  return [...list].sort((a, b) => packets(b) - packets(a));
}

const endText = ({ address, port }: End): string => (port < 0 ? address : `${address}:${port}`);

const trafficText = ({ packets, bytes }: Traffic): string =>
  `${String(packets).padStart(6)} ${sizeText(bytes).padEnd(9)}`;

const units = ['kB', 'MB', 'GB', 'TB'] as const;

/** Whole thousands once there are at least ten of them. */
function sizeText(bytes: number): string {
  let unit = -1;
  let value = bytes;
  while (value >= 10_000 && unit < units.length - 1) {
    value = Math.floor(value / 1000);
    unit++;
  }
  return `${value} ${unit < 0 ? 'bytes' : units[unit]}`;
}

/** The column Start, which goes by `-t`. */
function startOf(
  format: TimeFormat,
  firstTime: bigint,
): { readonly title: string; readonly text: (conversation: Conversation) => string } {
  const time = ({ start }: Conversation) => new Date(Number((firstTime + start) / 1_000_000n));
  const two = (value: number) => String(value).padStart(2, '0');
  const clock = (date: Date) => `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  switch (format) {
    case 'absolute':
    case 'utc':
      return { title: ' Absolute Time  ', text: (each) => clock(time(each)) };
    case 'absolute-date':
    case 'utc-date':
      return {
        title: ' Absolute Date  ',
        text: (each) => {
          const date = time(each);
          return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${clock(date)}`;
        },
      };
    case 'epoch':
      return {
        title: '    Relative    ',
        text: (each) =>
          seconds(firstTime + each.start)
            .toFixed(9)
            .padStart(20),
      };
    default:
      return { title: '    Relative    ', text: ({ start }) => seconds(start).toFixed(9).padStart(14) };
  }
}
