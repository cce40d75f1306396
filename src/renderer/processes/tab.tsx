/** Statistics > Processes: which program of this machine the packets belong to. */
import { tabView } from '../controls/tab-view';
import { messages } from '../messages/messages';
import { Processes } from './processes';

export default tabView({
  kind: 'processes',
  place: 'main',
  needsCapture: true,
  title: () => messages.figures.processes.title,
  View: Processes,
});
