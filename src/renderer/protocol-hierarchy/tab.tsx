/** Statistics > Protocol Hierarchy: which protocols the displayed packets are made of. */
import { tabView } from '../controls/tab-view';
import { messages } from '../messages/messages';
import { ProtocolHierarchy } from './protocol-hierarchy';

export default tabView({
  kind: 'protocol-hierarchy',
  place: 'main',
  needsCapture: true,
  title: () => messages.protocolHierarchy.title,
  View: ProtocolHierarchy,
});
