/** Tools > Sockets: the sockets of this machine and the programs that own them. */
import { tabView } from '../controls/tab-view';
import { messages } from '../messages/messages';
import { SocketsView } from './sockets-view';

export default tabView({
  kind: 'sockets',
  place: 'main',
  needsCapture: false,
  title: () => messages.sockets.title,
  View: SocketsView,
});
