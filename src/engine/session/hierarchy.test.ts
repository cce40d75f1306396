/** What the first pass, where nobody listens, holds of each packet's layers, against the layers that decoding it shows. */
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createNodeHost } from '../../node-host/node-host';
import type { Session } from '../session';
import { openSession } from './open-session';

const sample = fileURLToPath(new URL('../../../resources/sample.pcapng', import.meta.url));

/** Packets by the protocols in them, from the first pass. */
function indexed(session: Session): Record<string, number> {
  const view = session.view('');
  if ('message' in view) throw new Error(view.message);
  while (view.advance(1000));
  const counts: Record<string, number> = {};
  const count = (node: ReturnType<Session['hierarchy']>): void => {
    for (const child of node.children) {
      counts[child.name] = (counts[child.name] ?? 0) + child.packets;
      count(child);
    }
  };
  count(session.hierarchy(view));
  return counts;
}

/** The same, from decoding each packet. */
function decoded(session: Session): Record<string, number> {
  const reader = session.fieldReader(['frame.protocols', '_ws.col.info']);
  if ('unknown' in reader) throw new Error(reader.unknown.join());
  const counts: Record<string, number> = {};
  for (let number = 1; number <= session.packets; number++) {
    const [[stack]] = reader.read(number);
    for (const name of new Set(stack.split(':'))) counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

test('each protocol is found in as many packets of the sample by the first pass as by decoding them', async () => {
  const session = await openSession(createNodeHost(), sample);
  while (session.advance(1000));
  const [first, later] = [indexed(session), decoded(session)];
  session.close();
  expect(first['data-text-lines']).toBe(3);
  // Of UDP one datagram is quoted by an ICMP error, which is no layer of its packet.
  for (const name of ['ip', 'ipv6', 'tcp', 'http', 'data-text-lines', 'json', 'dns', 'mdns', 'arp', 'dhcp', 'ntp'])
    expect([name, first[name]]).toEqual([name, later[name]]);
});
