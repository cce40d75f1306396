/** Statistics > Conversations: who spoke with whom, how much, and when. */
import { tabView } from '../controls/tab-view';
import { messages } from '../messages/messages';
import { Conversations } from './conversations';

export default tabView({
  kind: 'conversations',
  place: 'main',
  needsCapture: true,
  title: () => messages.figures.conversations.title,
  View: Conversations,
});
