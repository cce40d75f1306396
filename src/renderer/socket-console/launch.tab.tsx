/** A program that was started to be watched: a tab in the panel at the bottom. */
import { tabView } from '../controls/tab-view';
import { messages } from '../messages/messages';
import { sockets } from '../state/sockets';
import { LaunchView } from './launch-view';

export default tabView({
  kind: 'launch',
  place: 'panel',
  needsCapture: false,
  title: ({ launch }) =>
    messages.sockets.launches.title(sockets.get().launches.find(({ key }) => key === launch)?.title ?? ''),
  View: LaunchView,
});
