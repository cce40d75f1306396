/** Analyze > Problem Connections: the TCP streams with something wrong, the worst first. */
import { tabView } from '../controls/tab-view';
import { messages } from '../messages/messages';
import { ProblemStreams } from './problem-streams';

export default tabView({
  kind: 'problem-streams',
  place: 'main',
  needsCapture: true,
  title: () => messages.problems.title,
  View: ProblemStreams,
});
