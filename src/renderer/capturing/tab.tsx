/** Capture > Why Do I See Nothing?: what was looked at, and what to do. */
import { tabView } from '../controls/tab-view';
import { messages } from '../messages/messages';
import { CaptureCheck } from './capture-check';

export default tabView({
  kind: 'capture-check',
  place: 'main',
  needsCapture: false,
  title: () => messages.capturing.check.title,
  View: CaptureCheck,
});
