/** Go > Next and Previous Packet in Conversation. */
import type { PacketTable } from '../index/packet-table';
import type { ConversationStep } from '../session';
import type { FrameNumber, PacketView } from '../view';
import { isDisplayed } from './packet-choice';

/** The displayed packet of the same conversation that comes next or came before; undefined where there is none. */
export function conversationStep(
  view: PacketView,
  from: FrameNumber,
  step: ConversationStep,
  table: PacketTable,
): FrameNumber | undefined {
  const conversation = table.conversationOf(from - 1);
  if (conversation < 0) return undefined;
  const direction = step === 'next' ? 1 : -1;
  // A packet that is not displayed stands before the one at its index.
  const skipped = step === 'next' && !isDisplayed(view, from) ? 0 : direction;
  for (let index = view.indexOf(from) + skipped; index >= 0 && index < view.count; index += direction) {
    const number = view.frameAt(index);
    if (table.conversationOf(number - 1) === conversation) return number;
  }
  return undefined;
}
