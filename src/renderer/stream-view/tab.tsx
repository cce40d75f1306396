/** Analyze > Follow: the bytes of one stream, in a tab beside the packets. */
import { tabView } from '../controls/tab-view';
import { messages } from '../messages/messages';
import { StreamTab } from './stream-tab';

export default tabView({
  kind: 'stream',
  place: 'main',
  needsCapture: true,
  title: ({ followed, stream }) => messages.stream.title(messages.stream.kinds[followed], stream),
  View: StreamTab,
});
