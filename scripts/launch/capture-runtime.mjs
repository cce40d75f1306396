// A copy of Node that may open network devices, for the user as whom root has the window run, and for this time only.
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { project, say } from './project.mjs';
import { privateFolder } from './unprivileged-user.mjs';

const RIGHTS = 'cap_net_raw,cap_net_admin=ep';

/**
 * What the window's environment says of it; nothing where it cannot be made. It lies in a folder that only this user can
 * enter, and the capture helper gives the rights up as soon as its devices are open.
 */
export function captureRuntime(user, cleanUp) {
  if (process.platform !== 'linux' || !existsSync(join(project, 'node_modules/cap/build/Release/cap.node'))) return {};
  const path = join(privateFolder(user, cleanUp), 'capture-node');
  copyFileSync(process.execPath, path);
  chownSync(path, 0, user.gid);
  chmodSync(path, 0o750);
  if (spawnSync('setcap', [RIGHTS, path]).status === 0) return { SOCKEYE_CAPTURE_NODE: path };
  say(
    'the window cannot capture by itself: setcap (package libcap2-bin) is missing, or this disk allows no capabilities',
  );
  return {};
}
