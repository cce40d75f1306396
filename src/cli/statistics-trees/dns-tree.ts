/** DNS messages by what they ask for and how they are answered. */
import type { PacketLayer } from '../packet-layers';
import type { StatisticsTree } from './statistics-tree';
import type { TreeDefinition } from './tree-definition';

const total = 'Total Packets';
const labels = ['Query Stats', 'Label Stats'] as const;
const levels = ['4th Level or more', '1st Level', '2nd Level', '3rd Level'];
/** Numbers of records in a response, and the fields that tell them. */
const counts: readonly (readonly [name: string, field: string])[] = [
  ['no. of questions', 'dns.count.queries'],
  ['no. of answers', 'dns.count.answers'],
  ['no. of authorities', 'dns.count.auth_rr'],
  ['no. of additionals', 'dns.count.add_rr'],
];
const service = 'Service Stats';
const unsolicited = 'no. of unsolicited responses';
const retransmissions = 'no. of retransmissions';
const roundTrip = 'request-response time (msec)';

export const dnsTree: TreeDefinition = {
  title: 'DNS',
  protocols: ['dns'],
  declare(tree) {
    for (const name of ['Query/Response', 'Query Type', 'Class', 'rcode', 'opcodes']) tree.declare(total, name);
    tree.declare('Payload size');
    tree.declare('Query Stats', 'Qname Len');
    for (const level of [1, 2, 3, 0]) tree.declare(...labels, levels[level]);
    for (const [name] of counts) tree.declare('Response Stats', name);
    for (const name of [unsolicited, retransmissions, roundTrip]) tree.declare(service, name);
  },
  concerns: (layer) => !layer.isDamaged,
  count(tree, layer) {
    const answers = layer.value('dns.flags.response') === '1';
    tree.tick(total);
    const tickBelow = (name: string, value: string): void => {
      tree.tick(total, name);
      tree.tick(total, name, value);
    };
    tickBelow('Query/Response', answers ? 'Response' : 'Query');
    tickBelow('Query Type', layer.name('dns.qry.type') ?? 'Unused');
    tickBelow('Class', layer.name('dns.qry.class') ?? 'Unknown class (0)');
    tickBelow('rcode', layer.name('dns.flags.rcode') ?? 'No error');
    tickBelow('opcodes', layer.name('dns.flags.opcode') ?? 'Standard query');
    tree.add(layer.line.length, 'whole', 'Payload size');
    if (answers) countResponse(tree, layer);
    else countQuery(tree, layer);
  },
};

function countQuery(tree: StatisticsTree, layer: PacketLayer): void {
  tree.add(Number(layer.value('dns.qry.name.len') ?? 0), 'whole', 'Query Stats', 'Qname Len');
  tree.tick(...labels, levels[Number(layer.value('dns.count.labels') ?? 0)] ?? levels[0]);
}

function countResponse(tree: StatisticsTree, layer: PacketLayer): void {
  const isUnsolicited = layer.has('dns.unsolicited');
  // Wireshark counts the records of a response to a query that it knows twice.
  for (let times = isUnsolicited ? 1 : 2; times > 0; times--)
    for (const [name, field] of counts) tree.add(Number(layer.value(field) ?? 0), 'whole', 'Response Stats', name);
  const seconds = layer.value('dns.time');
  if (isUnsolicited) tree.tick(service, unsolicited);
  else if (layer.has('dns.retransmission')) tree.tick(service, retransmissions);
  else if (seconds !== undefined) tree.add(Number(seconds) * 1000, 'real', service, roundTrip);
}
