/** Analyze > Expert Information: what is remarkable in the displayed packets. */
import { tabView } from '../controls/tab-view';
import { messages } from '../messages/messages';
import { ExpertInformation } from './expert-information';

export default tabView({
  kind: 'expert-information',
  place: 'main',
  needsCapture: true,
  title: () => messages.figures.expert.title,
  View: ExpertInformation,
});
