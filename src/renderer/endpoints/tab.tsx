/** Statistics > Endpoints: what each address sent and received. */
import { tabView } from '../controls/tab-view';
import { messages } from '../messages/messages';
import { Endpoints } from './endpoints';

export default tabView({
  kind: 'endpoints',
  place: 'main',
  needsCapture: true,
  title: () => messages.figures.endpoints.title,
  View: Endpoints,
});
