/** Opens a capture with what this process has of Node. */

import { openFakeSession } from '../../test/fake/fake-session';
import type { Session } from '../engine/session';

export function openPath(path: string): Session {
  return openFakeSession(path);
}
