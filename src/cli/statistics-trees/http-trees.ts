/** HTTP messages by kind, requests by host, and load by server. */
import type { PacketLayer } from '../packet-layers';
import type { StatisticsTree } from './statistics-tree';
import type { CountedPacket, TreeDefinition } from './tree-definition';

const classes = [
  '???: broken',
  '1xx: Informational',
  '2xx: Success',
  '3xx: Redirection',
  '4xx: Client Error',
  '5xx: Server Error',
];

const total = 'Total HTTP Packets';
const requests = 'HTTP Request Packets';
const responses = 'HTTP Response Packets';
const others = 'Other HTTP Packets';
const protocols = ['http', 'ssdp'];

const isRequest = (layer: PacketLayer): boolean => layer.has('http.request.method');
const isResponse = (layer: PacketLayer): boolean => layer.has('http.response.code');

/** Rates are over the time from the first packet with HTTP to the last one. */
const isMessage = (layer: PacketLayer, { protocol, info }: CountedPacket): boolean =>
  isRequest(layer) || isResponse(layer) || (protocol.startsWith('HTTP') && info.includes('Continuation'));

export const httpCounter: TreeDefinition = {
  title: 'HTTP/Packet Counter',
  protocols,
  declare(tree) {
    tree.declare(total, requests);
    for (const name of classes) tree.declare(total, responses, name);
    tree.declare(total, others);
  },
  concerns: isMessage,
  count(tree, layer) {
    tree.tick(total);
    const code = layer.value('http.response.code');
    if (isRequest(layer)) {
      tree.tick(total, requests);
      // Wireshark counts the methods of SSDP without their "M-".
      tree.tick(total, requests, layer.value('http.request.method')!.replace(/^M-/, ''));
    } else if (code !== undefined) {
      const name = classOf(Number(code));
      tree.tick(total, responses);
      tree.tick(total, responses, name);
      tree.tick(total, responses, name, `${code} ${layer.value('http.response.code.desc') ?? ''}`);
    } else tree.tick(total, others);
  },
};

/** The class of a status, by the first of its three digits. */
const classOf = (code: number): string => classes[code >= 100 && code < 600 ? Math.floor(code / 100) : 0];

const byHost = 'HTTP Requests by HTTP Host';

export const httpRequests: TreeDefinition = {
  title: 'HTTP/Requests',
  protocols,
  declare: (tree) => tree.declare(byHost),
  concerns: isMessage,
  count(tree, layer) {
    if (!isRequest(layer)) return;
    tree.tick(byHost);
    const host = layer.value('http.host');
    const target = layer.value('http.request.uri');
    if (host === undefined) return;
    tree.tick(byHost, host);
    if (target !== undefined) tree.tick(byHost, host, target);
  },
};

const byServer = 'HTTP Requests by Server';
const byAddress = 'HTTP Requests by Server Address';
const answers = 'HTTP Responses by Server Address';

export const httpLoad: TreeDefinition = {
  title: 'HTTP/Load Distribution',
  protocols,
  declare(tree) {
    tree.declare(byServer, byAddress);
    tree.declare(byServer, byHost);
    tree.declare(answers);
  },
  concerns: isMessage,
  count(tree, layer, { source, destination }) {
    if (isRequest(layer)) countRequest(tree, destination, layer.value('http.host'));
    else if (isResponse(layer)) {
      const code = Number(layer.value('http.response.code'));
      tree.tick(answers);
      tree.tick(answers, source);
      tree.tick(answers, source, code > 100 && code < 400 ? 'OK' : 'KO');
    }
  },
};

function countRequest(tree: StatisticsTree, server: string, host: string | undefined): void {
  tree.tick(byServer);
  tree.tick(byServer, byAddress);
  tree.tick(byServer, byHost);
  tree.tick(byServer, byAddress, server);
  if (host === undefined) return;
  tree.tick(byServer, byHost, host);
  tree.tick(byServer, byHost, host, server);
  tree.tick(byServer, byAddress, server, host);
}
