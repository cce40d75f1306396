/** Statistics > TCP Stream Graphs: how the data of one stream went over the wire. */
import { tabView } from '../controls/tab-view';
import { messages } from '../messages/messages';
import { TcpGraphs } from './tcp-graphs';

export default tabView({
  kind: 'tcp-graphs',
  place: 'main',
  needsCapture: true,
  title: ({ stream }) => messages.tcpGraphs.title(stream),
  View: TcpGraphs,
});
