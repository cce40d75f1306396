/** Opens captures made by tests as sessions: the workbench of what is found out about streams. */

import { MemoryHost } from '../../src/engine/capture-file/testing';
import type { Session } from '../../src/engine/session';
import { openSession } from '../../src/engine/session/open-session';
import { inflateContent } from '../../src/node-host/inflate-content';
import { Recording, TcpConversation, type TcpConversationOptions } from '../captures/conversation';
import { type CapturedPacket, pcapFile } from '../captures/write';

/** A host in memory that can unpack bodies. */
export class StreamHost extends MemoryHost {
  override inflate = inflateContent as MemoryHost['inflate'];
}

/** A session over the packets, read to the end. */
export async function sessionOf(packets: CapturedPacket[], host = new StreamHost()): Promise<Session> {
  host.files.set('test.pcap', pcapFile(packets, { nanoseconds: true }));
  const session = await openSession(host, 'test.pcap');
  while (session.advance(1000));
  return session;
}

/** A recording that starts at a fixed time, and a conversation in it. */
export function recorded(
  play: (conversation: TcpConversation, recording: Recording) => void,
  options: Partial<TcpConversationOptions> = {},
): CapturedPacket[] {
  const recording = new Recording(1_770_000_000_000_000_000n);
  play(conversationIn(recording, options), recording);
  return recording.sorted();
}

export function conversationIn(recording: Recording, options: Partial<TcpConversationOptions> = {}): TcpConversation {
  return new TcpConversation(recording, {
    client: { mac: '02:00:00:00:00:01', address: '10.0.0.1' },
    server: { mac: '02:00:00:00:00:02', address: '10.0.0.2' },
    clientPort: 40_000,
    serverPort: 80,
    roundTrip: 0.02,
    ...options,
  });
}
