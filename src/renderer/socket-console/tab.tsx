/** A socket console: a tab in the panel at the bottom. */
import { tabView } from '../controls/tab-view';
import { sockets } from '../state/sockets';
import { consoleTitle } from './console-title';
import { SocketConsole } from './socket-console';

export default tabView({
  kind: 'socket-console',
  place: 'panel',
  needsCapture: false,
  title: ({ console: key }) => consoleTitle(sockets.get().consoles.find((one) => one.key === key)?.request),
  View: SocketConsole,
});
