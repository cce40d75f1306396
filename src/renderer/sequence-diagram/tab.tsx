/** Statistics > Sequence Diagram: packets as arrows between the hosts. */
import { tabView } from '../controls/tab-view';
import { messages } from '../messages/messages';
import { SequenceDiagram } from './sequence-diagram';

export default tabView({
  kind: 'sequence-diagram',
  place: 'main',
  needsCapture: true,
  title: ({ stream }) => messages.sequenceDiagram.title(stream),
  View: SequenceDiagram,
});
