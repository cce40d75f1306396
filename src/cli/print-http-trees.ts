/** `-z http,tree` and `-z http_req,tree`: HTTP messages by kind, and requests by host. */
import type { FieldReader, PacketView, Session } from '../engine/session';
import { StatisticsTree } from './statistics-tree';

export type HttpTree = 'http' | 'http_req';

const fields = [
  'http.request.method',
  'http.response.code',
  'http.host',
  'http.request.uri',
  '_ws.col.info',
  'http.response.code.desc',
  '_ws.col.protocol',
];

const classes = [
  '???: broken',
  '1xx: Informational',
  '2xx: Success',
  '3xx: Redirection',
  '4xx: Client Error',
  '5xx: Server Error',
];
const requests = 'HTTP Request Packets';
const responses = 'HTTP Response Packets';
const others = 'Other HTTP Packets';

/** Prints one of the trees for the packets of a view. */
export function printHttpTree(session: Session, view: PacketView, kind: HttpTree): void {
  const reader = session.fieldReader(fields);
  if ('unknown' in reader) throw new Error(`Fields are missing: ${reader.unknown.join(', ')}`);
  const tree =
    kind === 'http'
      ? new StatisticsTree('HTTP/Packet Counter', 'Total HTTP Packets')
      : new StatisticsTree('HTTP/Requests', 'HTTP Requests by HTTP Host');
  if (kind === 'http') declareKinds(tree);
  const start = session.time(1) ?? 0n;
  for (let index = 0; index < view.count; index++) {
    const frame = view.frameAt(index);
    const values = reader.read(frame);
    if (!hasHttp(values)) continue;
    tree.at(Number((session.time(frame) ?? start) - start) / 1e6);
    (kind === 'http' ? countKinds : countHosts)(tree, values);
  }
  tree.print();
}

function declareKinds(tree: StatisticsTree): void {
  tree.declare(requests);
  for (const name of classes) tree.declare(responses, name);
  tree.declare(others);
}

type Values = ReturnType<FieldReader['read']>;

/** Rates are over the time from the first packet with HTTP to the last one. */
const hasHttp = ([methods, codes, , , [info = ''], , [column = '']]: Values): boolean =>
  methods.length + codes.length > 0 || (column.startsWith('HTTP') && info.includes('Continuation'));

function countKinds(tree: StatisticsTree, [methods, codes, , , , names]: Values): void {
  for (const method of methods) {
    tree.tick();
    tree.tick(requests);
    // Wireshark counts the methods of SSDP without their "M-".
    tree.tick(requests, method.replace(/^M-/, ''));
  }
  codes.forEach((code, index) => {
    tree.tick();
    tree.tick(responses);
    const number = Number(code);
    const name = classes[number >= 100 && number < 600 ? Math.floor(number / 100) : 0];
    tree.tick(responses, name);
    tree.tick(responses, name, `${code} ${names[index] ?? ''}`);
  });
  if (methods.length + codes.length === 0) {
    tree.tick();
    tree.tick(others);
  }
}

function countHosts(tree: StatisticsTree, [methods, , hosts, targets]: Values): void {
  methods.forEach((_, index) => {
    tree.tick();
    const host = hosts[index];
    if (host === undefined) return;
    tree.tick(host);
    if (targets[index] !== undefined) tree.tick(host, targets[index]);
  });
}
