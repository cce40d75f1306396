/** Statistics > HTTP Exchanges: every request with its response. */
import { tabView } from '../controls/tab-view';
import { messages } from '../messages/messages';
import { Exchanges } from './exchanges';

export default tabView({
  kind: 'http-exchanges',
  place: 'main',
  needsCapture: true,
  title: () => messages.exchanges.title,
  View: Exchanges,
});
