/** Help > Field Reference: every protocol and field that filters, columns and exports know. */
import { tabView } from '../controls/tab-view';
import { messages } from '../messages/messages';
import { FieldReference } from './field-reference';

export default tabView({
  kind: 'field-reference',
  place: 'main',
  needsCapture: false,
  title: () => messages.fieldReference.title,
  View: FieldReference,
});
