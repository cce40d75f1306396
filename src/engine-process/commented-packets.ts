/** The packets of a capture that have comments. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Session } from '../engine/session';
import type { CommentedPacket } from '../shared/ipc';

const most = 1000;

/** Looks through the whole capture in slices of so many milliseconds. Rejects with the sentence when that cannot be asked. */
export async function commentedPackets(session: Session, slice: number): Promise<CommentedPacket[]> {
  const view = session.view('frame.comment');
  if ('message' in view) throw new Error(view.message);
  while (view.count < most && view.advance(slice)) await nextTurn();
  return Array.from({ length: Math.min(most, view.count) }, (_, index) => {
    const number = view.frameAt(index);
    return { number, comments: session.comments(number) };
  });
}
