/** Analyze > Verdict on This Stream: a TCP stream in plain words. */
import { tabView } from '../controls/tab-view';
import { messages } from '../messages/messages';
import { VerdictView } from './verdict-view';

export default tabView({
  kind: 'verdict',
  place: 'main',
  needsCapture: true,
  title: ({ stream }) => messages.verdict.stream(stream),
  View: VerdictView,
});
